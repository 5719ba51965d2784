package lido.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that stands still until a test moves it; what is due then runs on the test's thread.
 * Calls into drivers run on real threads, as ever, and the clock waits until each has ended or says
 * that it hangs: how fast the machine is makes no difference. Thread-safe.
 */
final class ManualClock implements Background {

  /** How long the clock waits for a call, until the test is taken to be wrong. */
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);

  private record Due(long at, Runnable task) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final List<Due> tasks = new ArrayList<>();
  private volatile long now = 1_000_000_000_000L;

  /** Calls into drivers that have been asked for and have not ended. */
  private int running;

  /** The threads of such calls, from their beginning. */
  private final Set<Thread> callers = ConcurrentHashMap.newKeySet();

  /** Those of them that hang. */
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
    if (!(task instanceof GuardedCall)) {
      // The opening or closing of a whole database, which itself waits for calls, and for the
      // clock.
      SharedThreads.SHARED.run(task);
      return;
    }
    count(1, 0);
    SharedThreads.SHARED.run(
        () -> {
          callers.add(Thread.currentThread());
          try {
            task.run();
          } finally {
            callers.remove(Thread.currentThread());
            count(-1, 0);
          }
        });
  }

  /** Waits as a driver that hangs: the clock goes on without a call that is in here. */
  void hang(Runnable wait) {
    int calls = callers.contains(Thread.currentThread()) ? 1 : 0;
    count(0, calls);
    try {
      wait.run();
    } finally {
      count(0, -calls);
    }
  }

  private void count(int moreRunning, int moreHanging) {
    lock.lock();
    try {
      running += moreRunning;
      hanging += moreHanging;
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
      while (running > hanging) {
        if (left <= 0) {
          throw new AssertionError("a driver's call neither ends nor says that it hangs");
        }
        left = ended.awaitNanos(left);
      }
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
