package lido.server;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The protocol of a listener: the first part of its address. */
enum Scheme {
  HTTP(ofHttp("h2c")),
  HTTPS(ofHttp("tls")),

  /** HTTP over a socket file. */
  UNIX(ofHttp("h2c", "socket-mode")),
  TCP(Set.of("framing", "envelope")),
  UDP(Set.of("envelope"));

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final Set<String> options;

  Scheme(Set<String> options) {
    this.options = options;
  }

  private static Set<String> ofHttp(String... more) {
    return Stream.concat(
            Stream.of(
                "websocket",
                "envelope",
                "compression",
                "compression-min-size",
                "streams",
                "event-loops"),
            Stream.of(more))
        .collect(Collectors.toUnmodifiableSet());
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
