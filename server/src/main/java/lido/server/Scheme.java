package lido.server;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a listener speaks: the first part of its address. */
enum Scheme {
  HTTP(
      Set.of(
          "websocket",
          "envelope",
          "compression",
          "compression-min-size",
          "streams",
          "event-loops",
          "h2c")),
  HTTPS(
      Set.of(
          "websocket",
          "envelope",
          "compression",
          "compression-min-size",
          "streams",
          "event-loops",
          "tls")),

  /** HTTP over a socket file. */
  UNIX(
      Set.of(
          "websocket",
          "envelope",
          "compression",
          "compression-min-size",
          "streams",
          "event-loops",
          "h2c",
          "socket-mode")),
  TCP(Set.of("framing", "envelope")),
  UDP(Set.of("envelope"));

  @SuppressWarnings("ImmutableEnumChecker") // Set.of
  private final Set<String> options;

  Scheme(Set<String> options) {
    this.options = options;
  }

  /** Returns the options that a listener of this scheme may have, besides those of all. */
  Set<String> options() {
    return options;
  }

  /** Returns the options that any listener may have, in the order of the alphabet. */
  static SortedSet<String> allOptions() {
    var all = new TreeSet<String>();
    for (var scheme : values()) {
      all.addAll(scheme.options);
    }
    return all;
  }

  /** Returns the schemes that have an option, as an address spells them. */
  static List<String> withOption(String option) {
    return Arrays.stream(values())
        .filter(scheme -> scheme.options.contains(option))
        .map(Scheme::text)
        .toList();
  }

  boolean isHttp() {
    return this == HTTP || this == HTTPS || this == UNIX;
  }

  /** Returns the scheme as an address spells it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
