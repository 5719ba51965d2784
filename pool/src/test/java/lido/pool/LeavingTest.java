package lido.pool;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static lido.pool.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A waiter that leaves in the very instant in which it is served or told loses nothing. */
class LeavingTest extends OnFakeDatabase {

  /** Runs something when a thread looks at the clock to see whether its time is over. */
  private final class Window implements Background {
    private final Thread waiter = Thread.currentThread();
    private volatile FakeDatabase.Behaviour inside;
    private int looks;

    /** The second look: the first is when it comes. */
    void at(FakeDatabase.Behaviour what) {
      looks = 0;
      inside = what;
    }

    @Override
    public long nanoTime() {
      FakeDatabase.Behaviour what = inside;
      if (what != null && Thread.currentThread() == waiter && ++looks == 2) {
        inside = null;
        try {
          what.act();
        } catch (Throwable e) {
          throw new AssertionError(e);
        }
      }
      return clock.nanoTime();
    }

    @Override
    public Scheduled after(long nanos, Runnable task) {
      return clock.after(nanos, task);
    }

    @Override
    public Scheduled atDeadline(long nanos, Runnable task) {
      return clock.after(nanos, task);
    }

    @Override
    public void run(Runnable task) {
      clock.run(task);
    }
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void who_times_out_in_the_instant_of_being_told_passes_it_on() throws Exception {
    var window = new Window();
    Database pool =
        open(sizes(1, 1).acquireTimeout(ofMinutes(1)).overtakeLimit(ofHours(1)), null, window);
    Connection held = pool.getConnection();
    var served = new CountDownLatch(1);
    var second =
        new Thread(
            () -> {
              closeQuietly(acquire(pool));
              served.countDown();
            });
    window.at(
        () -> {
          second.start();
          eventually(
              "it sleeps",
              () -> pool.stats().waiting() == 2 && second.getState() == Thread.State.WAITING);
          closeQuietly(held);
          clock.leap(ofMinutes(2));
        });

    assertThatThrownBy(pool::getConnection).isInstanceOf(AcquireTimeoutException.class);

    assertThat(served.await(60, TimeUnit.SECONDS)).isTrue();
    second.join();
  }

  @Test
  void who_is_interrupted_in_the_instant_of_being_served_gives_it_back() throws Exception {
    var window = new Window();
    Database pool =
        open(sizes(1, 1).acquireTimeout(ofMinutes(1)).overtakeLimit(ZERO), null, window);
    Connection held = pool.getConnection();
    window.at(
        () -> {
          closeQuietly(held);
          Thread.currentThread().interrupt();
        });

    assertThatThrownBy(pool::getConnection).hasMessageContaining("interrupted while waiting");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(pool.stats()).isEqualTo(new PoolStats(0, 1, 0, 0, 1));
  }

  @Test
  void who_dies_while_it_waits_leaves_the_queue() throws Exception {
    var failures = new AtomicInteger();
    Thread test = Thread.currentThread();
    // The thread that has opened the pool may still be about to schedule something.
    var background =
        new Starved(
            clock,
            () ->
                Thread.currentThread() == test
                    && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0);
    Database pool = open(sizes(1, 1).keepaliveTime(ZERO), null, background);
    clock.advance(ofMinutes(1));
    // Both the timer of those who wait and that of the housekeeper.
    failures.set(2);

    assertThatThrownBy(pool::getConnection).isInstanceOf(OutOfMemoryError.class);

    assertThat(pool.stats().waiting()).isZero();
    pool.getConnection().close();
    assertThat(pool.stats().inUse()).isZero();
  }

  private static Connection acquire(Database pool) {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
