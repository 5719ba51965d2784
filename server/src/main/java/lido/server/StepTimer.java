package lido.server;

import java.time.Duration;

/** Until when something is awaited. Written on one event loop, read by the sweep. */
final class StepTimer {

  /** Nothing is awaited. */
  static final long NEVER = 0;

  /** A value of {@link System#nanoTime}, or {@link #NEVER}. */
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

  /** Returns the deadline if it has passed, else {@link #NEVER}. */
  long passedAt(long nanos) {
    long seen = at;
    return seen == NEVER || nanos - seen < 0 ? NEVER : seen;
  }

  /** Clears the deadline and returns true, unless it has been set anew since it was seen. */
  boolean clearIf(long seen) {
    boolean same = at == seen;
    if (same) {
      at = NEVER;
    }
    return same;
  }
}
