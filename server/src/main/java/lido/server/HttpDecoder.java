package lido.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;

/**
 * The parser of HTTP/1. It refuses a request that has both a length and chunks, and a header line
 * that begins with a blank.
 *
 * <p>Netty's own parser drops the length, and joins the line with the line above. Code after the
 * parser could not see any more that it did. But a proxy that believed the length, or took the line
 * for a header, saw another request than we do.
 */
final class HttpDecoder extends VertxHttpRequestDecoder {

  /** The name of the parser in the pipeline of Vert.x. */
  private static final String NAME = "httpDecoder";

  /** The name of the handler that looks whether the first request asks for HTTP/2. */
  private static final String UPGRADE = "h2c";

  /** The bytes that are being parsed; empty in between. */
  private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

  /** The beginning of the lines that have not been looked at. The parser takes whole lines. */
  private int unseen;

  /** Whether the parser is between the request line and the end of the headers. */
  private boolean inHead;

  private boolean folded;

  private HttpDecoder(Limits limits) {
    super(
        new Http1ServerConfig()
            .setMaxInitialLineLength(limits.requestLine())
            .setMaxHeaderSize(limits.headers()));
  }

  /**
   * Replaces the parser of a connection that has just been accepted.
   *
   * <p>Where HTTP/2 without TLS is offered, Netty's parser has begun the first request by then, and
   * stays. It believes the chunks, and the connection ends after the answer. It joins folded lines.
   */
  static void install(HttpConnection connection, Limits limits) {
    if (connection instanceof ConnectionBase base) {
      var pipeline = base.channelHandlerContext().pipeline();
      if (pipeline.get(NAME) != null && pipeline.get(UPGRADE) == null) {
        pipeline.replace(NAME, NAME, new HttpDecoder(limits));
      }
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    bytes = in;
    unseen = in.readerIndex();
    super.decode(context, in, out);
    if (inHead) {
      folded |= hasFoldedLine();
    }
    bytes = Unpooled.EMPTY_BUFFER;
  }

  /** Called after the request line. */
  @Override
  protected HttpMessage createMessage(String[] requestLine) {
    unseen = bytes.readerIndex();
    inHead = true;
    folded = false;
    return super.createMessage(requestLine);
  }

  /** Called after the headers. */
  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    if (inHead) {
      inHead = false;
      if (folded || hasFoldedLine()) {
        throw new IllegalArgumentException("a folded header line");
      }
    }
    return super.isContentAlwaysEmpty(message);
  }

  private boolean hasFoldedLine() {
    int end = bytes.readerIndex();
    int line = unseen;
    while (line < end) {
      byte first = bytes.getByte(line);
      if (first == HttpConstants.SP || first == HttpConstants.HT) {
        return true;
      }
      int lineEnd = bytes.indexOf(line, end, HttpConstants.LF);
      // The parser drops all bytes of a head that it cannot read.
      line = lineEnd < 0 ? end : lineEnd + 1;
    }
    return false;
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
  }
}
