package lido.server;

import io.vertx.core.Future;
import java.time.Duration;

/** A socket that takes requests, of any protocol. Thread-safe. */
interface Listener {

  /** Returns the configuration of the listener. */
  ListenerConfig config();

  /** Binds, and takes requests from then on. Returns the port, or 0 for a socket file. */
  Future<Integer> listen();

  /** Takes another certificate for the handshakes to come. Does nothing without TLS. */
  default Future<Void> renew(Tls tls) {
    return Future.succeededFuture();
  }

  /** Stops accepting, and lets running requests end. Done when no connection is open any more. */
  Future<Void> drain(Duration timeout);

  /** Returns how many connections are open. */
  int connections();
}
