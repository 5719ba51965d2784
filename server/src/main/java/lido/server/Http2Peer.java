package lido.server;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request of a connection in HTTP/2. What ends it leaves the connection's others alone. */
final class Http2Peer implements HttpPeer {

  /** Codes of RFC 9113, section 7. */
  private static final long NO_ERROR = 0;

  private static final long INTERNAL_ERROR = 2;

  private final HttpPeerConnection connection;
  private final HttpServerRequest http;
  private final StepTimer deadline = new StepTimer();
  private @Nullable HttpExchange exchange;

  Http2Peer(HttpPeerConnection connection, HttpServerRequest http) {
    this.connection = connection;
    this.http = http;
  }

  @Override
  public void begin(HttpExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public boolean isCurrent(HttpExchange exchange) {
    return this.exchange == exchange;
  }

  @Override
  public String address() {
    return connection.address();
  }

  @Override
  public void expect(Duration within) {
    deadline.set(within);
  }

  @Override
  public void expectNothing() {
    deadline.clear();
  }

  /** Each request has a stream of its own: nothing can come after it. */
  @Override
  public void end() {}

  @Override
  public boolean hasEnded() {
    return false;
  }

  /** The response has been written; the client may stop sending. */
  @Override
  public void close() {
    http.response().reset(NO_ERROR);
  }

  @Override
  public void cut() {
    http.response().reset(INTERNAL_ERROR);
  }

  @Override
  public void closed() {
    deadline.clear();
    connection.closed(this);
  }

  void expireAt(long nanos) {
    long seen = deadline.passedAt(nanos);
    var current = exchange;
    if (seen != StepTimer.NEVER && current != null) {
      current.onLoop(
          () -> {
            if (deadline.clearIf(seen) && !current.refuseSlowBody()) {
              cut();
            }
          });
    }
  }
}
