package lido.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * After a failed connect one prober tries again, later and later, with jitter; everybody else
 * waits. The first success lets all openings through at once. Thread-safe.
 */
final class Backoff {

  private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(10);

  /** While somebody waits and the server cannot be reached: a refused connect costs it nothing. */
  private static final long LONGEST_ASKED = TimeUnit.MILLISECONDS.toNanos(100);

  /** Else: at most two logins a second, as jitter may halve it. */
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(1);

  private final long failFastAfter;
  private final DriverThreads threads;
  private final Background background;
  private final ReentrantLock lock = new ReentrantLock();

  private volatile @Nullable OpenFailure lastFailure;

  @GuardedBy("lock")
  private int failures;

  @GuardedBy("lock")
  private long failingSince;

  @GuardedBy("lock")
  private long lastAttempt;

  @GuardedBy("lock")
  private long delay;

  /** When the next attempt is scheduled for, so that it is scheduled once; 0 for not. */
  @GuardedBy("lock")
  private long scheduledFor;

  Backoff(PoolConfig sizes, DriverThreads threads, Background background) {
    this.threads = threads;
    this.failFastAfter = sizes.failFastAfter().toNanos();
    this.background = background;
  }

  /** The failure since which nothing could be opened; null when all is well. */
  @Nullable OpenFailure lastFailure() {
    return lastFailure;
  }

  void succeeded() {
    lock.lock();
    try {
      lastFailure = null;
      failures = 0;
      scheduledFor = 0;
    } finally {
      lock.unlock();
    }
  }

  void failed(OpenFailure failure) {
    lock.lock();
    try {
      long now = background.nanoTime();
      if (lastFailure == null) {
        failingSince = now;
      }
      lastFailure = failure;
      lastAttempt = now;
      long doubled = FIRST << Math.min(failures, 10);
      failures++;
      // A refused login is never quick to be tried again: servers lock accounts for that.
      long base = failure.step() == OpenFailure.Step.LOGIN ? LONGEST : Math.min(LONGEST, doubled);
      double jitter = 0.5 + ThreadLocalRandom.current().nextDouble() / 2;
      delay = (long) (base * jitter);
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing could be opened for longer than {@code fail-fast-after}. */
  boolean failsFast() {
    lock.lock();
    try {
      return failFastAfter > 0
          && lastFailure != null
          && background.nanoTime() - failingSince >= failFastAfter;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the pause after the last failure is over. */
  boolean isDue() {
    lock.lock();
    try {
      return lastAttempt + delay - background.nanoTime() <= 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns how many openings may begin now. When it is too early, {@code again} is called once it
   * is not.
   */
  int allowed(int opening, boolean asked, Runnable again) {
    lock.lock();
    try {
      OpenFailure failure = lastFailure;
      long now = background.nanoTime();
      long pause = threads.pause(now);
      if (failure == null && pause == 0) {
        return Integer.MAX_VALUE;
      }
      if (opening > 0 || pause == DriverThreads.NEVER) {
        return 0;
      }
      if (failure != null) {
        boolean quick = asked && !failure.step().isRefusal();
        long next = lastAttempt + (quick ? Math.min(delay, LONGEST_ASKED) : delay);
        pause = Math.max(pause, next - now);
      }
      if (pause <= 0) {
        return 1;
      }
      long due = now + pause;
      if (scheduledFor == 0 || scheduledFor - due > 0 || scheduledFor - now <= 0) {
        background.after(pause, again);
        // Only now: what could not be scheduled, for want of a thread, is by the next who asks.
        scheduledFor = due;
      }
      return 0;
    } finally {
      lock.unlock();
    }
  }
}
