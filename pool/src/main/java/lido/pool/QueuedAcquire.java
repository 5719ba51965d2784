package lido.pool;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import lido.pool.WaitQueue.Waiter;

/**
 * The acquire of a caller that found no connection at once: it joins the queue, looks again, and
 * sleeps until it is told something. Thread-safe. Blocks for at most {@code acquire-timeout},
 * whatever a driver does: this thread calls none.
 */
final class QueuedAcquire {

  private final PoolContext context;
  private final Places places;
  private final WaitQueue waiters;
  private final Ticks ticks;
  private final Supply supply;
  private final boolean isStrict;

  QueuedAcquire(PoolContext context, Places places, WaitQueue waiters, Ticks ticks, Supply supply) {
    this.context = context;
    this.places = places;
    this.waiters = waiters;
    this.ticks = ticks;
    this.supply = supply;
    this.isStrict = waiters.isStrict();
  }

  /**
   * Returns an entry in IN_USE.
   *
   * @param start when the caller came
   */
  PoolEntry await(long start) throws SQLException {
    supply.failFast();
    Waiter waiter = waiters.join(start);
    if (waiter == null) {
      throw closed();
    }
    try {
      return await(waiter);
    } catch (RuntimeException | Error e) {
      // Else it would stay in the queue, and be handed an entry that nobody takes.
      abandon(waiter, e);
      throw e;
    }
  }

  private PoolEntry await(Waiter waiter) throws SQLException {
    ticks.wake();
    supply.serve();
    while (true) {
      if (waiter.result != null) {
        return result(waiter);
      }
      if (!isStrict || waiters.isFirst(waiter)) {
        PoolEntry found = supply.takeFresh();
        if (found != null) {
          if (waiters.leave(waiter)) {
            supply.serveNext();
            return found;
          }
          // Served in the same instant: one of the two is for the next.
          supply.releaseUnused(found);
          continue;
        }
      }
      if (waiters.foundNothing(waiter)) {
        supply.serve();
        continue;
      }
      if (waiters.isTimeOver(waiter)) {
        if (waiters.leave(waiter)) {
          supply.serveNext();
          throw timeout(waiter);
        }
        continue;
      }
      if (Thread.interrupted()) {
        throw interrupted(waiter);
      }
      waiters.sleep(waiter);
    }
  }

  private PoolEntry result(Waiter waiter) throws SQLException {
    Object result = waiter.result;
    if (result instanceof PoolEntry entry) {
      return entry;
    }
    if (result instanceof OpenFailure failure) {
      // In case it had been told to look for itself: the next one looks instead.
      supply.serveNext();
      throw failure.toSqlException();
    }
    throw closed();
  }

  private SQLException interrupted(Waiter waiter) {
    leave(waiter);
    Thread.currentThread().interrupt();
    return new SQLTransientConnectionException(
        context.path() + ": interrupted while waiting for a connection", "08001");
  }

  private void abandon(Waiter waiter, Throwable because) {
    try {
      leave(waiter);
    } catch (RuntimeException | Error e) {
      because.addSuppressed(e);
    }
  }

  /** Leaves without a connection; one that was given in the same instant is for the next. */
  private void leave(Waiter waiter) {
    if (waiters.leave(waiter)) {
      supply.serveNext();
    } else if (waiter.result instanceof PoolEntry entry) {
      supply.releaseUnused(entry);
    }
  }

  private PoolClosedException closed() {
    return new PoolClosedException(context.path() + ": the pool has been closed");
  }

  private AcquireTimeoutException timeout(Waiter waiter) {
    long now = context.nanoTime();
    long waited = now - waiter.since;
    context.events().tell(listener -> listener.timedOut(context.key(), waited));
    PoolStats stats = places.stats(waiters.size());
    return new AcquireTimeoutException(
        AcquireTimeoutException.message(
            context.config(), context.owner(), waited / 1_000_000, stats, places.longest(now)),
        stats,
        supply.lastFailure());
  }
}
