package lido.server;

import java.time.Duration;

/**
 * The time that a client has for its next step. Set and cleared on one event loop, read by the
 * sweep on any thread.
 */
final class StepTimer {

  /** No step is expected. */
  static final long NEVER = 0;

  /** The end of the time, as {@link System#nanoTime} counts, or {@link #NEVER}. */
  private volatile long at = NEVER;

  void set(Duration within) {
    long then = System.nanoTime() + within.toNanos();
    at = then == NEVER ? 1 : then;
  }

  void clear() {
    at = NEVER;
  }

  boolean hasPassed() {
    return passedAt(System.nanoTime()) != NEVER;
  }

  /** Returns the end of the time if it has passed, else {@link #NEVER}. */
  long passedAt(long nanos) {
    long seen = at;
    return seen == NEVER || nanos - seen < 0 ? NEVER : seen;
  }

  /** Clears the timer and returns true, unless it has been set anew since {@code seen} was read. */
  boolean clearIf(long seen) {
    boolean same = at == seen;
    if (same) {
      at = NEVER;
    }
    return same;
  }
}
