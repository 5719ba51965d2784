package lido.container;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import lido.config.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces each worker that fails: at once the first time, then after a pause that doubles with
 * each attempt. Thread-safe.
 */
final class Replacer {

  private static final Logger LOG = LoggerFactory.getLogger(Replacer.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** A worker that lasts for longer than this counts as sound again. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** Replaces one worker. */
  @FunctionalInterface
  interface Replacement {

    /** Returns false, and has done nothing, if the failed worker serves no longer. */
    boolean of(WorkerExecutor failed) throws Exception;
  }

  /** The number of attempts in a row to replace the worker of an id, and when the last began. */
  private record Attempts(int count, long last) {}

  private final Delay delay;
  private final LongSupplier nanoTime;
  private final Replacement replacement;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<WorkerId, Attempts> attempts = new HashMap<>();

  Replacer(Delay delay, LongSupplier nanoTime, Replacement replacement) {
    this.delay = delay;
    this.nanoTime = nanoTime;
    this.replacement = replacement;
  }

  /** Begins to replace a worker, and returns at once. */
  void failed(WorkerExecutor worker, Throwable cause) {
    schedule(worker, cause, pauseBefore(worker.workerId()));
  }

  private void schedule(WorkerExecutor worker, Throwable cause, Duration pause) {
    delay.after(pause, () -> replace(worker, cause));
  }

  private void replace(WorkerExecutor worker, Throwable cause) {
    int attempt = 0;
    try {
      attempt = begin(worker.workerId());
      if (replacement.of(worker)) {
        LOG.warn(
            "{} failed and was replaced, at attempt {}: {}",
            worker.name(),
            attempt,
            Failures.describe(cause));
      }
    } catch (InterruptedException e) {
      // The application stops, and needs no worker any more.
      LOG.debug("{} is not replaced", worker.name(), e);
    } catch (Throwable e) {
      var pause = pauseBefore(worker.workerId());
      // First of all: the line in the log may fail for the same reason.
      schedule(worker, cause, pause);
      LOG.error(
          "{} failed and could not be replaced, trying again in {}: {}; attempt {}: {}",
          worker.name(),
          Texts.of(pause),
          Failures.describe(cause),
          attempt,
          Failures.text("no other could be started", e));
    }
  }

  private Duration pauseBefore(WorkerId id) {
    lock.lock();
    try {
      var before = attempts.get(id);
      if (before == null || nanoTime.getAsLong() - before.last() > LONGEST_PAUSE.toNanos()) {
        attempts.remove(id);
        return Duration.ZERO;
      }
      // 2^6 seconds are longer than the longest pause.
      var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(before.count() - 1, 6));
      return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    } finally {
      lock.unlock();
    }
  }

  private int begin(WorkerId id) {
    lock.lock();
    try {
      var before = attempts.get(id);
      var now = new Attempts(before == null ? 1 : before.count() + 1, nanoTime.getAsLong());
      attempts.put(id, now);
      return now.count();
    } finally {
      lock.unlock();
    }
  }
}
