package lido.server;

import java.time.Duration;

/**
 * Until when a client must have made its next step. Written on the event loop of its connection,
 * read by the sweep of the listener.
 */
final class Deadline {

  private static final long NEVER = 0;

  /** A value of {@link System#nanoTime}, or {@link #NEVER}. */
  private volatile long at = NEVER;

  void in(Duration duration) {
    long nanos = System.nanoTime() + duration.toNanos();
    at = nanos == NEVER ? 1 : nanos;
  }

  void never() {
    at = NEVER;
  }

  boolean isPast() {
    long seen = at;
    return seen != NEVER && System.nanoTime() - seen >= 0;
  }
}
