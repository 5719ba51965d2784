package lido.server;

import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The address of a listener.
 *
 * @param host a name or an address, IPv6 in brackets; empty for a socket file
 * @param port 0 for any free one
 * @param file the socket file; empty for all others
 */
record ListenAddress(Scheme scheme, String host, int port, Optional<Path> file) {

  private static final Set<String> ALL_INTERFACES = Set.of("0.0.0.0", "[::]");

  /** Returns the address of a text. Empty if the text is none. */
  static Optional<ListenAddress> parse(String text) {
    return text.startsWith("unix:") ? file(text.substring("unix:".length())) : internet(text);
  }

  private static Optional<ListenAddress> file(String text) {
    try {
      var file = Path.of(text).toAbsolutePath().normalize();
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(new ListenAddress(Scheme.UNIX, "", 0, Optional.of(file)));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<ListenAddress> internet(String text) {
    try {
      var uri = new URI(text);
      var scheme =
          Arrays.stream(Scheme.values())
              .filter(each -> each != Scheme.UNIX && each.text().equals(uri.getScheme()))
              .findFirst();
      return scheme.isPresent()
              && uri.getHost() != null
              && uri.getPort() >= 0
              && uri.getPort() <= 65535
              && uri.getUserInfo() == null
              && uri.getRawPath().isEmpty()
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
          ? Optional.of(
              new ListenAddress(scheme.get(), uri.getHost(), uri.getPort(), Optional.empty()))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Returns the address as the banner shows it, with the port that was bound. */
  String url(int boundPort) {
    return file.map(path -> "unix:" + path)
        .orElseGet(() -> "%s://%s:%s".formatted(scheme.text(), host, boundPort));
  }

  /** Returns the address as it was configured. */
  String url() {
    return url(port);
  }

  /** Returns the host as a socket takes it: IPv6 without brackets. */
  String bindHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  boolean isIpV6() {
    return host.startsWith("[");
  }

  /** Returns the address as Vert.x takes it. */
  SocketAddress socketAddress() {
    return file.map(path -> SocketAddress.domainSocketAddress(path.toString()))
        .orElseGet(() -> SocketAddress.inetSocketAddress(port, bindHost()));
  }

  /** Returns whether no server can listen at both. */
  boolean collidesWith(ListenAddress other) {
    if (file.isPresent() || other.file.isPresent()) {
      return file.equals(other.file);
    }
    return port != 0
        && port == other.port
        && (scheme == Scheme.UDP) == (other.scheme == Scheme.UDP)
        && (host.equalsIgnoreCase(other.host)
            || ALL_INTERFACES.contains(host)
            || ALL_INTERFACES.contains(other.host));
  }
}
