package lido.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses responses, in the coroutine, for clients that ask for it.
 *
 * @param minSize shorter responses are left alone, if their length is known
 */
record Compression(boolean enabled, int minSize) {

  private static final int BUFFER = 8 << 10;

  static Compression of(HttpConfig config) {
    return new Compression(config.compression(), config.compressionMinSize());
  }

  private enum Coding {
    GZIP,
    DEFLATE;

    String token() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Returns the response for a client that accepts these codings: the same one if it is not to be
   * compressed.
   */
  RawResponse apply(RawResponse whole, List<String> acceptEncoding) {
    if (!enabled || !isEligible(whole)) {
      return whole;
    }
    var coding = choose(String.join(",", acceptEncoding));
    if (coding == null) {
      return whole.withHeaders(headers(whole, null));
    }
    var headers = headers(whole, coding);
    var stream = whole.stream();
    if (stream == null) {
      return new RawResponse(whole.status(), headers, compress(coding, whole.body()));
    }
    var compressed =
        new Response.Body.Stream(
            stream.contentType(),
            Response.Body.UNKNOWN_LENGTH,
            out -> compress(coding, out, stream.writer()));
    return new RawResponse(whole.status(), headers, whole.body(), compressed);
  }

  private boolean isEligible(RawResponse whole) {
    long length = whole.length();
    boolean isLong = length >= minSize || length == Response.Body.UNKNOWN_LENGTH;
    // A part of a file is a part of its uncompressed bytes.
    return isLong
        && !whole.isBodyless()
        && whole.status() != 206
        && value(whole, "content-encoding").isEmpty()
        && !value(whole, "cache-control").contains("no-transform")
        && ContentTypes.isCompressible(value(whole, "content-type"));
  }

  private static String value(RawResponse whole, String name) {
    return whole.headers().stream()
        .filter(header -> header.getKey().equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /**
   * Adds the headers of the coding. A strong tag stands for the uncompressed bytes, so it becomes a
   * weak one.
   */
  private static List<Map.Entry<String, String>> headers(
      RawResponse whole, @Nullable Coding coding) {
    var headers = new ArrayList<Map.Entry<String, String>>();
    for (var header : whole.headers()) {
      boolean strongTag = header.getKey().equals("etag") && header.getValue().startsWith("\"");
      headers.add(
          coding != null && strongTag ? Map.entry("etag", "W/" + header.getValue()) : header);
    }
    headers.add(Map.entry("vary", "accept-encoding"));
    if (coding != null) {
      headers.add(Map.entry("content-encoding", coding.token()));
    }
    return headers;
  }

  /**
   * Returns the coding that the client prefers, gzip if it likes both, or null if it wants neither.
   */
  private static @Nullable Coding choose(String acceptEncoding) {
    @Nullable Coding best = null;
    double bestWeight = 0;
    for (var coding : Coding.values()) {
      double weight = weight(acceptEncoding, coding.token());
      if (weight > bestWeight) {
        best = coding;
        bestWeight = weight;
      }
    }
    return best;
  }

  private static double weight(String acceptEncoding, String token) {
    double any = 0;
    for (var part : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
      var fields = part.split(";", 2);
      var name = fields[0].strip();
      double weight = fields.length == 1 ? 1 : quality(fields[1].strip());
      if (name.equals(token)) {
        return weight;
      }
      if (name.equals("*")) {
        any = weight;
      }
    }
    return any;
  }

  /** A weight that cannot be read counts as zero. */
  private static double quality(String parameter) {
    try {
      return parameter.startsWith("q=") ? Double.parseDouble(parameter.substring(2)) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static byte[] compress(Coding coding, byte[] bytes) {
    var compressed = new ByteArrayOutputStream(bytes.length / 2);
    try {
      compress(coding, compressed, out -> out.write(bytes));
    } catch (Exception e) {
      throw new IllegalStateException("bug: bytes cannot be compressed", e);
    }
    return compressed.toByteArray();
  }

  private static void compress(Coding coding, OutputStream to, Response.BodyWriter writer)
      throws Exception {
    if (coding == Coding.GZIP) {
      var gzip = new Gzip(to);
      try {
        writeAll(writer, gzip);
        gzip.finish();
      } finally {
        gzip.free();
      }
    } else {
      var deflater = new Deflater();
      try {
        var zlib = new DeflaterOutputStream(to, deflater, BUFFER, true);
        writeAll(writer, zlib);
        zlib.finish();
      } finally {
        deflater.end();
      }
    }
  }

  private static void writeAll(Response.BodyWriter writer, OutputStream to) throws Exception {
    var out = new Uncompressed(to);
    writer.writeTo(out);
    out.handOn();
  }

  private static final class Gzip extends GZIPOutputStream {

    Gzip(OutputStream to) throws IOException {
      super(to, BUFFER, true);
    }

    /**
     * Frees native memory. {@code close} would also write an end, although the stream may not be
     * whole.
     */
    void free() {
      def.end();
    }
  }

  /**
   * The bytes before compression. Its {@code close} only flushes, for a writer may close a stream
   * that it has not written whole. It gathers single bytes: each would be a call of native code.
   */
  private static final class Uncompressed extends OutputStream {

    private final OutputStream to;
    private final byte[] gathered = new byte[512];
    private int count;

    Uncompressed(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
      if (count == gathered.length) {
        handOn();
      }
      gathered[count++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      handOn();
      to.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      handOn();
      to.flush();
    }

    @Override
    public void close() throws IOException {
      flush();
    }

    private void handOn() throws IOException {
      to.write(gathered, 0, count);
      count = 0;
    }
  }
}
