package lido.server;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client: what we wait for, and until when. Written on the connection's event
 * loop; the sweep reads the deadline and comes back on that loop.
 */
final class ClientConnection {

  /** Nothing is awaited from the client: a worker has its request. */
  private static final long NEVER = 0;

  private final HttpConnection connection;

  /** The exchange that has begun last; the one whose response comes next. */
  private @Nullable Exchange exchange;

  /** A value of {@link System#nanoTime}, or {@link #NEVER}. */
  private volatile long deadline = NEVER;

  ClientConnection(HttpConnection connection) {
    this.connection = connection;
  }

  void begin(Exchange exchange) {
    this.exchange = exchange;
    expectNothing();
  }

  boolean isCurrent(Exchange exchange) {
    return this.exchange == exchange;
  }

  /** The client has this long for its next step. */
  void expect(Duration within) {
    long at = System.nanoTime() + within.toNanos();
    deadline = at == NEVER ? 1 : at;
  }

  void expectNothing() {
    deadline = NEVER;
  }

  void expireAt(long nanos) {
    long seen = deadline;
    if (seen == NEVER || nanos - seen < 0) {
      return;
    }
    var current = exchange;
    if (current == null) {
      connection.close();
    } else {
      current.onLoop(() -> expire(seen, current));
    }
  }

  void close() {
    connection.close();
  }

  /** Vert.x's own close waits for what is being written, which this client does not take. */
  private void cut() {
    if (connection instanceof ConnectionBase base) {
      base.channelHandlerContext().close();
    } else {
      connection.close();
    }
  }

  /** On the loop, where the client may just have made its step. */
  private void expire(long seen, Exchange current) {
    if (deadline != seen) {
      return;
    }
    expectNothing();
    if (!isCurrent(current) || !current.refuseSlowBody()) {
      cut();
    }
  }
}
