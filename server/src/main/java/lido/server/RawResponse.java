package lido.server;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response as a listener writes it: all bytes are there, or there is a stream that writes them.
 *
 * @param headers without those of the connection and without Content-Length
 * @param body empty if there is a stream
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, never compared
record RawResponse(
    int status,
    List<Map.Entry<String, String>> headers,
    byte[] body,
    Response.Body.@Nullable Stream stream) {

  /** How much of a streamed response one message may hold: the default of {@code limits.body}. */
  private static final int MAX_GATHERED = 1 << 20;

  RawResponse(int status, List<Map.Entry<String, String>> headers, byte[] body) {
    this(status, headers, body, null);
  }

  RawResponse withHeaders(List<Map.Entry<String, String>> headers) {
    return new RawResponse(status, headers, body, stream);
  }

  /** Returns the length of the body, or {@link Response.Body#UNKNOWN_LENGTH}. */
  long length() {
    return stream == null ? body.length : stream.length();
  }

  /** These statuses have no body and no Content-Length. */
  boolean isBodyless() {
    return status == 204 || status == 304;
  }

  /** Returns the response with the bytes of its stream, for a protocol of whole messages. */
  RawResponse gathered() throws Exception {
    if (stream == null) {
      return this;
    }
    var gathering = new Gathering();
    stream.writer().writeTo(gathering);
    return new RawResponse(status, headers, gathering.bytes.toByteArray());
  }

  private static final class Gathering extends OutputStream {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
      checkRoom(1);
      bytes.write(b);
    }

    @Override
    public void write(byte[] more, int offset, int length) {
      checkRoom(length);
      bytes.write(more, offset, length);
    }

    private void checkRoom(int more) {
      if (more > MAX_GATHERED - bytes.size()) {
        throw new IllegalStateException(
            "the streamed response is longer than the %s bytes of one message"
                .formatted(MAX_GATHERED));
      }
    }
  }
}
