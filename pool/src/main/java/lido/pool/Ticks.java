package lido.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * When the housekeeper looks. While connections move, that is every half {@code
 * validate-after-idle}; else it is when the next thing is due. Thread-safe.
 */
final class Ticks {

  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(5);

  private final Background background;
  private final PoolLife life;
  private final long length;

  private final ReentrantLock lock = new ReentrantLock();

  /** Whether a tick is due soon; false while the housekeeper sleeps. */
  private volatile boolean awake;

  /** What is run at each tick; null before the start. */
  @GuardedBy("lock")
  private @Nullable Runnable look;

  @GuardedBy("lock")
  private Background.@Nullable Scheduled next;

  Ticks(PoolContext context, PoolLife life) {
    this.background = context.background();
    this.life = life;
    long half = context.sizes().validateAfterIdle().toNanos() / 2;
    this.length = half == 0 ? LONGEST : Math.max(SHORTEST, Math.min(LONGEST, half));
  }

  long length() {
    return length;
  }

  void start(Runnable look) {
    lock.lock();
    try {
      this.look = look;
      awake = true;
      schedule(length);
    } finally {
      lock.unlock();
    }
  }

  /** Gives up what is scheduled; the pool is closing, so nothing is scheduled after it. */
  void stop() {
    lock.lock();
    try {
      if (next != null) {
        next.cancel();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A connection moved: from now on it grows stale, so the housekeeper has to be awake. */
  void wake() {
    if (!awake) {
      stayAwake();
    }
  }

  /** The next look is a tick away. */
  void stayAwake() {
    lock.lock();
    try {
      awake = true;
      schedule(length);
    } finally {
      lock.unlock();
    }
  }

  /** The next look is far away, unless {@link #wake} is called from now on. */
  void fallAsleep() {
    awake = false;
  }

  /** Schedules that next look, unless somebody has woken the housekeeper meanwhile. */
  void sleep(long delay) {
    lock.lock();
    try {
      if (!awake) {
        schedule(Math.max(length, delay));
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void schedule(long delay) {
    if (next != null) {
      next.cancel();
    }
    if (look != null && !life.isOver()) {
      try {
        next = background.after(delay, look);
      } catch (RuntimeException | Error e) {
        // No thread to be had: whoever moves a connection next tries again.
        awake = false;
        throw e;
      }
    }
  }
}
