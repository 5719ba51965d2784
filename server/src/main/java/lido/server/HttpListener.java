package lido.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
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
final class HttpListener {

  private final Master master;
  private final ServerConfig.Limits limits;
  private final Compression compression;
  private final Vertx vertx;
  private final HttpServer server;
  private final Map<HttpConnection, ClientConnection> connections = new ConcurrentHashMap<>();

  /** Written by the sweep, read for every response: the seconds of a date need no more. */
  private volatile String date = now();

  /** Becomes true once; from then on every response ends its connection. */
  private volatile boolean draining;

  HttpListener(Vertx vertx, ServerConfig config, Master master) {
    this.vertx = vertx;
    this.master = master;
    this.limits = config.limits();
    this.compression = config.http().compression();
    this.server =
        vertx
            .createHttpServer(options(config))
            .connectionHandler(this::connected)
            .invalidRequestHandler(this::invalid)
            .exceptionHandler(failure -> {})
            .requestHandler(this::begin);
  }

  Future<Integer> listen() {
    long everyMillis = Math.max(1, Math.min(500, shortestTimeout().toMillis() / 4));
    return server
        .listen()
        .map(
            bound -> {
              vertx.setPeriodic(everyMillis, timer -> sweep());
              return bound.actualPort();
            });
  }

  /** Stops accepting, closes idle connections now and the others after their response. */
  Future<Void> drain(Duration timeout) {
    draining = true;
    // Zero would mean to close at once, without the chance to write what is ready.
    return server.shutdown(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
  }

  boolean isDraining() {
    return draining;
  }

  int connections() {
    return connections.size();
  }

  String date() {
    return date;
  }

  ServerConfig.Limits limits() {
    return limits;
  }

  Compression compression() {
    return compression;
  }

  Master master() {
    return master;
  }

  /** The context of the handler that is running. */
  Context loop() {
    return vertx.getOrCreateContext();
  }

  private static HttpServerOptions options(ServerConfig config) {
    return new HttpServerOptions()
        .setHost(config.bindHost())
        .setPort(config.port())
        .setMaxInitialLineLength(config.limits().requestLine())
        .setMaxHeaderSize(config.limits().headers())
        .setHttp2ClearTextEnabled(config.http().clearTextHttp2())
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(config.http().streams())
                .setMaxHeaderListSize(config.limits().headers()))
        .setReuseAddress(true)
        .setTcpNoDelay(true);
  }

  private void connected(HttpConnection connection) {
    if (connections.size() >= limits.connections()) {
      connection.close();
      return;
    }
    StrictDecoder.install(connection, limits);
    var client = new ClientConnection(connection, limits.idleTimeout());
    client.expect(limits.headerTimeout());
    connections.put(connection, client);
    connection.closeHandler(closed -> connections.remove(connection));
  }

  private void begin(HttpServerRequest http) {
    var client = connections.get(http.connection());
    if (client == null) {
      http.connection().close();
    } else if (http.version() == HttpVersion.HTTP_2) {
      new Exchange(this, client.open(http), http).begin();
    } else if (!client.hasEnded()) {
      new Exchange(this, client, http).begin();
    }
  }

  private void invalid(HttpServerRequest http) {
    var client = connections.get(http.connection());
    if (client == null) {
      http.connection().close();
    } else if (!client.hasEnded()) {
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

  private Duration shortestTimeout() {
    var shortest = limits.headerTimeout();
    for (var timeout :
        new Duration[] {limits.bodyTimeout(), limits.writeTimeout(), limits.idleTimeout()}) {
      shortest = timeout.compareTo(shortest) < 0 ? timeout : shortest;
    }
    return shortest;
  }

  private static String now() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
  }
}
