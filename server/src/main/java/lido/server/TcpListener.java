package lido.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The socket of a TCP listener: every connection is a conversation in messages. */
final class TcpListener implements Listener {

  private final Vertx vertx;
  private final ListenerConfig config;
  private final Messages messages;
  private final NetServer server;
  private final Set<TcpConnection> connections = ConcurrentHashMap.newKeySet();

  TcpListener(Vertx vertx, ListenerConfig config, RequestStages stages) {
    this.vertx = vertx;
    this.config = config;
    this.messages =
        new Messages(stages, config, config.framing() == ListenerConfig.Framing.NEWLINE);
    this.server =
        vertx
            .createNetServer(new NetServerOptions().setReuseAddress(true).setTcpNoDelay(true))
            .exceptionHandler(failure -> {})
            .connectHandler(this::connected);
  }

  @Override
  public ListenerConfig config() {
    return config;
  }

  @Override
  public Future<Integer> listen() {
    return server
        .listen(config.address().socketAddress())
        .map(
            bound -> {
              vertx.setPeriodic(
                  config.limits().sweepMillis(),
                  timer -> connections.forEach(TcpConnection::expire));
              return bound.actualPort();
            });
  }

  @Override
  public Future<Void> drain(Duration timeout) {
    // Zero would close at once: answers that are ready would not be written.
    return server.shutdown(timeout.isZero() ? Duration.ofMillis(1) : timeout);
  }

  @Override
  public int connections() {
    return connections.size();
  }

  private void connected(NetSocket socket) {
    if (connections.size() >= config.limits().connections()) {
      socket.close();
      return;
    }
    var connection =
        new TcpConnection(
            (NetSocketInternal) socket,
            new EventLoop(vertx.getOrCreateContext()),
            config,
            messages);
    connections.add(connection);
    socket.closeHandler(closed -> connections.remove(connection));
    connection.open();
  }
}
