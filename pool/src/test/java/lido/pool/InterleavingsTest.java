package lido.pool;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lido.pool.WaitQueue.Waiter;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The hand-over under Lincheck, which runs threads one step at a time and tries one order of steps
 * after the other. It lets every park return at once, which would hide a lost wake-up. So where the
 * queue is looked at alone, a waiter that would park ends, and whether it was told is asked after.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InterleavingsTest {

  private static final class StillClock implements Background {

    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public Scheduled after(long nanos, Runnable task) {
      return () -> {};
    }

    @Override
    public Scheduled atDeadline(long nanos, Runnable task) {
      return after(nanos, task);
    }

    @Override
    public void run(Runnable task) {
      task.run();
    }
  }

  /** One entry, lent at first, and one waiter: the steps of ConnectionPool without its driver. */
  private static final class Core {

    final WaitQueue queue;
    final PoolEntry entry = new PoolEntry(null, 0);
    final AtomicInteger holders = new AtomicInteger(1);

    /** The one that would park. */
    volatile Waiter parked;

    Core(long overtakeLimit) {
      var config = PoolConfig.builder().overtakeLimit(Duration.ofNanos(overtakeLimit)).build();
      queue = new WaitQueue(config, new StillClock());
      entry.beginOpening();
      entry.handOver(entry.state());
    }

    void hold() {
      expect(holders.incrementAndGet() == 1, "two holders of one entry");
      expect(queue.size() >= 0, "a negative size");
    }

    void giveBack() {
      holders.decrementAndGet();
      if (queue.any() && queue.mustHandOver()) {
        queue.handOver(entry, entry.state());
      } else {
        entry.publish(entry.state());
        if (queue.any()) {
          queue.wake();
        }
      }
    }

    private boolean take() {
      long state = entry.state();
      return PoolEntry.phase(state) == PoolEntry.IDLE && entry.take(state);
    }

    /** A running thread that overtakes whoever waits. */
    void overtake() {
      if (take()) {
        hold();
        giveBack();
      }
    }

    void takeOrPark() {
      Waiter waiter = queue.join(0);
      do {
        if (waiter.result == null && take()) {
          expect(queue.leave(waiter), "given to a waiter while another had it");
          hold();
          giveBack();
          return;
        }
      } while (waiter.result == null && queue.foundNothing(waiter));
      parked = waiter;
    }

    void joinAndLeave() {
      Waiter waiter = queue.join(0);
      if (!queue.leave(waiter)) {
        hold();
        giveBack();
      } else if (queue.size() > 0 && entry.phase() == PoolEntry.IDLE) {
        queue.wake();
      }
    }

    /** All threads have ended: is whoever parked served, or on its way to what is idle? */
    void settle() {
      Waiter waiter = parked;
      if (waiter != null && waiter.result != null) {
        expect(waiter.result == entry, "given something else");
        hold();
        giveBack();
      } else if (waiter != null) {
        expect(queue.foundNothing(waiter), "idle, and the waiter was not told: a lost wake-up");
        expect(queue.leave(waiter), "served twice");
      }
      expect(entry.phase() == PoolEntry.IDLE, "an entry was lost");
      expect(queue.size() == 0 && holders.get() == 0, "somebody was left behind");
    }
  }

  private static void expect(boolean law, String broken) {
    if (!law) {
      throw new AssertionError(broken);
    }
  }

  private static void together(Runnable... tasks) {
    var threads = new Thread[tasks.length];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(tasks[i]);
      threads[i].start();
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Fails, for one, when {@link WaitQueue#foundNothing} does not have its waiter look again. */
  @Test
  void a_waiter_is_told_of_what_became_idle_though_others_overtake_it() {
    Lincheck.runConcurrentTest(
        1500,
        () -> {
          var core = new Core(1);
          together(
              () -> {
                core.giveBack();
                core.overtake();
              },
              core::takeOrPark);
          core.settle();
        });
  }

  /** Fails, for one, when {@link WaitQueue#leave} lets go whoever has been given an entry. */
  @Test
  void what_is_handed_over_reaches_one_waiter_though_another_leaves() {
    Lincheck.runConcurrentTest(
        1000,
        () -> {
          var core = new Core(0);
          together(core::giveBack, core::takeOrPark, core::joinAndLeave);
          core.settle();
        });
  }

  /**
   * Fails, for one, when {@link ConnectionPool#acquire} does not look once more after it has joined
   * the queue. Of two who take one entry without a compare-and-set {@code StressTest} knows.
   */
  @Test
  void a_pool_of_one_serves_two_at_once_one_after_the_other() throws Exception {
    try (var database = new FakeDatabase()) {
      var sizes = PoolConfig.builder().min(1).max(1).overtakeLimit(Duration.ofMillis(3));
      var row = database.row("default", sizes);
      var pool =
          new ConnectionPool(new PoolContext(row, "", new ListenerCalls(null), new StillClock()));
      pool.open();

      Lincheck.runConcurrentTest(
          300,
          () -> {
            var holders = new AtomicInteger();
            together(() -> borrow(pool, holders), () -> borrow(pool, holders));
            PoolStats stats = pool.stats();
            expect(stats.idle() == 1 && stats.waiting() == 0, "something was left behind");
          });
    }
  }

  /** Time stands still; the housekeeper's next tick comes when a thread of the test makes it. */
  private static final class TicksByHand implements Background {

    /** Half of {@code validate-after-idle}; no other delay of this test is as long. */
    static final Duration TICK = Duration.ofMillis(250);

    private volatile Runnable next;

    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public Scheduled after(long nanos, Runnable task) {
      if (nanos != TICK.toNanos()) {
        return () -> {};
      }
      next = task;
      return () -> next = null;
    }

    @Override
    public Scheduled atDeadline(long nanos, Runnable task) {
      return () -> {};
    }

    @Override
    public void run(Runnable task) {
      task.run();
    }

    boolean isAwake() {
      return next != null;
    }

    void tick() {
      Runnable due = next;
      if (due != null) {
        next = null;
        due.run();
      }
    }
  }

  /** Fails, for one, when {@link Supply#handOver} tells the housekeeper before it hands over. */
  @Test
  void the_housekeeper_stays_awake_while_a_connection_is_in_use() throws Exception {
    try (var database = new FakeDatabase()) {
      var sizes =
          PoolConfig.builder()
              .min(1)
              .max(1)
              .idleTimeout(Duration.ZERO)
              .maxLifetime(Duration.ZERO)
              .keepaliveTime(Duration.ZERO)
              .validateAfterIdle(TicksByHand.TICK.multipliedBy(2))
              .validationTimeout(Duration.ofMillis(100));
      var row = database.row("default", sizes);
      var ticks = new TicksByHand();
      var pool = new ConnectionPool(new PoolContext(row, "", new ListenerCalls(null), ticks));
      pool.open();

      Lincheck.runConcurrentTest(
          500,
          () -> {
            while (ticks.isAwake()) {
              ticks.tick();
            }
            var lent = new AtomicReference<PooledConnection>();
            together(() -> lent.set(acquire(pool)), ticks::tick);
            expect(ticks.isAwake(), "the housekeeper sleeps while a connection is in use");
            lent.get().close();
          });
    }
  }

  private static PooledConnection acquire(ConnectionPool pool) {
    try {
      return pool.acquire();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void borrow(ConnectionPool pool, AtomicInteger holders) {
    try {
      PooledConnection connection = pool.acquire();
      expect(holders.incrementAndGet() == 1, "two holders of one connection");
      holders.decrementAndGet();
      connection.close();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
