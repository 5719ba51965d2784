package lido.server;

import io.vertx.core.Future;
import java.time.Duration;

/** A socket at which requests come, of any protocol. Thread-safe. */
interface Listener {

  /** Returns what the listener was made from. */
  ListenerConfig config();

  /** Binds, and takes requests from then on; gives the port that was bound, 0 for a file. */
  Future<Integer> listen();

  /** Takes another certificate for the handshakes to come; nothing for those without TLS. */
  default Future<Void> renew(Tls tls) {
    return Future.succeededFuture();
  }

  /** Stops accepting, and lets what runs end; done when no connection is open any more. */
  Future<Void> drain(Duration timeout);

  /** Returns how many connections are open. */
  int connections();
}
