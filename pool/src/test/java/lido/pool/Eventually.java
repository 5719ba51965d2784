package lido.pool;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads are about to make true; fails when they do not. */
final class Eventually {

  /** What only a hang takes: a busy machine may be slow. */
  static final Duration LIMIT = Duration.ofMinutes(1);

  private Eventually() {}

  static void eventually(String what, Callable<Boolean> condition) throws Exception {
    eventually(what, LIMIT, condition);
  }

  static void eventually(String what, Duration limit, Callable<Boolean> condition)
      throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + limit.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(500_000);
    }
  }

  /**
   * What an attempt gives once it does not fail. On a busy machine a timeout that a test wants
   * short may be over before what was begun has come to its end; that is there for the next
   * attempt.
   */
  static <T> T inTheEnd(String what, Callable<T> attempt) throws Exception {
    var result = new AtomicReference<T>();
    var failure = new AtomicReference<Exception>();
    try {
      eventually(
          what,
          () -> {
            try {
              result.set(attempt.call());
              return true;
            } catch (Exception e) {
              failure.set(e);
              return false;
            }
          });
    } catch (AssertionError e) {
      e.addSuppressed(failure.get());
      throw e;
    }
    return result.get();
  }
}
