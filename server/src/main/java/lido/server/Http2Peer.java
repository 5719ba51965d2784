package lido.server;

import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream of HTTP/2: one request and its response. Its end leaves the other streams of the
 * connection alone.
 */
final class Http2Peer implements HttpPeer {

  /** Codes of RFC 9113, section 7. */
  private static final long NO_ERROR = 0;

  private static final long INTERNAL_ERROR = 2;

  private final HttpServerRequest http;
  private final String address;
  private final Consumer<Http2Peer> whenClosed;
  private final StepTimer timer = new StepTimer();

  /** Null until it begins; the only one of the stream. */
  private @Nullable Exchange exchange;

  Http2Peer(HttpServerRequest http, String address, Consumer<Http2Peer> whenClosed) {
    this.http = http;
    this.address = address;
    this.whenClosed = whenClosed;
  }

  @Override
  public void begin(Exchange exchange) {
    this.exchange = exchange;
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

  /** Nothing to do: no other request comes on this stream. */
  @Override
  public void end() {}

  @Override
  public boolean hasEnded() {
    return false;
  }

  /** The response has been written. The client may stop sending. */
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
    expectNothing();
    whenClosed.accept(this);
  }

  /** Ends a step that has taken too long. Called by the sweep, on any thread. */
  void expireAt(long nanos) {
    long seen = timer.passedAt(nanos);
    var current = exchange;
    if (seen != StepTimer.NEVER && current != null) {
      current.onLoop(
          () -> {
            if (timer.clearIf(seen) && !current.refuseSlowBody()) {
              cut();
            }
          });
    }
  }
}
