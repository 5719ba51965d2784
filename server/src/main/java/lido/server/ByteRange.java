package lido.server;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of a file, as the header {@code Range} asks for it.
 *
 * @param to exclusive
 */
record ByteRange(long from, long to, long size) {

  /** One range. A client that asks for several gets the whole file, as RFC 9110 allows. */
  private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  static ByteRange all(long size) {
    return new ByteRange(0, size, size);
  }

  /** Returns empty when the header must be ignored. */
  static Optional<ByteRange> parse(String header, long size) {
    var match = SINGLE.matcher(header.strip());
    if (!match.matches() || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (match.group(1).isEmpty()) {
      long last = Long.parseLong(match.group(2));
      return Optional.of(new ByteRange(last == 0 ? size : Math.max(0, size - last), size, size));
    }
    long from = Long.parseLong(match.group(1));
    long last = match.group(2).isEmpty() ? size - 1 : Long.parseLong(match.group(2));
    return last < from && !match.group(2).isEmpty()
        ? Optional.empty()
        : Optional.of(new ByteRange(from, Math.min(last + 1, size), size));
  }

  boolean isSatisfiable() {
    return from < to || size == 0;
  }

  long length() {
    return to - from;
  }

  String contentRange() {
    return "bytes %s-%s/%s".formatted(from, to - 1, size);
  }
}
