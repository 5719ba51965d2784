package lido.server;

import io.netty.buffer.Unpooled;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A client of HTTP/2 that may misbehave. */
final class Frames implements AutoCloseable {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;

  private final Socket socket;
  private final DataOutputStream out;
  private final DataInputStream in;
  private int last = -1;

  Frames(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(60_000);
    out = new DataOutputStream(socket.getOutputStream());
    in = new DataInputStream(socket.getInputStream());
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    frame(SETTINGS, 0, 0, new byte[0]);
  }

  int next() {
    last += 2;
    return last;
  }

  int last() {
    return last;
  }

  void request(int stream, String path, String... headers) throws IOException {
    var block = Unpooled.buffer();
    var all =
        new ArrayList<>(
            List.of(":method", "GET", ":scheme", "http", ":path", path, ":authority", "x"));
    all.addAll(List.of(headers));
    // HPACK: literals without indexing, plain.
    IntStream.range(0, all.size() / 2)
        .forEach(
            i -> {
              block.writeByte(0);
              text(block, all.get(2 * i));
              text(block, all.get(2 * i + 1));
            });
    var bytes = new byte[block.readableBytes()];
    block.readBytes(bytes);
    // END_STREAM and END_HEADERS.
    frame(HEADERS, 0x5, stream, bytes);
  }

  private static void text(io.netty.buffer.ByteBuf block, String text) {
    var bytes = text.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length < 127) {
      block.writeByte(bytes.length);
    } else {
      block.writeByte(127);
      int rest = bytes.length - 127;
      for (; rest >= 128; rest >>>= 7) {
        block.writeByte(rest & 0x7f | 0x80);
      }
      block.writeByte(rest);
    }
    block.writeBytes(bytes);
  }

  void reset(int stream) throws IOException {
    frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
  }

  /** Sends so many pings, and reads nothing. */
  void ping(int count) throws IOException {
    repeat(count, PING, new byte[8]);
  }

  /** Sends so many empty settings, and reads nothing. */
  void settings(int count) throws IOException {
    repeat(count, SETTINGS, new byte[0]);
  }

  private void repeat(int count, int type, byte[] payload) throws IOException {
    var buffered = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    for (int i = 0; i < count; i++) {
      frame(buffered, type, 0, 0, payload);
    }
    buffered.flush();
  }

  void garbage() throws IOException {
    out.write(
        "this is no frame of any kind, is it? ".repeat(10).getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    frame(out, type, flags, stream, payload);
    out.flush();
  }

  private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] payload)
      throws IOException {
    out.writeByte(payload.length >> 16);
    out.writeShort(payload.length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload);
  }

  /** Returns the types of the frames up to the first of one type. */
  Set<Integer> readUntil(int type) throws IOException {
    var seen = new HashSet<Integer>();
    while (!seen.contains(type)) {
      seen.add(read());
    }
    return seen;
  }

  /** Returns true when the server answers, resets or goes away. */
  boolean readToEndOrAnswer() {
    try {
      int type = read();
      while (type != HEADERS && type != RST_STREAM && type != GOAWAY) {
        type = read();
      }
    } catch (IOException e) {
      // Closed: that is an end, too.
    }
    return true;
  }

  private int read() throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    in.readUnsignedByte();
    in.readInt();
    in.skipNBytes(length);
    return type;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
