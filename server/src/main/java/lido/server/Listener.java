package lido.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** A socket at which requests come, of any protocol. Thread-safe. */
interface Listener {

  /** Returns the listener for an address; nothing is opened yet. */
  static Listener of(Vertx vertx, ListenerConfig config, RequestRunner master, DrainPolicy leave) {
    return switch (config.address().scheme()) {
      case HTTP, HTTPS, UNIX -> new HttpListener(vertx, config, master, leave);
      case TCP -> new TcpListener(vertx, config, master);
      case UDP -> new UdpListener(vertx, config, master);
    };
  }

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
