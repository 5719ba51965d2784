package lido.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A clock that stands still until a test moves it; what is due then runs on the test's thread.
 * Calls into drivers run on real threads, as ever. Thread-safe.
 */
final class ManualClock implements Background {

  private record Due(long at, Runnable task) {}

  private final List<Due> tasks = new ArrayList<>();
  private volatile long now = 1_000_000_000_000L;

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Scheduled after(long nanos, Runnable task) {
    var due = new Due(now + nanos, task);
    synchronized (tasks) {
      tasks.add(due);
    }
    return () -> {
      synchronized (tasks) {
        tasks.remove(due);
      }
    };
  }

  @Override
  public void run(Runnable task) {
    Housekeeper.SHARED.run(task);
  }

  /** Moves the clock in small steps, running whatever becomes due at its own time. */
  void advance(Duration by) {
    long end = now + by.toNanos();
    while (true) {
      Due next;
      synchronized (tasks) {
        next = tasks.stream().min(Comparator.comparingLong(Due::at)).orElse(null);
        if (next == null || next.at() > end) {
          break;
        }
        tasks.remove(next);
      }
      now = Math.max(now, next.at());
      next.task().run();
    }
    now = end;
  }

  /** How many tasks wait for their time: what a sleeping pool would be woken for. */
  int scheduled() {
    synchronized (tasks) {
      return tasks.size();
    }
  }
}
