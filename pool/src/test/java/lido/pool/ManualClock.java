package lido.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that stands still until a test moves it; what is due then runs on the test's thread.
 * Calls into drivers run on real threads, as ever, and the clock waits for those that end at all.
 * Thread-safe.
 */
final class ManualClock implements Background {

  /** How long the clock waits for a driver's call; one that takes longer is taken to hang. */
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(300);

  private record Due(long at, Runnable task) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final List<Due> tasks = new ArrayList<>();
  private volatile long now = 1_000_000_000_000L;
  private int running;
  private int hanging;

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Scheduled after(long nanos, Runnable task) {
    var due = new Due(now + nanos, task);
    lock.lock();
    try {
      tasks.add(due);
    } finally {
      lock.unlock();
    }
    return () -> {
      lock.lock();
      try {
        tasks.remove(due);
      } finally {
        lock.unlock();
      }
    };
  }

  @Override
  public Scheduled atDeadline(long nanos, Runnable task) {
    return after(nanos, task);
  }

  @Override
  public void run(Runnable task) {
    count(1);
    SharedThreads.SHARED.run(
        () -> {
          try {
            task.run();
          } finally {
            count(-1);
          }
        });
  }

  private void count(int by) {
    lock.lock();
    try {
      running += by;
      hanging = Math.min(hanging, running);
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Moves the clock in small steps, running whatever becomes due at its own time. */
  void advance(Duration by) {
    long end = now + by.toNanos();
    while (true) {
      settle();
      Due next = takeDue(end);
      if (next == null) {
        break;
      }
      now = Math.max(now, next.at());
      next.task().run();
    }
    now = end;
  }

  /** The machine slept: the clock is far on, and nothing has run meanwhile. */
  void leap(Duration by) {
    now += by.toNanos();
  }

  private Due takeDue(long end) {
    lock.lock();
    try {
      Due next = tasks.stream().min(Comparator.comparingLong(Due::at)).orElse(null);
      if (next == null || next.at() > end) {
        return null;
      }
      tasks.remove(next);
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no call into a driver is under way, but for those that hang. */
  void settle() {
    lock.lock();
    try {
      long left = PATIENCE;
      while (running > hanging && left > 0) {
        left = ended.awaitNanos(left);
      }
      hanging = running;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
  }

  /** How many tasks wait for their time: what a sleeping pool would be woken for. */
  int scheduled() {
    lock.lock();
    try {
      return tasks.size();
    } finally {
      lock.unlock();
    }
  }

  /** How long until the next task is due. */
  Duration untilNext() {
    lock.lock();
    try {
      return Duration.ofNanos(tasks.stream().mapToLong(Due::at).min().orElseThrow() - now);
    } finally {
      lock.unlock();
    }
  }
}
