package lido.server;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for what another thread does. */
public final class Await {

  private static final long DEADLINE_NANOS = 60_000_000_000L;
  private static final long STILL_NANOS = 500_000_000L;

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

  /**
   * Returns the value once it has not changed for half a second; at the latest after the deadline.
   */
  static long still(LongSupplier value) {
    long start = System.nanoTime();
    long seen = value.getAsLong();
    long since = start;
    while (System.nanoTime() - since < STILL_NANOS && System.nanoTime() - start < DEADLINE_NANOS) {
      LockSupport.parkNanos(1_000_000);
      if (value.getAsLong() != seen) {
        seen = value.getAsLong();
        since = System.nanoTime();
      }
    }
    return seen;
  }
}
