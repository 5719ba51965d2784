package lido.container;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import lido.config.Texts;

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
   * the work has ended, or soon after the deadline, whatever the work does. An interrupt of the
   * caller does not cut it short, and is kept.
   *
   * @throws TimeoutException if the work was interrupted and is not done; it may still be running
   * @throws Exception what the work threw
   */
  void run(String name, Callable<?> work) throws Exception {
    var task = new FutureTask<>(work);
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    long patience = Math.max(left(), GRACE.toNanos());
    if (awaitUninterruptibly(task, patience)) {
      return;
    }
    thread.interrupt();
    try {
      if (awaitUninterruptibly(task, GRACE.toNanos())) {
        return;
      }
    } catch (InterruptedException e) {
      // The work's own: it heeded the interrupt, and left undone what it was about.
    }
    throw new TimeoutException("not done within " + Texts.of(total));
  }

  private boolean awaitUninterruptibly(FutureTask<?> task, long nanos) throws Exception {
    long until = nanoTime.getAsLong() + nanos;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          task.get(until - nanoTime.getAsLong(), NANOSECONDS);
          return true;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          return false;
        } catch (ExecutionException e) {
          throw e.getCause() instanceof Exception cause ? cause : e;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
