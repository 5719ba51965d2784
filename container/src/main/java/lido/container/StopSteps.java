package lido.container;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import lido.config.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of one stop. A step may throw anything, errors included: that is logged and kept, and
 * the next step is taken. Confined to the thread that stops.
 */
final class StopSteps {

  private static final Logger LOG = LoggerFactory.getLogger(StopSteps.class);

  /** The least time of a step, after a deadline too; also its time to heed an interrupt. */
  private static final Duration GRACE = Duration.ofMillis(200);

  private final ThreadMaker threads;
  private final Delay delay;
  private final LongSupplier nanoTime;
  private final List<Throwable> failures = new ArrayList<>();

  StopSteps(ThreadMaker threads, Delay delay, LongSupplier nanoTime) {
    this.threads = threads;
    this.delay = delay;
    this.nanoTime = nanoTime;
  }

  /** Returns everything that the steps have thrown. */
  List<Throwable> failures() {
    return List.copyOf(failures);
  }

  /** Takes a step on the calling thread. Never throws. */
  void take(String complaint, Step step) {
    try {
      step.take();
    } catch (Throwable e) {
      failed(complaint, e);
    }
  }

  /**
   * Takes a step of foreign code, which may hang. It runs on a thread of its own, is interrupted at
   * the deadline, and is given up soon after. If no thread can be started, it runs on the calling
   * thread; then it is interrupted, but cannot be given up. An interrupt of the caller does not cut
   * the step short, and is kept. Never throws.
   *
   * @param thread the name of its thread
   * @param complaint what the log says when the step fails
   */
  void take(Deadline deadline, String thread, String complaint, Step step) {
    take(complaint, () -> takeInTime(deadline, thread, step));
  }

  private void failed(String complaint, Throwable e) {
    try {
      failures.add(e);
      LOG.error(complaint, e);
    } catch (Throwable ignored) {
      // No memory for a line in the log. The next steps are more important.
    }
  }

  private void takeInTime(Deadline deadline, String name, Step step) throws Exception {
    long patience = Math.max(deadline.left(), GRACE.toNanos());
    var task =
        new FutureTask<>(
            () -> {
              step.take();
              return name;
            });
    Thread thread;
    try {
      thread = threads.make(name, task);
      thread.start();
    } catch (Throwable e) {
      LOG.warn("no thread for {}, it runs on the one that stops: {}", name, Failures.describe(e));
      takeHere(deadline, patience, step);
      return;
    }
    if (awaitUninterruptibly(task, patience)) {
      return;
    }
    thread.interrupt();
    try {
      if (awaitUninterruptibly(task, GRACE.toNanos())) {
        return;
      }
    } catch (InterruptedException e) {
      // The step has heeded its interrupt, and is not done.
    }
    throw tooLate(deadline);
  }

  private void takeHere(Deadline deadline, long patience, Step step) throws Exception {
    boolean interruptedBefore = Thread.interrupted();
    var interrupter = new Interrupter();
    try {
      interruptAfter(patience, interrupter);
      step.take();
    } catch (InterruptedException e) {
      throw interrupter.end() ? tooLate(deadline) : e;
    } finally {
      if (interrupter.end()) {
        Thread.interrupted();
      }
      if (interruptedBefore) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void interruptAfter(long nanos, Interrupter interrupter) {
    try {
      delay.after(Duration.ofNanos(nanos), interrupter::interrupt);
    } catch (Throwable e) {
      LOG.debug("nothing interrupts a step of the stop", e);
    }
  }

  private static TimeoutException tooLate(Deadline deadline) {
    return new TimeoutException("not done within " + Texts.of(deadline.total()));
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

  /** Interrupts a step on the calling thread, but never after its end. Thread-safe. */
  private static final class Interrupter {

    private final Thread thread = Thread.currentThread();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private boolean ended;

    @GuardedBy("lock")
    private boolean interrupted;

    void interrupt() {
      lock.lock();
      try {
        if (!ended) {
          interrupted = true;
          thread.interrupt();
        }
      } finally {
        lock.unlock();
      }
    }

    /** Marks the end of the step; returns whether it was interrupted. */
    boolean end() {
      lock.lock();
      try {
        ended = true;
        return interrupted;
      } finally {
        lock.unlock();
      }
    }
  }
}
