package lido.pool;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The hand-over under Lincheck, which runs the threads of a scenario one step at a time and tries
 * one order of steps after the other. Forbidden: two holders of one connection, a wake-up that is
 * lost (Lincheck reports that all threads wait), a connection or a waiter that is left behind.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InterleavingsTest {

  private static final int INVOCATIONS = Integer.getInteger("lido.invocations", 1000);

  private final FakeDatabase database = new FakeDatabase();

  @AfterEach
  void close() {
    database.close();
  }

  /**
   * A clock that moves by one nanosecond whenever it is read. Lincheck lets a timed park return at
   * once, as it may, which would hide that a wake-up was lost. So whoever asks how long it may
   * still wait is parked here, for good, before it comes to its own park.
   */
  private static final class ParkingClock implements Background {

    static final String HURRIED = "hurried";

    private final AtomicInteger now = new AtomicInteger();

    @Override
    public long nanoTime() {
      StackTraceElement[] stack = new Throwable().getStackTrace();
      if (stack[1].getMethodName().equals("awaitEntry")
          && stack[2].getMethodName().equals("awaitEntry")) {
        if (Thread.currentThread().getName().equals(HURRIED)) {
          return Long.MAX_VALUE / 2;
        }
        LockSupport.park();
      }
      return now.incrementAndGet();
    }

    @Override
    public Scheduled after(long nanos, Runnable task) {
      return () -> {};
    }

    @Override
    public void run(Runnable task) {
      task.run();
    }
  }

  private void explore(int max, Duration overtakeLimit, String... borrowers) throws Exception {
    long t = System.nanoTime();
    var sizes = PoolConfig.builder().min(max).max(max).overtakeLimit(overtakeLimit);
    var pool =
        new ConnectionPool(
            database.row("default", sizes), "", new Events(null), new ParkingClock());
    pool.open();
    try {
      Lincheck.runConcurrentTest(INVOCATIONS, () -> borrow(pool, max, borrowers));
    } finally {
      System.err.println("took " + (System.nanoTime() - t) / 1_000_000);
    }
  }

  private static void borrow(ConnectionPool pool, int max, String... borrowers) {
    var holders = new AtomicIntegerArray(max);
    var threads = new Thread[borrowers.length];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> borrow(pool, holders), borrowers[i]);
      threads[i].start();
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    PoolStats stats = pool.stats();
    if (stats.idle() != max || stats.waiting() != 0) {
      throw new AssertionError("left behind: " + stats);
    }
  }

  private static void borrow(ConnectionPool pool, AtomicIntegerArray holders) {
    PooledConnection connection;
    try {
      connection = pool.acquire();
    } catch (AcquireTimeoutException e) {
      return;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    int index = connection.entry.index;
    if (holders.incrementAndGet(index) != 1) {
      throw new AssertionError("two holders of one connection");
    }
    holders.decrementAndGet(index);
    pool.release(connection);
  }

  @Test
  void overtaking() throws Exception {
    explore(1, Duration.ofMillis(3), "a", "b", "c");
  }

  @Test
  void strict() throws Exception {
    explore(1, Duration.ZERO, "a", "b");
  }

  @Test
  void mixed() throws Exception {
    explore(2, Duration.ofNanos(4), "a", "b", "c", "d");
  }

  @Test
  void hurried() throws Exception {
    explore(1, Duration.ofMillis(3), "a", "b", "hurried");
  }
}
