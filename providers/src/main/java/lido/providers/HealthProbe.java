package lido.providers;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import lido.pool.DatabaseConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one database for an answer, on a new connection each time, so an exhausted pool is not taken
 * for a database that is down. For any number of callers it opens one connection at a time, and at
 * most one a second. Thread-safe.
 */
final class HealthProbe {

  private static final Logger LOG = LoggerFactory.getLogger(HealthProbe.class);

  /** An answer is used again for so long, since many probers may ask, each every few seconds. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final DatabaseConfig row;
  private final Duration timeout;
  private final LongSupplier nanoTime;
  private final ThreadFactory threads;
  private final ReentrantLock lock = new ReentrantLock();

  /** The last question; null before the first. */
  @GuardedBy("lock")
  private @Nullable CompletableFuture<Boolean> asked;

  @GuardedBy("lock")
  private long askedAt;

  /** The last answer, so that only a change is logged. */
  private volatile boolean wasUp = true;

  HealthProbe(DatabaseConfig row, Duration timeout, LongSupplier nanoTime, ThreadFactory threads) {
    this.row = row;
    this.timeout = timeout;
    this.nanoTime = nanoTime;
    this.threads = threads;
  }

  /** Returns the probe of a row, with daemons for its questions. */
  static HealthProbe of(DatabaseConfig row, Duration timeout) {
    return new HealthProbe(
        row,
        timeout,
        System::nanoTime,
        question -> {
          var thread = new Thread(question, "health-" + row.key());
          thread.setDaemon(true);
          return thread;
        });
  }

  String key() {
    return row.key();
  }

  boolean isRequired() {
    return row.required();
  }

  /** Returns whether the database answers; blocks for at most {@code health.timeout}. */
  boolean isUp() throws InterruptedException {
    try {
      return ask().get(timeout.toNanos(), NANOSECONDS);
    } catch (TimeoutException e) {
      changed(false, "no answer within " + timeout.toMillis() + " ms");
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("bug: a probe failed", e.getCause());
    }
  }

  private CompletableFuture<Boolean> ask() {
    var answer = new CompletableFuture<Boolean>();
    lock.lock();
    try {
      var last = asked;
      long now = nanoTime.getAsLong();
      if (last != null && (!last.isDone() || now - askedAt < FRESH.toNanos())) {
        return last;
      }
      asked = answer;
      askedAt = now;
    } finally {
      lock.unlock();
    }
    try {
      threads.newThread(() -> answer.complete(connects())).start();
    } catch (Throwable e) {
      // Not thrown: for want of a thread no worker shall fail. The next question is another try.
      changed(false, "it could not be asked: " + e);
      answer.complete(false);
    }
    return answer;
  }

  private boolean connects() {
    try (var connection = row.connect()) {
      boolean up = connection.isValid((int) Math.max(1, timeout.toSeconds()));
      changed(up, "it does not answer");
      return up;
    } catch (Throwable e) {
      // An Error, too: the next question is another try.
      changed(false, String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void changed(boolean up, String why) {
    if (wasUp != up) {
      wasUp = up;
      if (up) {
        LOG.info("{} is up again", row.path());
      } else {
        LOG.warn("{} is down: {}", row.path(), why);
      }
    }
  }
}
