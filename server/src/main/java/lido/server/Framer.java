package lido.server;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of a TCP connection into messages. A message is a line, or it comes after its
 * length of four bytes. Not thread-safe.
 */
final class Framer {

  private static final int LENGTH_BYTES = 4;

  private final ListenerConfig.Framing framing;
  private final int limit;

  private byte[] bytes = new byte[512];
  private int start;
  private int end;

  /** There is no line end before this index. */
  private int searched;

  /** Takes the number of bytes that a message may have. */
  Framer(ListenerConfig.Framing framing, int limit) {
    this.framing = framing;
    this.limit = limit;
  }

  void append(Buffer chunk) {
    int size = end - start;
    if (end + chunk.length() > bytes.length) {
      var target =
          size + chunk.length() > bytes.length
              ? new byte[Math.max(2 * bytes.length, size + chunk.length())]
              : bytes;
      System.arraycopy(bytes, start, target, 0, size);
      bytes = target;
      searched -= start;
      start = 0;
      end = size;
    }
    chunk.getBytes(bytes, end);
    end += chunk.length();
  }

  /**
   * Returns whether a message has begun and not come whole. To be asked after {@link #next} has
   * returned null.
   */
  boolean isHalf() {
    return end > start;
  }

  /**
   * Returns the next message without its frame, or null if none has come whole.
   *
   * @throws HttpException 413 when it is too long; no message after it can be read
   */
  byte @Nullable [] next() {
    return switch (framing) {
      case NEWLINE -> nextLine();
      case LENGTH -> nextWithLength();
    };
  }

  private byte @Nullable [] nextLine() {
    for (int i = Math.max(searched, start); i < end; i++) {
      if (bytes[i] == '\n') {
        int to = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
        checkLength(to - start);
        var line = Arrays.copyOfRange(bytes, start, to);
        consumeTo(i + 1);
        return line;
      }
    }
    searched = end;
    // The carriage return may be the first half of the line end.
    checkLength(end > start && bytes[end - 1] == '\r' ? end - start - 1 : end - start);
    return null;
  }

  private byte @Nullable [] nextWithLength() {
    if (end - start < LENGTH_BYTES) {
      return null;
    }
    int length = ByteBuffer.wrap(bytes, start, LENGTH_BYTES).getInt();
    checkLength(Integer.toUnsignedLong(length));
    int from = start + LENGTH_BYTES;
    if (end - from < length) {
      return null;
    }
    var message = Arrays.copyOfRange(bytes, from, from + length);
    consumeTo(from + length);
    return message;
  }

  /** Drops a large buffer when it is empty: most messages are small. */
  private void consumeTo(int next) {
    start = next;
    searched = next;
    if (start == end) {
      start = 0;
      end = 0;
      searched = 0;
      if (bytes.length > 1 << 16) {
        bytes = new byte[512];
      }
    }
  }

  private void checkLength(long length) {
    if (length > limit) {
      throw Messages.tooLarge(limit);
    }
  }

  /** Returns an answer in its frame: as a line, or after its length. */
  Buffer frame(byte[] answer) {
    return switch (framing) {
      case NEWLINE -> Buffer.buffer(answer.length + 1).appendBytes(answer).appendByte((byte) '\n');
      case LENGTH ->
          Buffer.buffer(answer.length + LENGTH_BYTES).appendInt(answer.length).appendBytes(answer);
    };
  }
}
