package lido.providers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads are about to do, however slow the machine is. */
final class Await {

  private static final Duration A_HANG = Duration.ofMinutes(1);

  private Await() {}

  static void until(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > A_HANG.toNanos()) {
        throw new AssertionError("did not come true within a minute");
      }
      LockSupport.parkNanos(500_000);
    }
  }

  /** What holds when something may take so much time. */
  @FunctionalInterface
  interface Law {
    void holdsWithin(Duration time) throws Exception;
  }

  /**
   * Tries a law with ever more time, for one that needs a timeout to be over: a busy machine may
   * have too little of a short one for all that has to happen before.
   */
  static void orWithMoreTime(Law law) throws Exception {
    for (var time = Duration.ofMillis(100); ; time = time.multipliedBy(4)) {
      try {
        law.holdsWithin(time);
        return;
      } catch (AssertionError e) {
        if (time.compareTo(Duration.ofSeconds(20)) > 0) {
          throw e;
        }
      }
    }
  }
}
