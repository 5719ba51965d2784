package lido.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lido.config.ConfigSection;
import lido.server.admin.SocketPath;

/**
 * One listener: {@code server.listen}, whose name is {@code main}, or a block of {@code
 * server.listeners}, checked.
 *
 * @param path the path of the address in the configuration
 * @param origin file and line of the address
 * @param limits the listener's own, and the server's for the rest
 * @param tls certificate and key, if the listener encrypts
 * @param http the options of HTTP, if the listener speaks it
 * @param websocket the path at which an HTTP listener takes WebSockets; empty for none
 * @param framing how messages on a TCP connection are told apart
 * @param envelope whether every answer to a message has its status and headers around it
 */
record ListenerConfig(
    String name,
    ListenAddress address,
    String path,
    String origin,
    Limits limits,
    Optional<Tls> tls,
    HttpConfig http,
    String websocket,
    Framing framing,
    boolean envelope) {

  /** The listener of {@code server.listen}. */
  static final String MAIN = "main";

  private static final Set<String> OF_ALL = Set.of("listen", "limits");

  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "host", "listen",
          "port", "listen",
          "url", "listen",
          "open_eof_check", "framing",
          "open_length_check", "framing",
          "cert", "tls",
          "ssl_cert_file", "tls",
          "ssl_key_file", "tls",
          "ws", "websocket",
          "http_compression", "compression");

  /** Where one message ends and the next begins. */
  enum Framing {
    /** Each message is a line. */
    NEWLINE,

    /** Each message comes after its length: four bytes, the highest first. */
    LENGTH
  }

  /** Reads {@code server.listen} and {@code server.listeners}: the main one first. */
  static List<ListenerConfig> readAll(ConfigSection server) {
    var defaults = server.section("listener-defaults");
    defaults.rejectUnknownKeys(Scheme.allOptions(), OTHER_NAMES);
    var blocks = server.section("listeners");
    var listeners = new ArrayList<ListenerConfig>();
    listeners.add(read(MAIN, server, blocks.section(MAIN), server, defaults));
    if (blocks.section(MAIN).has("listen")) {
      blocks
          .section(MAIN)
          .problem("listen", "there are two listeners named main", "write it as server.listen");
    }
    for (var name : blocks.keys()) {
      if (!name.equals(MAIN)) {
        var block = blocks.section(name);
        var listener = read(name, block, block, server, defaults);
        rejectTaken(listener, block, listeners);
        listeners.add(listener);
      }
    }
    return List.copyOf(listeners);
  }

  /** Returns the addresses as the banner shows them, with the port that was bound. */
  List<String> urls(int boundPort) {
    var url = address.url(boundPort);
    var mark = name.equals(MAIN) ? "" : " [%s]".formatted(name);
    if (websocket.isEmpty()) {
      return List.of(url + mark);
    }
    var socket =
        address.scheme() == Scheme.UNIX
            ? "ws+" + url + ":" + websocket
            : url.replaceFirst("^http", "ws") + websocket;
    return List.of(url + mark, socket + mark);
  }

  /** Takes the section of the address, and the block of the options. */
  private static ListenerConfig read(
      String name,
      ConfigSection place,
      ConfigSection block,
      ConfigSection server,
      ConfigSection defaults) {
    var address = address(place);
    rejectForeignOptions(block, address.scheme());
    rejectOwnJsonDepth(block.section("limits"));
    var options = block.withDefaults(defaults);
    return new ListenerConfig(
        name,
        address,
        place.path("listen"),
        place.origin("listen"),
        Limits.read(block.section("limits").withDefaults(server.section("limits"))),
        address.scheme() == Scheme.HTTPS ? tls(block) : Optional.empty(),
        HttpConfig.read(options),
        websocket(options),
        framing(options),
        options.flag("envelope"));
  }

  /** All listeners share one reader of JSON. */
  private static void rejectOwnJsonDepth(ConfigSection limits) {
    if (limits.has("json-depth")) {
      limits.problem("json-depth", "is one for all listeners", "set server.limits.json-depth");
    }
  }

  private static ListenAddress address(ConfigSection place) {
    var harmless = new ListenAddress(Scheme.HTTP, "127.0.0.1", 0, Optional.empty());
    var text = place.string("listen");
    if (text.isEmpty()) {
      return harmless;
    }
    var address = ListenAddress.parse(text);
    if (address.isEmpty()) {
      place.problem(
          "listen",
          "must be an address like http://0.0.0.0:9527, is " + place.shown("listen"),
          """
          write http://, https://, tcp:// or udp://, a host or an IP address, a colon and a port
          from 0 to 65535; or unix: and the path of a socket file\
          """);
    }
    address
        .flatMap(ListenAddress::file)
        .flatMap(SocketPath::problem)
        .ifPresent(what -> place.problem("listen", what, "name a file with a shorter path"));
    return address.orElse(harmless);
  }

  private static void rejectForeignOptions(ConfigSection block, Scheme scheme) {
    for (var option : Scheme.allOptions()) {
      if (block.keys().contains(option) && !scheme.options().contains(option)) {
        block.problem(
            option,
            "is no option of %s, only of %s"
                .formatted(scheme.text(), String.join(", ", Scheme.withOption(option))),
            "delete the line, or change the address of the listener");
      }
    }
    var known = new HashSet<>(OF_ALL);
    known.addAll(Scheme.allOptions());
    block.rejectUnknownKeys(known, OTHER_NAMES);
  }

  private static void rejectTaken(
      ListenerConfig listener, ConfigSection block, List<ListenerConfig> before) {
    for (var other : before) {
      if (listener.address.collidesWith(other.address)) {
        block.problem(
            "listen",
            "%s is taken by the listener %s, which listens at %s"
                .formatted(listener.address.url(), other.name, other.address.url()),
            "choose another port (0 takes a free one); %s: %s".formatted(other.name, other.origin));
      }
    }
  }

  private static String websocket(ConfigSection options) {
    if (!options.has("websocket")) {
      return "";
    }
    var path = options.string("websocket");
    if (!path.isEmpty() && !path.matches("/[A-Za-z0-9._~/-]*")) {
      options.problem(
          "websocket",
          "must be a path like /ws, is " + options.shown("websocket"),
          "write a slash and letters, digits, slashes or -._~, without a query");
    }
    return path;
  }

  private static Framing framing(ConfigSection options) {
    return switch (options.string("framing").toUpperCase(Locale.ROOT)) {
      case "NEWLINE", "" -> Framing.NEWLINE;
      case "LENGTH" -> Framing.LENGTH;
      default -> {
        options.problem(
            "framing",
            "must be newline or length, is " + options.shown("framing"),
            "write newline for a message per line, or length for 4 bytes of length before each");
        yield Framing.NEWLINE;
      }
    };
  }

  private static Optional<Tls> tls(ConfigSection block) {
    if (!block.has("tls")) {
      block.problem(
          "tls", "https needs a certificate", "write tls { cert = \"….pem\", key = \"….pem\" }");
      return Optional.empty();
    }
    return Tls.read(block.section("tls"));
  }
}
