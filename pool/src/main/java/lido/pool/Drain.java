package lido.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lido.pool.PoolListener.Eviction;

/** Closes what a pool holds, once its queue is closed. Thread-safe. */
final class Drain {

  private final PoolContext context;
  private final Places places;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Whether a drain under way is to stop waiting. */
  @GuardedBy("lock")
  private boolean hurried;

  Drain(PoolContext context, Places places) {
    this.context = context;
    this.places = places;
  }

  /** Closes what is idle, waits for what is in use, then aborts it. */
  void run(Evictor evictor, long timeout) {
    await(evictor, timeout, false);
    List<PoolEntry> left = new ArrayList<>();
    places.forEach(
        entry -> {
          Connection raw = entry.raw;
          if (entry.abort()) {
            left.add(entry);
            // Frees the borrower's thread too, in case it sits in a query.
            evictor.close(entry, Eviction.CLOSED, true);
          } else if (entry.phase() == PoolEntry.RETURNING && raw != null) {
            left.add(entry);
            evictor.discardAside(raw);
          }
        });
    if (!left.isEmpty()) {
      context.warn(
          left.size()
              + (left.size() == 1 ? " connection was" : " connections were")
              + " still in use when the drain timeout was over, and aborted");
    }
    // The closing itself is short, and nothing ends it early.
    boolean interrupted = Thread.interrupted();
    await(evictor, Evictor.TIMEOUT * 2, true);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the waiting, not the closing. */
  void hurry() {
    lock.lock();
    try {
      hurried = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A place has become empty or idle. */
  void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until every place is empty, or the time is over, closing what becomes idle. */
  private void await(Evictor evictor, long nanos, boolean openingToo) {
    long deadline = context.nanoTime() + nanos;
    while (true) {
      closeIdle(evictor);
      lock.lock();
      try {
        long left = deadline - context.nanoTime();
        if (isEmpty(openingToo) || (hurried && !openingToo) || left <= 0) {
          return;
        }
        if (!places.any(Places::isIdle)) {
          changed.awaitNanos(left);
        }
      } catch (InterruptedException e) {
        // Stops the waiting; whoever asked for the close looks at the flag.
        Thread.currentThread().interrupt();
        return;
      } finally {
        lock.unlock();
      }
    }
  }

  private void closeIdle(Evictor evictor) {
    places.forEach(
        entry -> {
          if (entry.evictIdle()) {
            evictor.close(entry, Eviction.CLOSED, false);
          }
        });
  }

  private boolean isEmpty(boolean openingToo) {
    return !places.any(
        entry ->
            switch (entry.phase()) {
              case PoolEntry.EMPTY -> false;
              // What comes of one that is overdue finds the pool closed.
              case PoolEntry.OPENING -> openingToo && entry.isOpening();
              default -> true;
            });
  }
}
