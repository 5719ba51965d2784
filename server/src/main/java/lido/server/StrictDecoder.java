package lido.server;

import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * The parser of HTTP/1, which refuses a request that has both a length and chunks. Netty's would
 * drop the length, so that nobody after it could see what was sent; and a proxy that believed the
 * length saw another request than we do.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {

  /** The name that Vert.x gives its own. */
  private static final String NAME = "httpDecoder";

  /** And to what looks whether the first request asks for HTTP/2. */
  private static final String UPGRADE = "h2c";

  private StrictDecoder(Limits limits) {
    super(
        new Http1ServerConfig()
            .setMaxInitialLineLength(limits.requestLine())
            .setMaxHeaderSize(limits.headers()));
  }

  /**
   * Takes the place of the parser of a connection that has just been accepted. Where HTTP/2 without
   * TLS is offered, Netty's parser has begun the first request by then and stays: it believes the
   * chunks, and the connection ends after the answer.
   */
  static void install(HttpConnection connection, Limits limits) {
    if (connection instanceof ConnectionBase base) {
      var pipeline = base.channelHandlerContext().pipeline();
      if (pipeline.get(NAME) != null && pipeline.get(UPGRADE) == null) {
        pipeline.replace(NAME, NAME, new StrictDecoder(limits));
      }
    }
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
  }
}
