package lido.server;

import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket of HTTP: accepts connections, and closes those that are too slow. Each request becomes
 * an {@link HttpExchange}.
 *
 * <p>One event loop handles a connection and all its requests. Nothing here blocks it.
 */
final class HttpListener implements Listener {

  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);

  private final ListenerConfig config;
  private final Limits limits;
  private final HttpContext context;
  private final Vertx vertx;
  private final HttpServers servers;
  private final DrainPolicy drainPolicy;
  private final WebSockets webSockets;
  private final Map<HttpConnection, HttpPeerConnection> connections = new ConcurrentHashMap<>();
  private final AtomicLong accepted = new AtomicLong();

  /**
   * The value of the header Date. Each sweep makes it anew, which is often enough for its seconds.
   */
  private volatile CharSequence date = now();

  /** Written once, before it listens. */
  private volatile @Nullable SocketFile socketFile;

  /** Becomes true once, when readiness is down; from then on every response ends its connection. */
  private volatile boolean leaving;

  /** Becomes true once, when nothing is accepted any more. */
  private volatile boolean draining;

  HttpListener(Vertx vertx, ListenerConfig config, RequestStages stages, DrainPolicy drainPolicy) {
    this.vertx = vertx;
    this.config = config;
    this.drainPolicy = drainPolicy;
    this.limits = config.limits();
    this.context =
        new HttpContext(stages, limits, Compression.of(config.http()), () -> date, () -> leaving);
    this.webSockets = new WebSockets(vertx, config, stages);
    this.servers = new HttpServers(vertx, config.http().eventLoops(), this::server);
  }

  private HttpServer server() {
    return vertx
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
    var file = config.address().file();
    var bound =
        file.isPresent() ? listenAt(file.get()) : servers.listen(config.address().socketAddress());
    return bound.onSuccess(port -> vertx.setPeriodic(limits.sweepMillis(), timer -> sweep()));
  }

  private Future<Integer> listenAt(Path file) {
    try {
      var claimed = SocketFile.claim(file, config.http().socketMode());
      socketFile = claimed;
      return servers
          .listen(SocketAddress.domainSocketAddress(claimed.bindAt().toString()))
          .map(
              bound -> {
                try {
                  claimed.publish();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
                return 0;
              })
          .onFailure(failure -> removeSocketFile());
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  private void removeSocketFile() {
    try {
      if (socketFile != null) {
        socketFile.remove();
      }
    } catch (IOException e) {
      LOG.warn("the socket file {} cannot be removed: {}", config.address().url(), e.toString());
    }
  }

  @Override
  public Future<Void> renew(Tls tls) {
    return config.tls().isEmpty()
        ? Future.succeededFuture()
        : servers.update(options(config).getSslOptions().setKeyCertOptions(tls.options()));
  }

  /**
   * Closes each connection after its response, and a connection without a request after a while.
   */
  @Override
  public Future<Void> drain(Duration timeout) {
    draining = true;
    removeSocketFile();
    return servers
        .acceptNoMore()
        .compose(
            nothing -> {
              // Not before: a client that is sent away comes back, and would not be accepted any
              // more.
              leaving = true;
              // Zero would close at once: answers that are ready would not be written.
              return servers.shutdown(timeout.plusMillis(1));
            });
  }

  @Override
  public int connections() {
    return connections.size() + webSockets.count();
  }

  private static HttpServerOptions options(ListenerConfig config) {
    var options = new HttpServerOptions();
    config
        .tls()
        .ifPresent(
            tls ->
                options
                    .setSsl(true)
                    .setUseAlpn(true)
                    .setKeyCertOptions(tls.options())
                    .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                    .setSslHandshakeTimeout(config.limits().headerTimeout().toMillis())
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
    // With HTTP/2 in clear text Vert.x tells us of a connection at its first request. Until then
    // nothing is written, so this timeout ends a connection that sends none.
    int firstWrite =
        config.http().clearTextHttp2() ? (int) config.limits().headerTimeout().toMillis() : 0;
    options
        .setMaxInitialLineLength(config.limits().requestLine())
        .setMaxHeaderSize(config.limits().headers())
        .setHttp2ClearTextEnabled(config.http().clearTextHttp2())
        .setWriteIdleTimeout(firstWrite)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(config.http().streams())
                .setMaxHeaderListSize(config.limits().headers()))
        .setReuseAddress(true)
        .setTcpNoDelay(true);
    return WebSockets.configure(options, config.limits());
  }

  private void connected(HttpConnection connection) {
    if (connections() >= limits.connections()) {
      connection.close();
      return;
    }
    servers.accepted(connection);
    HttpDecoder.install(connection, limits);
    if (connection instanceof ConnectionBase base && config.http().clearTextHttp2()) {
      base.channelHandlerContext().pipeline().remove(IdleStateHandler.class);
    }
    var peer = new HttpPeerConnection(connection, address(connection), limits.idleTimeout());
    peer.expect(limits.headerTimeout());
    HttpLinger.install(connection, peer, drainPolicy.linger());
    connections.put(connection, peer);
    connection.closeHandler(closed -> connections.remove(connection));
    if (draining) {
      HttpLinger.begin(connection);
    }
  }

  /**
   * All connections of a socket file have the file as their address. The number tells them apart.
   */
  private String address(HttpConnection connection) {
    var address = String.valueOf(connection.remoteAddress());
    return config.address().file().isPresent()
        ? address + '#' + accepted.incrementAndGet()
        : address;
  }

  private void begin(HttpServerRequest http) {
    var peer = connections.get(http.connection());
    if (peer == null) {
      http.connection().close();
    } else if (http.version() == HttpVersion.HTTP_2) {
      exchange(peer.open(http), http).begin();
    } else if (webSockets.isAskedFor(http) && !draining) {
      webSockets.upgrade(http, peer.address(), () -> upgraded(http.connection()));
    } else if (!peer.hasEnded()) {
      exchange(peer, http).begin();
    }
  }

  private HttpExchange exchange(HttpPeer peer, HttpServerRequest http) {
    return new HttpExchange(context, peer, http, new EventLoop(vertx.getOrCreateContext()));
  }

  private void upgraded(HttpConnection connection) {
    connections.remove(connection);
    HttpLinger.remove(connection);
  }

  private void invalid(HttpServerRequest http) {
    var peer = connections.get(http.connection());
    if (peer == null) {
      http.connection().close();
    } else if (!peer.hasEnded()) {
      exchange(peer, http).refuseInvalid(http.decoderResult().cause());
    }
  }

  /** Ends the steps that have taken too long, each on its own event loop. */
  private void sweep() {
    date = now();
    if (drainPolicy.announced().getAsBoolean()) {
      leaving = true;
    }
    long nanos = System.nanoTime();
    for (var peer : connections.values()) {
      peer.expireAt(nanos);
    }
    webSockets.expire();
  }

  private static CharSequence now() {
    return HttpHeaders.createOptimized(
        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
  }
}
