package lido.server;

import java.util.List;
import java.util.Objects;

/**
 * Takes the answer of a coroutine to the event loop of its connection. Used on the thread of the
 * coroutine.
 */
final class HttpReply implements Reply {

  private final RawRequest request;
  private final Compression compression;
  private final EventLoop loop;
  private final HttpResponseWriter writer;

  HttpReply(
      RawRequest request, Compression compression, EventLoop loop, HttpResponseWriter writer) {
    this.request = request;
    this.compression = compression;
    this.loop = loop;
    this.writer = writer;
  }

  @Override
  public void send(RawResponse response) {
    var compressed = compress(response);
    loop.run(() -> writer.writeOrCut(compressed));
  }

  @Override
  public void stream(RawResponse response) throws Exception {
    var compressed = compress(response);
    var body = Objects.requireNonNull(compressed.stream());
    if (request.method().equals("HEAD") || compressed.isBodyless()) {
      loop.run(() -> writer.write(compressed));
      return;
    }
    var out =
        new ResponseStream(
            body.length(),
            (part, last) -> loop.run(() -> writer.writePart(compressed, part, last)));
    loop.run(() -> writer.begin(out));
    body.writer().writeTo(out);
    out.finish();
  }

  private RawResponse compress(RawResponse response) {
    return compression.apply(
        response, request.headers().getOrDefault("accept-encoding", List.of()));
  }
}
