package lido.server;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.ShutdownEvent;
import java.time.Duration;
import java.util.function.ToIntFunction;

/**
 * Keeps the news of a stop from Vert.x until the client of a connection has been quiet for a while.
 *
 * <p>Vert.x would close a connection without a request at once. A request on its way would meet a
 * closed socket, and its client could not know whether the request was run. Lives on the event loop
 * of the connection, before the handlers of Vert.x.
 */
final class HttpLinger extends ChannelInboundHandlerAdapter {

  /**
   * Silence is counted in steps, so that a machine that stands still is not taken for a quiet
   * client.
   */
  private static final Duration STEP = Duration.ofMillis(50);

  private final HttpPeerConnection peer;
  private final int steps;

  /** The client has been told of the stop; becomes true once. */
  private boolean begun;

  /** Bytes have come since the last step. */
  private boolean heard;

  /** Steps in a row without a byte or a request. */
  private int quiet;

  private HttpLinger(HttpPeerConnection peer, Duration linger) {
    this.peer = peer;
    this.steps = (int) linger.dividedBy(STEP);
  }

  /** Puts itself before all handlers of the connection. */
  static void install(HttpConnection connection, HttpPeerConnection peer, Duration linger) {
    if (connection instanceof ConnectionBase base) {
      base.channelHandlerContext().pipeline().addFirst(new HttpLinger(peer, linger));
    }
  }

  /** A connection that has become a WebSocket has an end of its own. */
  static void remove(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      base.channelHandlerContext().pipeline().remove(HttpLinger.class);
    }
  }

  /** Tells a connection of the stop that was still shaking hands when the others were told. */
  static void begin(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      var channel = base.channelHandlerContext().channel();
      channel
          .eventLoop()
          .execute(() -> channel.pipeline().fireUserEventTriggered(new ShutdownEvent(STEP)));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    heard = true;
    context.fireChannelRead(bytes);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (!(event instanceof ShutdownEvent) || steps == 0) {
      context.fireUserEventTriggered(event);
    } else if (!begun) {
      begun = true;
      // The client opens no more streams. Those that it has opened meanwhile are answered.
      goAway(context, streams -> Integer.MAX_VALUE);
      await(context, event);
    }
  }

  private void await(ChannelHandlerContext context, Object stop) {
    long since = System.nanoTime();
    context.executor().schedule(() -> step(context, stop, since), STEP.toMillis(), MILLISECONDS);
  }

  /** A late step does not count: bytes that came meanwhile may not have been read. */
  private void step(ChannelHandlerContext context, Object stop, long since) {
    boolean late = System.nanoTime() - since > 2 * STEP.toNanos();
    quiet = heard || late || peer.isBusy() ? 0 : quiet + 1;
    heard = false;
    if (quiet >= steps) {
      goAway(context, streams -> streams.remote().lastStreamCreated());
      context.fireUserEventTriggered(stop);
    } else if (context.channel().isActive()) {
      await(context, stop);
    }
  }

  /** Tells a client of HTTP/2. A client of HTTP/1 is told with its answer. */
  private static void goAway(
      ChannelHandlerContext context, ToIntFunction<Http2Connection> lastStream) {
    var http2 = context.pipeline().get(Http2ConnectionHandler.class);
    if (http2 != null) {
      var at = context.pipeline().context(http2);
      int last = lastStream.applyAsInt(http2.connection());
      http2.goAway(at, last, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, at.newPromise());
      at.flush();
    }
  }
}
