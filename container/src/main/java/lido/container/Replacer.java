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
 * Sees to it that a worker that has failed is replaced: at once the first time, and when that does
 * not last, after a pause that doubles each time. Thread-safe.
 */
final class Replacer {

  private static final Logger log = LoggerFactory.getLogger(Replacer.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** Also how long after an attempt a place counts as sound again. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** Puts another worker in the place of one that has failed. */
  @FunctionalInterface
  interface Replacement {

    /** Returns false, and has done nothing, if there is nothing to replace any more. */
    boolean of(WorkerExecutor failed) throws Exception;
  }

  /** How many attempts to fill a place there were in a row, and when the last began. */
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
  void failed(WorkerExecutor lane, Throwable cause) {
    schedule(lane, cause, pauseBefore(lane.slot()));
  }

  private void schedule(WorkerExecutor lane, Throwable cause, Duration pause) {
    delay.after(pause, () -> replace(lane, cause));
  }

  private void replace(WorkerExecutor lane, Throwable cause) {
    int attempt = 0;
    try {
      attempt = begin(lane.slot());
      if (replacement.of(lane)) {
        log.warn(
            "{} failed and was replaced, at attempt {}: {}",
            lane.name(),
            attempt,
            Failures.describe(cause));
      }
    } catch (InterruptedException e) {
      // The application stops: nobody needs the worker any more.
      log.debug("{} is not replaced", lane.name(), e);
    } catch (Throwable e) {
      var pause = pauseBefore(lane.slot());
      // Before the line in the log, which may fail for the same reason.
      schedule(lane, cause, pause);
      log.error(
          "{} failed and could not be replaced, trying again in {}: {}; attempt {}: {}",
          lane.name(),
          Texts.of(pause),
          Failures.describe(cause),
          attempt,
          Failures.text("no other could be started", e));
    }
  }

  private Duration pauseBefore(WorkerId slot) {
    lock.lock();
    try {
      var before = attempts.get(slot);
      if (before == null || nanoTime.getAsLong() - before.last() > LONGEST_PAUSE.toNanos()) {
        attempts.remove(slot);
        return Duration.ZERO;
      }
      // 2^6 seconds are longer than the longest pause.
      var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(before.count() - 1, 6));
      return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    } finally {
      lock.unlock();
    }
  }

  private int begin(WorkerId slot) {
    lock.lock();
    try {
      var before = attempts.get(slot);
      var now = new Attempts(before == null ? 1 : before.count() + 1, nanoTime.getAsLong());
      attempts.put(slot, now);
      return now.count();
    } finally {
      lock.unlock();
    }
  }
}
