package lido.server;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for what another thread does. */
public final class Await {

  private static final long DEADLINE_NANOS = 60_000_000_000L;

  private Await() {}

  public static void until(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > DEADLINE_NANOS) {
        throw new AssertionError("did not come true within a minute");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** What holds when something may take so much time. */
  @FunctionalInterface
  public interface Law {
    void holdsWithin(Duration time) throws Exception;
  }

  /**
   * Tries a law with ever more time, for one that needs a timeout to be over: a busy machine may
   * have too little of a short one for all that has to happen before.
   */
  public static void orWithMoreTime(Law law) throws Exception {
    for (var time = Duration.ofMillis(100); ; time = time.multipliedBy(4)) {
      try {
        law.holdsWithin(time);
        return;
      } catch (AssertionError | IOException e) {
        if (time.compareTo(Duration.ofSeconds(20)) > 0) {
          throw e;
        }
      }
    }
  }

  /**
   * Returns the value once it has not changed for half a second; at the latest after the deadline.
   */
  static long still(LongSupplier value) {
    return still(value, Duration.ofMillis(500));
  }

  /** The same for another time. */
  static long still(LongSupplier value, Duration time) {
    long start = System.nanoTime();
    long seen = value.getAsLong();
    long since = start;
    while (System.nanoTime() - since < time.toNanos()
        && System.nanoTime() - start < DEADLINE_NANOS) {
      LockSupport.parkNanos(1_000_000);
      if (value.getAsLong() != seen) {
        seen = value.getAsLong();
        since = System.nanoTime();
      }
    }
    return seen;
  }
}
