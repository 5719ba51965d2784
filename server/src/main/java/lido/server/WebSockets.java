package lido.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The WebSockets of an HTTP listener. Each takes the place of a connection. Thread-safe. */
final class WebSockets {

  /** The headers of the handshake alone, and not of the messages that follow. */
  private static final Set<String> OF_THE_HANDSHAKE =
      Set.of("connection", "upgrade", "content-length", "content-type", "x-request-id");

  /** How long a client whose WebSocket is closed may take to close its side, too. */
  private static final int CLOSING_SECONDS = 2;

  private final Vertx vertx;
  private final ListenerConfig config;
  private final Json json;
  private final Messages messages;
  private final Set<WebSocketConnection> connections = ConcurrentHashMap.newKeySet();

  WebSockets(Vertx vertx, ListenerConfig config, RequestStages stages) {
    this.vertx = vertx;
    this.config = config;
    this.json = stages.json();
    this.messages = new Messages(stages, config, false);
  }

  /** Sets the limits. Allows no compression: a small message may be endless when it is unpacked. */
  static HttpServerOptions configure(HttpServerOptions options, Limits limits) {
    // Control frames have up to 125 bytes whatever messages may have.
    int most = Math.max(125, limits.body());
    return options
        .setWebSocketClosingTimeout(CLOSING_SECONDS)
        .setMaxWebSocketFrameSize(most)
        .setMaxWebSocketMessageSize(most)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false);
  }

  /** Returns whether a request asks for a WebSocket at the path of WebSockets. */
  boolean isAskedFor(HttpServerRequest http) {
    return !config.websocket().isEmpty()
        && config.websocket().equals(http.path())
        && http.method().equals(HttpMethod.GET)
        && "websocket".equalsIgnoreCase(http.getHeader("upgrade"));
  }

  /**
   * Turns the connection into a WebSocket. Calls {@code upgraded} when it is one.
   *
   * @param from the address of the client
   */
  void upgrade(HttpServerRequest http, String from, Runnable upgraded) {
    var headers = headers(http);
    http.toWebSocket()
        .onSuccess(
            socket -> {
              upgraded.run();
              var connection =
                  new WebSocketConnection(
                      socket,
                      from,
                      new EventLoop(vertx.getOrCreateContext()),
                      json,
                      config.limits(),
                      messages,
                      headers);
              connections.add(connection);
              connection.open(() -> connections.remove(connection));
            });
  }

  int count() {
    return connections.size();
  }

  void expire() {
    connections.forEach(WebSocketConnection::expire);
  }

  private static Map<String, List<String>> headers(HttpServerRequest http) {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    http.headers()
        .forEach(
            (name, value) -> {
              var lower = name.toLowerCase(Locale.ROOT);
              if (!OF_THE_HANDSHAKE.contains(lower) && !lower.startsWith("sec-websocket")) {
                headers.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
              }
            });
    return headers;
  }
}
