package lido.server;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import lido.config.ConfigException;
import lido.config.ConfigProblem;

/** All listeners of a server, open together. Thread-safe. */
final class Listeners {

  private final List<Listener> listeners;
  private final Map<String, Integer> ports;

  private Listeners(List<Listener> listeners, Map<String, Integer> ports) {
    this.listeners = listeners;
    this.ports = ports;
  }

  /**
   * Binds one after the other. When one fails, the caller closes the others with the {@code vertx}.
   *
   * @throws ConfigException when an address cannot be listened at
   */
  static Listeners open(
      Vertx vertx, List<ListenerConfig> configs, RequestStages stages, DrainPolicy drainPolicy)
      throws InterruptedException {
    var listeners = new ArrayList<Listener>();
    var ports = new LinkedHashMap<String, Integer>();
    try {
      for (var config : configs) {
        var listener = listener(vertx, config, stages, drainPolicy);
        ports.put(config.name(), bound(listener));
        listeners.add(listener);
      }
    } catch (ConfigException | InterruptedException e) {
      // Their sockets are closed with the vertx, but not their files.
      listeners.forEach(listener -> listener.drain(Duration.ZERO));
      throw e;
    }
    return new Listeners(List.copyOf(listeners), Map.copyOf(ports));
  }

  private static Listener listener(
      Vertx vertx, ListenerConfig config, RequestStages stages, DrainPolicy drainPolicy) {
    return switch (config.address().scheme()) {
      case HTTP, HTTPS, UNIX -> new HttpListener(vertx, config, stages, drainPolicy);
      case TCP -> new TcpListener(vertx, config, stages);
      case UDP -> new UdpListener(vertx, config, stages);
    };
  }

  /** Returns the bound ports by the listeners' names. */
  Map<String, Integer> ports() {
    return ports;
  }

  /** Returns how many connections are open. */
  int connections() {
    return listeners.stream().mapToInt(Listener::connections).sum();
  }

  /** Takes new certificates for the listeners that have kept their names. */
  Future<Void> renew(List<ListenerConfig> configs) {
    var tlsByName = new HashMap<String, Tls>();
    configs.forEach(config -> config.tls().ifPresent(tls -> tlsByName.put(config.name(), tls)));
    return Future.join(
            listeners.stream()
                .filter(listener -> tlsByName.containsKey(listener.config().name()))
                .map(
                    listener ->
                        listener.renew(requireNonNull(tlsByName.get(listener.config().name()))))
                .toList())
        .mapEmpty();
  }

  Future<Void> drain(Duration timeout) {
    return Future.join(listeners.stream().map(listener -> listener.drain(timeout)).toList())
        .mapEmpty();
  }

  private static int bound(Listener listener) throws InterruptedException {
    try {
      return listener.listen().toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      var config = listener.config();
      throw new ConfigException(
          List.of(
              new ConfigProblem(
                  config.path(),
                  config.origin(),
                  "cannot listen at %s: %s".formatted(config.address().url(), cause.getMessage()),
                  "stop what listens there, or choose another address (port 0 takes a free one)")));
    }
  }
}
