package lido.server;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request its id: the client's own if it is fit for logs, else a new one. Thread-safe.
 */
final class RequestIds {

  /** The ids that may go into logs and headers. */
  private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Tells the ids of one start from those of another. */
  private final String prefix = "%08x-".formatted(ThreadLocalRandom.current().nextInt());

  private final AtomicLong made = new AtomicLong();

  /** Takes the id that the client has sent, if it has. */
  String of(@Nullable String sent) {
    return sent != null && FIT.matcher(sent).matches() ? sent : next();
  }

  /** Returns a new id. */
  String next() {
    return prefix + Long.toString(made.incrementAndGet(), 36);
  }
}
