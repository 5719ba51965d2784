package lido.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP socket: accepts, parses within the limits, and closes whoever is too slow. Hands whole
 * requests to the {@link Master}.
 *
 * <p>A connection and its requests are handled on one event loop, which nothing here blocks.
 */
final class HttpListener implements Listener {

  private final ListenerConfig config;
  private final Master master;
  private final Limits limits;
  private final Vertx vertx;
  private final HttpServer server;
  private final Map<HttpConnection, ClientConnection> connections = new ConcurrentHashMap<>();

  /** Written by the sweep, read for every response: the seconds of a date need no more. */
  private volatile String date = now();

  /** Becomes true once; from then on every response ends its connection. */
  private volatile boolean draining;

  HttpListener(Vertx vertx, ListenerConfig config, Master master) {
    this.vertx = vertx;
    this.config = config;
    this.master = master;
    this.limits = config.limits();
    this.server =
        vertx
            .createHttpServer(options(config))
            .connectionHandler(this::connected)
            .invalidRequestHandler(this::invalid)
            .exceptionHandler(failure -> {})
            .requestHandler(this::begin);
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
              vertx.setPeriodic(limits.sweepMillis(), timer -> sweep());
              return bound.actualPort();
            });
  }

  /** Closes idle connections now and the others after their response. */
  @Override
  public Future<Void> drain(Duration timeout) {
    draining = true;
    // Zero would mean to close at once, without the chance to write what is ready.
    return server.shutdown(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
  }

  boolean isDraining() {
    return draining;
  }

  @Override
  public int connections() {
    return connections.size();
  }

  String date() {
    return date;
  }

  Limits limits() {
    return limits;
  }

  Master master() {
    return master;
  }

  /** The context of the handler that is running. */
  Context loop() {
    return vertx.getOrCreateContext();
  }

  private static HttpServerOptions options(ListenerConfig config) {
    return new HttpServerOptions()
        .setMaxInitialLineLength(config.limits().requestLine())
        .setMaxHeaderSize(config.limits().headers())
        .setHttp2ClearTextEnabled(false)
        .setReuseAddress(true)
        .setTcpNoDelay(true);
  }

  private void connected(HttpConnection connection) {
    if (connections.size() >= limits.connections()) {
      connection.close();
      return;
    }
    var client = new ClientConnection(connection);
    client.expect(limits.headerTimeout());
    connections.put(connection, client);
    connection.closeHandler(closed -> connections.remove(connection));
  }

  private void begin(HttpServerRequest http) {
    var client = connections.get(http.connection());
    if (client == null) {
      http.connection().close();
    } else {
      new Exchange(this, client, http).begin();
    }
  }

  private void invalid(HttpServerRequest http) {
    var client = connections.get(http.connection());
    if (client == null) {
      http.connection().close();
    } else {
      new Exchange(this, client, http).refuseInvalid(http.decoderResult().cause());
    }
  }

  /** Ends what has taken too long, each on its own event loop. */
  private void sweep() {
    date = now();
    long nanos = System.nanoTime();
    for (var client : connections.values()) {
      client.expireAt(nanos);
    }
  }

  private static String now() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
  }
}
