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
 * The parser of HTTP/1, which refuses a request that has both a length and chunks, or a header line
 * that begins with a blank. Netty's would drop the length and join the line with the one above, so
 * that nobody after it could see what was sent; and a proxy that believed the length, or took the
 * line for a header, saw another request than we do.
 */
final class HttpDecoder extends VertxHttpRequestDecoder {

  /** The name that Vert.x gives its own. */
  private static final String NAME = "httpDecoder";

  /** And to what looks whether the first request asks for HTTP/2. */
  private static final String UPGRADE = "h2c";

  /** What is being read, while it is. */
  private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

  /** Where the lines begin that have not been looked at: the parser takes whole lines. */
  private int unseen;

  /** Between the request line and the end of the headers. */
  private boolean inHead;

  private boolean folded;

  private HttpDecoder(Limits limits) {
    super(
        new Http1ServerConfig()
            .setMaxInitialLineLength(limits.requestLine())
            .setMaxHeaderSize(limits.headers()));
  }

  /**
   * Takes the place of the parser of a connection that has just been accepted. Where HTTP/2 without
   * TLS is offered, Netty's parser has begun the first request by then and stays: it believes the
   * chunks, and the connection ends after the answer; it joins the lines.
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
      // Of a head that cannot be read, the parser drops whatever has come.
      line = lineEnd < 0 ? end : lineEnd + 1;
    }
    return false;
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
  }
}
