package lido.pool;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs short tasks when they are due, on one thread that sleeps until then and ends when there has
 * been none for a second. Thread-safe.
 *
 * <p>Not a {@code ScheduledThreadPoolExecutor}: one whose thread may end wakes it at every
 * keep-alive to ask whether it may, also while a task is due only in a minute, so an idle pool
 * would wake a core once a second.
 */
final class TimerThread {

  private static final long LINGER = SECONDS.toNanos(1);

  private final ThreadFactory threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private final PriorityQueue<Task> tasks = new PriorityQueue<>();

  /** Whether the thread is there, and will look at the queue once more. */
  @GuardedBy("lock")
  private boolean running;

  TimerThread(ThreadFactory threads) {
    this.threads = threads;
  }

  private static final class Task implements Comparable<Task> {
    final long due;
    final Runnable work;

    Task(long due, Runnable work) {
      this.due = due;
      this.work = work;
    }

    @Override
    public int compareTo(Task other) {
      // By the difference: nanoTime may overflow.
      return Long.signum(due - other.due);
    }
  }

  Background.Scheduled after(long nanos, Runnable work) {
    var task = new Task(System.nanoTime() + Math.min(nanos, Long.MAX_VALUE / 2), work);
    lock.lock();
    try {
      tasks.add(task);
      if (!running) {
        threads.newThread(this::run).start();
        running = true;
      } else if (tasks.peek() == task) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    return () -> cancel(task);
  }

  private void cancel(Task task) {
    lock.lock();
    try {
      boolean wasNext = tasks.peek() == task;
      if (tasks.remove(task) && wasNext) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (Task task = awaitDue(); task != null; task = awaitDue()) {
      task.work.run();
    }
  }

  /** The next task once it is due; null when the thread is to end. */
  private @Nullable Task awaitDue() {
    lock.lock();
    try {
      long end = System.nanoTime() + LINGER;
      while (true) {
        Task next = tasks.peek();
        long left = (next == null ? end : next.due) - System.nanoTime();
        if (left <= 0) {
          running = next != null;
          return tasks.poll();
        }
        if (next != null) {
          end = System.nanoTime() + LINGER;
        }
        changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it but the end of the JVM; the next task starts another thread.
      running = false;
      return null;
    } finally {
      lock.unlock();
    }
  }
}
