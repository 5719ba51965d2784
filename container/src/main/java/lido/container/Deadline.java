package lido.container;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * A moment by which something must be done.
 *
 * @param total how long it was in the beginning, for messages
 */
record Deadline(Duration total, long end, LongSupplier nanoTime) {

  /**
   * Also after the deadline all work gets this much time: to be done at all, though others used up
   * theirs, and to heed its interrupt.
   */
  private static final Duration GRACE = Duration.ofMillis(200);

  static Deadline in(Duration time, LongSupplier nanoTime) {
    return new Deadline(time, nanoTime.getAsLong() + time.toNanos(), nanoTime);
  }

  /** Returns the nanoseconds that are left, never less than 0. */
  long left() {
    return Math.max(0, end - nanoTime.getAsLong());
  }

  /** Returns an earlier deadline: after this part of what is left. */
  Deadline part(int numerator, int denominator) {
    return in(Duration.ofNanos(left() / denominator * numerator), nanoTime);
  }

  /** Returns a deadline from now on, by the same clock. */
  Deadline again(Duration time) {
    return in(time, nanoTime);
  }

  /**
   * Runs the work on a daemon thread of its own, which is interrupted at the deadline. Returns when
   * the work has ended, or soon after the deadline, whatever the work does.
   *
   * @throws TimeoutException if the work had to be interrupted; it may still be running
   * @throws Exception what the work threw
   */
  void run(String name, Callable<?> work) throws Exception {
    var task = new FutureTask<>(work);
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(Math.max(left(), GRACE.toNanos()), NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } catch (TimeoutException e) {
      thread.interrupt();
      thread.join(GRACE.toMillis());
      throw new TimeoutException("not done within " + Texts.of(total));
    } finally {
      thread.interrupt();
    }
  }
}
