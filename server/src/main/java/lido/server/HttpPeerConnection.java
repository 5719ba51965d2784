package lido.server;

import io.netty.channel.socket.SocketChannel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A connection of HTTP. Lives on its event loop. The sweep reads the timers, and returns to that
 * loop for the rest.
 *
 * <p>In HTTP/2 each exchange has a stream as its peer; the connection's own timer runs only while
 * there is no stream.
 */
final class HttpPeerConnection implements HttpPeer {

  private final HttpConnection connection;
  private final String address;
  private final Duration idleTimeout;

  /** The streams of HTTP/2. Added and removed on the event loop, read by the sweep. */
  private final Set<Http2Peer> streams = ConcurrentHashMap.newKeySet();

  /** The exchange of HTTP/1 that has begun last. */
  private @Nullable Exchange exchange;

  private final StepTimer timer = new StepTimer();

  /** Becomes true once. */
  private boolean ended;

  HttpPeerConnection(HttpConnection connection, String address, Duration idleTimeout) {
    this.connection = connection;
    this.address = address;
    this.idleTimeout = idleTimeout;
  }

  /** Opens a stream: the peer of one request of HTTP/2. */
  Http2Peer open(HttpServerRequest http) {
    var stream = new Http2Peer(http, address, this::closed);
    streams.add(stream);
    expectNothing();
    return stream;
  }

  private void closed(Http2Peer stream) {
    if (streams.remove(stream) && streams.isEmpty()) {
      expect(idleTimeout);
    }
  }

  @Override
  public void begin(Exchange exchange) {
    this.exchange = exchange;
    expectNothing();
  }

  @Override
  public boolean isCurrent(Exchange exchange) {
    return this.exchange == exchange;
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public StepTimer timer() {
    return timer;
  }

  @Override
  public void end() {
    ended = true;
  }

  @Override
  public boolean hasEnded() {
    return ended;
  }

  @Override
  public void close() {
    connection.close();
  }

  @Override
  public void cut() {
    if (connection instanceof ConnectionBase base
        && base.channelHandlerContext().channel() instanceof SocketChannel socket
        && socket.isOpen()) {
      // A reset: to a client of HTTP/1.0 an ordinary end would look like the end of the body.
      socket.config().setSoLinger(0);
    }
    closeNow();
  }

  /**
   * Closes without waiting for pending writes, as Vert.x's own close does: this client does not
   * take them.
   */
  private void closeNow() {
    if (connection instanceof ConnectionBase base) {
      base.channelHandlerContext().close();
    } else {
      connection.close();
    }
  }

  @Override
  public void closed() {
    expectNothing();
  }

  /** Returns whether a request is under way. */
  boolean isBusy() {
    var current = exchange;
    return !streams.isEmpty() || (current != null && !current.isOver());
  }

  /** Ends the steps that have taken too long. Called by the sweep, on any thread. */
  void expireAt(long nanos) {
    for (var stream : streams) {
      stream.expireAt(nanos);
    }
    long seen = timer.passedAt(nanos);
    if (seen == StepTimer.NEVER) {
      return;
    }
    var current = exchange;
    if (current == null) {
      if (streams.isEmpty()) {
        connection.close();
      }
    } else {
      current.onLoop(() -> expire(seen, current));
    }
  }

  /** On the loop. The client may have made its step since the sweep looked. */
  private void expire(long seen, Exchange current) {
    if (!timer.clearIf(seen) || (isCurrent(current) && current.refuseSlowBody())) {
      return;
    }
    if (current.isHalfWritten()) {
      cut();
    } else {
      closeNow();
    }
  }
}
