package lido.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import lido.container.ConfigSection;

/**
 * The block {@code server}, checked.
 *
 * @param listenOrigin file and line of {@code server.listen}
 * @param port 0 for any free one
 */
record ServerConfig(
    String host,
    int port,
    String listenOrigin,
    Duration drainTimeout,
    Path pidFile,
    String pidFileOrigin,
    Limits limits) {

  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /** Workers, their threads and their tasks are read by the container. */
  private static final Set<String> KEYS =
      Set.of(
          "listen",
          "drain-delay",
          "drain-timeout",
          "pid-file",
          "limits",
          "workers",
          "threads",
          "max-coroutines",
          "task-workers",
          "task-queue");

  /** The names that Swoole and FastD have for the same. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "host", "listen",
          "port", "listen",
          "pid_file", "pid-file",
          "worker_num", "workers",
          "task_worker_num", "task-workers",
          "max_coroutine", "max-coroutines",
          "max_coro_num", "max-coroutines");

  /**
   * What one client may take.
   *
   * @param requestLine bytes of the first line
   * @param headers bytes of all headers
   * @param body bytes of the body
   * @param jsonDepth levels of arrays and objects in a body
   * @param connections open at one time
   * @param headerTimeout from the connection's start to the end of the first headers
   * @param bodyTimeout from the end of the headers to the end of the body
   * @param writeTimeout until the client has taken the response
   * @param idleTimeout from a response to the end of the next request's headers
   */
  record Limits(
      int requestLine,
      int headers,
      int body,
      int jsonDepth,
      int connections,
      Duration headerTimeout,
      Duration bodyTimeout,
      Duration writeTimeout,
      Duration idleTimeout) {

    private static final Set<String> KEYS =
        Set.of(
            "request-line",
            "headers",
            "body",
            "json-depth",
            "connections",
            "header-timeout",
            "body-timeout",
            "write-timeout",
            "idle-timeout");

    private static Limits read(ConfigSection section) {
      section.rejectUnknownKeys(KEYS, Map.of());
      return new Limits(
          (int) section.bytes("request-line", 64, 1 << 20),
          (int) section.bytes("headers", 256, 1 << 20),
          (int) section.bytes("body", 0, 1 << 30),
          section.integer("json-depth", 1, 1000),
          section.integer("connections", 1, 1_000_000),
          section.duration("header-timeout", MILLISECOND, HOUR),
          section.duration("body-timeout", MILLISECOND, HOUR),
          section.duration("write-timeout", MILLISECOND, HOUR),
          section.duration("idle-timeout", MILLISECOND, HOUR));
    }
  }

  /** Reads the block; what is wrong is reported to the section. */
  static ServerConfig read(ConfigSection section) {
    section.rejectUnknownKeys(KEYS, OTHER_NAMES);
    var listen = listen(section);
    return new ServerConfig(
        listen.getHost(),
        listen.getPort(),
        section.origin("listen"),
        section.duration("drain-timeout", Duration.ZERO, HOUR),
        pidFile(section),
        section.origin("pid-file"),
        Limits.read(section.section("limits")));
  }

  /** Returns the address as the banner shows it, with the port that was bound. */
  String url(int boundPort) {
    return "http://%s:%d".formatted(host, boundPort);
  }

  /** Returns the host as the socket takes it: IPv6 without brackets. */
  String bindHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static URI listen(ConfigSection section) {
    var text = section.string("listen");
    var harmless = URI.create("http://127.0.0.1:0");
    if (text.isEmpty()) {
      return harmless;
    }
    try {
      var uri = new URI(text);
      if ("http".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getPort() >= 0
          && uri.getPort() <= 65535
          && uri.getUserInfo() == null
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    section.problem(
        "listen",
        "must be an address like http://0.0.0.0:9527, is " + section.shown("listen"),
        "write http://, a host or an IP address, a colon and a port from 0 to 65535");
    return harmless;
  }

  static Path pidFile(ConfigSection section) {
    var text = section.string("pid-file");
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (java.nio.file.InvalidPathException e) {
      section.problem(
          "pid-file", "must be a path, is " + section.shown("pid-file"), "write a path");
      return Path.of("server.pid").toAbsolutePath();
    }
  }
}
