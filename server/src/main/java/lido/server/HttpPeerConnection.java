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
 * One connection of a client: what we wait for, and until when. Written on the connection's event
 * loop; the sweep reads the deadlines and comes back on that loop.
 *
 * <p>In HTTP/2 it has streams, which are the clients of their exchanges; it waits itself only while
 * there are none.
 */
final class HttpPeerConnection implements HttpPeer {

  private final HttpConnection connection;
  private final String address;
  private final Duration idleTimeout;

  /** Of HTTP/2; added and removed on the event loop, read by the sweep. */
  private final Set<Http2Peer> streams = ConcurrentHashMap.newKeySet();

  /** The exchange that has begun last; the one whose response comes next. */
  private @Nullable HttpExchange exchange;

  private final StepTimer deadline = new StepTimer();

  /** Becomes true once. */
  private boolean ended;

  HttpPeerConnection(HttpConnection connection, String address, Duration idleTimeout) {
    this.connection = connection;
    this.address = address;
    this.idleTimeout = idleTimeout;
  }

  /** Returns the client of a request of HTTP/2. */
  Http2Peer open(HttpServerRequest http) {
    var stream = new Http2Peer(this, http);
    streams.add(stream);
    expectNothing();
    return stream;
  }

  void closed(Http2Peer stream) {
    if (streams.remove(stream) && streams.isEmpty()) {
      expect(idleTimeout);
    }
  }

  @Override
  public void begin(HttpExchange exchange) {
    this.exchange = exchange;
    expectNothing();
  }

  @Override
  public boolean isCurrent(HttpExchange exchange) {
    return this.exchange == exchange;
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public void expect(Duration within) {
    deadline.set(within);
  }

  @Override
  public void expectNothing() {
    deadline.clear();
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

  /** Vert.x's own close waits for what is being written, which this client does not take. */
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

  void expireAt(long nanos) {
    for (var stream : streams) {
      stream.expireAt(nanos);
    }
    long seen = deadline.passedAt(nanos);
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

  /** On the loop, where the client may just have made its step. */
  private void expire(long seen, HttpExchange current) {
    if (!deadline.clearIf(seen) || (isCurrent(current) && current.refuseSlowBody())) {
      return;
    }
    if (current.isHalfWritten()) {
      cut();
    } else {
      closeNow();
    }
  }
}
