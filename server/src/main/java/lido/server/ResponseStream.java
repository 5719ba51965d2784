package lido.server;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

/**
 * Takes a streamed response from its coroutine to the event loop, in parts. At most {@link
 * #PARTS_UNDER_WAY} parts are with the loop until the client takes more: that bounds the memory.
 *
 * <p>Written by one coroutine; {@link #taken} and {@link #gone} are called on the event loop.
 */
final class ResponseStream extends OutputStream {

  /** A part: as large as a frame of HTTP/2 or a record of TLS may be. */
  private static final int PART = 16 << 10;

  /** More than one, so that the coroutine fills a part while the loop writes another. */
  private static final int PARTS_UNDER_WAY = 4;

  /** Takes the parts to the event loop. */
  @FunctionalInterface
  interface Sink {

    /** Returns false if the event loop has ended, and the connection with it. */
    boolean take(Buffer part, boolean last);
  }

  private final Sink sink;

  /** As promised, or {@link Response.Body#UNKNOWN_LENGTH}. */
  private final long length;

  private final Semaphore room = new Semaphore(PARTS_UNDER_WAY);
  private Buffer part = Buffer.buffer();
  private long written;

  /** Becomes true once. */
  private volatile boolean gone;

  ResponseStream(long length, Sink sink) {
    this.length = length;
    this.sink = sink;
  }

  @Override
  public void write(int b) throws IOException {
    checkClient();
    count(1);
    part.appendByte((byte) b);
    if (part.length() == PART) {
      flush();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    checkClient();
    count(count);
    int from = offset;
    int left = count;
    while (left > 0) {
      int fits = Math.min(left, PART - part.length());
      part.appendBytes(bytes, from, fits);
      from += fits;
      left -= fits;
      if (part.length() == PART) {
        flush();
      }
    }
  }

  /** Blocks while the client is behind. */
  @Override
  public void flush() throws IOException {
    checkClient();
    if (part.length() == 0) {
      return;
    }
    try {
      room.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the client took the response");
    }
    checkClient();
    hand(false);
  }

  /** Only flushes. The writer has written all when it returns without an exception. */
  @Override
  public void close() throws IOException {
    flush();
  }

  /** All has been written. */
  void finish() throws IOException {
    checkClient();
    if (length != Response.Body.UNKNOWN_LENGTH && written < length) {
      throw new IllegalStateException(
          "the stream wrote %s of the %s bytes it had promised".formatted(written, length));
    }
    hand(true);
  }

  /** The client takes more. */
  void taken() {
    room.release();
  }

  /** No part is taken any more. */
  void gone() {
    gone = true;
    room.release();
  }

  private void count(int more) {
    written += more;
    if (length != Response.Body.UNKNOWN_LENGTH && written > length) {
      throw new IllegalStateException(
          "the stream wrote more than the %s bytes it had promised".formatted(length));
    }
  }

  private void hand(boolean last) {
    var full = part;
    part = Buffer.buffer();
    if (!sink.take(full, last)) {
      gone();
    }
  }

  private void checkClient() throws ClientGoneException {
    if (gone) {
      throw new ClientGoneException();
    }
  }
}
