package lido.console;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread or process does. */
final class Await {

  private static final long DEADLINE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private Await() {}

  static void until(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > DEADLINE_NANOS) {
        throw new AssertionError("did not come true within a minute");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
