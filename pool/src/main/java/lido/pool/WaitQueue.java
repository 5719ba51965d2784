package lido.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The callers that wait for a connection, first in first out. Thread-safe; the lock is held for a
 * few assignments only. What a waiter gets is decided under the lock, exactly once.
 *
 * <p>No wake-up is lost:
 *
 * <ol>
 *   <li>A return makes its entry visible as IDLE, then reads {@link #any} and wakes the first
 *       waiter.
 *   <li>A waiter joins, which writes {@code count}, then looks for an IDLE entry. Entry and count
 *       are volatile: one of the two threads sees the other.
 *   <li>While one wake-up is under way ({@link #woken}), a return sends no other.
 *   <li>The woken waiter passes the wake-up on when it is given an entry, and when it leaves while
 *       there is more to take. Else it clears {@code woken} and looks once more before it parks:
 *       that look sees the entry of a return that sent no wake-up.
 * </ol>
 */
final class WaitQueue {

  /** One caller. The links are guarded by the queue's lock. */
  static final class Waiter {
    final Thread thread = Thread.currentThread();
    final long since;

    /** A {@link PoolEntry} or a {@link Throwable}; written once, under the lock. */
    volatile @Nullable Object result;

    private boolean queued;
    private @Nullable Waiter previous;
    private @Nullable Waiter next;

    Waiter(long since) {
      this.since = since;
    }
  }

  /** While a wake-up is under way, only every eighth return reads the clock, which is dear. */
  private static final int CLOCK_EVERY = 8;

  private final ReentrantLock lock = new ReentrantLock();
  private final long overtakeLimit;

  /** The longest wait of each caller, in nanoseconds. */
  private final long patience;

  private final Background background;

  /** Written under the lock, read by anyone. */
  private volatile @Nullable Waiter first;

  @GuardedBy("lock")
  private @Nullable Waiter last;

  @GuardedBy("lock")
  private int size;

  /**
   * {@link #size}, plus {@link #CLOSED} once closed: for threads that do not take the lock. Written
   * under the lock.
   */
  private volatile int count;

  /** The one waiter that was told to look for an entry and has not answered yet. */
  private volatile @Nullable Waiter woken;

  /** A racy counter; a lost increment only moves the next reading of the clock. */
  private int returns;

  /** The timer for the oldest waiter; null for none. Written under the lock. */
  private volatile Background.@Nullable Scheduled watch;

  private static final int CLOSED = 1 << 30;

  WaitQueue(PoolConfig config, Background background) {
    this.overtakeLimit = config.overtakeLimit().toNanos();
    this.patience = config.acquireTimeout().toNanos();
    this.background = background;
  }

  /** Whether a return has to look here at all: a caller waits, or the pool is closing. */
  boolean any() {
    return count != 0;
  }

  int size() {
    return count & ~CLOSED;
  }

  boolean isClosed() {
    return (count & CLOSED) != 0;
  }

  boolean isStrict() {
    return overtakeLimit == 0;
  }

  boolean isFirst(Waiter waiter) {
    return first == waiter;
  }

  /** Joins at the end; null when closed. */
  @Nullable Waiter join(long now) {
    var waiter = new Waiter(now);
    lock.lock();
    try {
      if (isClosed()) {
        return null;
      }
      if (watch == null) {
        watchFor(patience);
      }
      waiter.queued = true;
      waiter.previous = last;
      if (last == null) {
        first = waiter;
      } else {
        last.next = waiter;
      }
      last = waiter;
      size++;
      publishCount();
      return waiter;
    } finally {
      lock.unlock();
    }
  }

  boolean isTimeOver(Waiter waiter) {
    return background.nanoTime() - waiter.since >= patience;
  }

  /** Sleeps until the waiter is woken or its time is over; may also return for no reason. */
  void sleep(Waiter waiter) {
    if (watch == null) {
      LockSupport.parkNanos(this, patience - (background.nanoTime() - waiter.since));
    } else {
      LockSupport.park(this);
    }
  }

  /**
   * Sets one timer for all waiters: they are equally patient, so the oldest is due first. A timed
   * park is a timer for each waiter. It costs virtual threads more than all else here: to set it
   * and to cancel it both wake the JDK's own timer thread.
   *
   * @return false where no thread is to be had: then each waiter parks with a time of its own
   */
  @GuardedBy("lock")
  private boolean watchFor(long delay) {
    try {
      watch = background.atDeadline(delay, this::wakeDue);
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }

  /** Wakes the waiters whose time is over. Each sees that for itself, and leaves. */
  private void wakeDue() {
    var due = new ArrayList<Thread>();
    lock.lock();
    try {
      watch = null;
      long now = background.nanoTime();
      for (Waiter each = first; each != null; each = each.next) {
        long left = patience - (now - each.since);
        if (left > 0 && watchFor(left)) {
          break;
        }
        due.add(each.thread);
      }
    } finally {
      lock.unlock();
    }
    due.forEach(LockSupport::unpark);
  }

  /** Leaves without a result; false if the waiter has a result already, or has left before. */
  boolean leave(Waiter waiter) {
    lock.lock();
    try {
      if (waiter.result != null || !waiter.queued) {
        return false;
      }
      unlink(waiter);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a returned entry must go to the first waiter, before any other caller can see it. */
  boolean mustHandOver() {
    if (overtakeLimit == 0 || isClosed()) {
      return true;
    }
    if (woken != null && ++returns % CLOCK_EVERY != 0) {
      return false;
    }
    Waiter oldest = first;
    return oldest != null && background.nanoTime() - oldest.since >= overtakeLimit;
  }

  /**
   * Hands an entry that the caller holds to the first waiter, or makes it visible as IDLE where
   * nobody waits. Both under one lock: a waiter that joined in between would miss the entry. Does
   * nothing if the caller does not hold the entry any more.
   *
   * @param held the state in which the caller holds it
   * @return false, and nothing is done, once the queue is closed
   */
  boolean handOver(PoolEntry entry, long held) {
    Waiter waiter;
    Waiter next = null;
    lock.lock();
    try {
      if (isClosed()) {
        return false;
      }
      waiter = first;
      if (waiter == null) {
        entry.publish(held);
        return true;
      }
      if (!entry.handOver(held)) {
        return true;
      }
      if (woken == waiter) {
        // This waiter was to look for another entry and will not: the next one looks instead.
        next = waiter.next;
      }
      unlink(waiter);
      woken = next == null ? woken : next;
      waiter.result = entry;
    } finally {
      lock.unlock();
    }
    LockSupport.unpark(waiter.thread);
    if (next != null) {
      LockSupport.unpark(next.thread);
    }
    return true;
  }

  /** Tells the first waiter to look for an entry, unless a waiter was told already. */
  void wake() {
    if (woken != null) {
      return;
    }
    Waiter waiter;
    lock.lock();
    try {
      if (woken != null) {
        return;
      }
      waiter = first;
      woken = waiter;
    } finally {
      lock.unlock();
    }
    if (waiter != null) {
      LockSupport.unpark(waiter.thread);
    }
  }

  /** Notes that a waiter has looked and found nothing; returns whether it had been told to look. */
  boolean foundNothing(Waiter waiter) {
    if (woken != waiter) {
      return false;
    }
    woken = null;
    return true;
  }

  /** Fails one waiter: the youngest, which returned connections would serve last. */
  void failYoungest(Throwable failure) {
    Waiter waiter;
    lock.lock();
    try {
      waiter = last;
      if (waiter != null) {
        unlink(waiter);
        waiter.result = failure;
      }
    } finally {
      lock.unlock();
    }
    if (waiter != null) {
      LockSupport.unpark(waiter.thread);
    }
  }

  void failAll(Throwable failure) {
    Waiter failed;
    lock.lock();
    try {
      failed = first;
      for (Waiter each = failed; each != null; each = each.next) {
        each.result = failure;
      }
      first = null;
      last = null;
      woken = null;
      size = 0;
      publishCount();
    } finally {
      lock.unlock();
    }
    while (failed != null) {
      LockSupport.unpark(failed.thread);
      failed = failed.next;
    }
  }

  /** Ends the queue: from now on nobody joins, and no entry is handed over. */
  void close(Throwable failure) {
    lock.lock();
    try {
      count |= CLOSED;
      Background.Scheduled pending = watch;
      if (pending != null) {
        pending.cancel();
      }
    } finally {
      lock.unlock();
    }
    failAll(failure);
  }

  @GuardedBy("lock")
  private void unlink(Waiter waiter) {
    Waiter before = waiter.previous;
    Waiter after = waiter.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    waiter.queued = false;
    size--;
    publishCount();
    if (woken == waiter) {
      woken = null;
    }
  }

  @GuardedBy("lock")
  private void publishCount() {
    count = size | (count & CLOSED);
  }
}
