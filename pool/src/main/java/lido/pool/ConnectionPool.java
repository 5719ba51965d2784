package lido.pool;

import static lido.pool.PoolEntry.CHECKING;
import static lido.pool.PoolEntry.IDLE;
import static lido.pool.PoolEntry.IN_USE;
import static lido.pool.PoolEntry.RETURNING;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import lido.pool.WaitQueue.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * A bounded set of connections to one database. Thread-safe.
 *
 * <p><b>Bound.</b> There are {@code max} places ({@link PoolEntry}). A connection is opened only by
 * whoever has moved a place out of EMPTY, and the place returns to EMPTY only when that connection
 * is closed or was given up. Hence never more than {@code max}.
 *
 * <p><b>Acquire.</b> A caller tries the place that its thread used last (a hint by thread id: no
 * thread-local, which a million virtual threads would each fill), then all others, with one
 * compare-and-set. No clock is read: a coarse epoch, advanced by {@link Housekeeper}, tells whether
 * a connection has been idle for too long to be trusted. Only a caller that finds nothing joins the
 * {@link WaitQueue}; it never calls the driver itself, so its deadline holds whatever a driver
 * does. {@link Supply} opens and validates for it on threads of its own.
 *
 * <p><b>Release.</b> A connection that is as it was goes back with one compare-and-set. Where
 * somebody has waited for the overtake limit it is handed over without ever being visible; before
 * that it is published and the first waiter is told, which lets running threads go on without a
 * switch. That no wake-up is lost is argued at {@link WaitQueue}.
 */
final class ConnectionPool {

  /** A power of two; two threads on one hint only cost each other a longer look. */
  private static final int HINTS = 64;

  /** Epochs after which a connection is stale. */
  static final int STALE = 2;

  private static final VarHandle EPOCH;

  static {
    try {
      EPOCH = MethodHandles.lookup().findVarHandle(ConnectionPool.class, "epoch", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final PoolContext context;
  private final PoolLife life = new PoolLife();
  private final ListenerCalls events;
  final PoolEntry[] entries;

  /** Where each thread found a connection last; racy on purpose, any of them is a valid start. */
  private final PoolEntry[] hints = new PoolEntry[HINTS];

  private final WaitQueue waiters;
  private final Supply supply;
  private final Returns returns;
  private final Housekeeper keeper;
  private final boolean readsSql;
  private final boolean isStrict;

  /** What a lease has to undo from its first moment: nothing, unless every return resets. */
  private final int untouched;

  private final boolean watchesLeaks;

  /** Whether each lease notes who holds it since when, for leak reports and held times. */
  private final boolean recordsLeases;

  /** Epochs after which an idle connection is stale; 0 if it always is. */
  private final int staleAfter;

  /** Advanced by the keeper about every half {@code validate-after-idle}. */
  private volatile int epoch;

  ConnectionPool(PoolContext context) {
    PoolConfig sizes = context.sizes();
    this.context = context;
    this.events = context.events();
    this.entries = new PoolEntry[sizes.max()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = new PoolEntry(this, i);
    }
    Arrays.fill(hints, entries[0]);
    this.waiters = new WaitQueue(sizes, context.background());
    this.supply = new Supply(context, life, this, entries, waiters);
    this.returns = new Returns(context, this, entries, supply);
    this.keeper = new Housekeeper(context, life, this, entries, supply);
    this.readsSql = sizes.reset() == Reset.AUTO;
    this.isStrict = waiters.isStrict();
    this.untouched = sizes.reset() == Reset.FULL ? SessionChange.SQL : 0;
    this.watchesLeaks = !sizes.leakDetectionThreshold().isZero();
    this.recordsLeases = watchesLeaks || events.heard();
    this.staleAfter = sizes.validateAfterIdle().isZero() ? 0 : STALE;
  }

  String path() {
    return context.path();
  }

  Returns returns() {
    return returns;
  }

  boolean readsSql() {
    return readsSql;
  }

  /** Opens {@code min} connections at once; blocks until all are open or one has failed. */
  void open() throws OpenFailure {
    supply.fill();
    life.moveTo(PoolState.OPEN);
    keeper.start();
  }

  /** Keeps trying to open {@code min} connections in the background. */
  void openLater() {
    life.moveTo(PoolState.OPEN);
    supply.serve();
    keeper.start();
  }

  void passwordChanged() {
    supply.opener().passwordChanged();
  }

  // Acquire

  PooledConnection acquire() throws SQLException {
    PoolEntry entry = isStrict && waiters.any() ? null : takeFresh();
    if (entry == null) {
      entry = awaitEntry();
    } else if (recordsLeases && events.heard()) {
      events.tell(listener -> listener.acquired(context.key(), 0));
    }
    try {
      return lend(entry);
    } catch (RuntimeException | Error e) {
      giveUp(entry);
      throw e;
    }
  }

  private PooledConnection lend(PoolEntry entry) throws SQLException {
    long lease = entry.state();
    if (PoolEntry.phase(lease) != IN_USE) {
      // The end of a drain took it back in this instant.
      throw closed();
    }
    // Asked for before the handle is allocated: with a branch in between it would be cleared first.
    LeaseNumbers span = entry.span(lease);
    var connection = new PooledConnection(span, lease, untouched);
    RequestScope scope = RequestScope.current();
    if (scope != null || recordsLeases) {
      entry.lease = LeaseOrigin.here(context.nanoTime());
      if (scope != null) {
        scope.add(connection);
      }
      if (watchesLeaks) {
        LeakReclaimer.watch(connection);
      }
    }
    return connection;
  }

  private @Nullable PoolEntry takeFresh() {
    int hint = (int) Thread.currentThread().getId() & (HINTS - 1);
    PoolEntry hinted = hints[hint];
    PoolEntry entry = hinted;
    for (int left = entries.length; left > 0; left--) {
      long state = entry.state();
      if (PoolEntry.phase(state) == IDLE && isRecent(entry) && entry.moveFrom(state, IN_USE)) {
        // Asked again now that nobody can change it: the keeper advances the epoch, then looks who
        // is in use; we take, then read the epoch. One of the two sees the other.
        if (isFresh(entry)) {
          if (entry != hinted) {
            hints[hint] = entry;
          }
          return entry;
        }
        entry.checkedAt = context.nanoTime();
        if (entry.move(IN_USE, CHECKING)) {
          supply.validator().check(entry);
        }
        return null;
      }
      int next = entry.index + 1;
      entry = entries[next == entries.length ? 0 : next];
    }
    return null;
  }

  boolean isFresh(PoolEntry entry) {
    return isRecent(entry) && entry.verdict == PoolEntry.KEEP;
  }

  private boolean isRecent(PoolEntry entry) {
    return epoch - entry.stamp < staleAfter;
  }

  private PoolEntry awaitEntry() throws SQLException {
    long start = context.nanoTime();
    PoolEntry entry = awaitEntry(start);
    if (events.heard()) {
      long waited = context.nanoTime() - start;
      events.tell(listener -> listener.acquired(context.key(), waited));
    }
    return entry;
  }

  private PoolEntry awaitEntry(long start) throws SQLException {
    supply.opener().failFast();
    Waiter waiter = waiters.join(start);
    if (waiter == null) {
      throw closed();
    }
    keeper.wake();
    supply.serve();
    while (true) {
      if (waiter.result != null) {
        return served(waiter);
      }
      if (!isStrict || waiters.isFirst(waiter)) {
        PoolEntry found = takeFresh();
        if (found != null) {
          if (waiters.leave(waiter)) {
            supply.passOn();
            return found;
          }
          // Served in the same instant: one of the two is for the next.
          giveUp(found);
          continue;
        }
      }
      if (waiters.foundNothing(waiter)) {
        supply.serve();
        continue;
      }
      if (waiters.isTimeOver(waiter)) {
        if (waiters.leave(waiter)) {
          supply.passOn();
          throw timeout(start);
        }
        continue;
      }
      if (Thread.interrupted()) {
        throw interrupted(waiter);
      }
      waiters.sleep(waiter);
    }
  }

  private PoolEntry served(Waiter waiter) throws SQLException {
    Object result = waiter.result;
    if (result instanceof PoolEntry entry) {
      return entry;
    }
    if (result instanceof OpenFailure failure) {
      // In case it had been told to look for itself: the next one looks instead.
      supply.passOn();
      throw failure.toSqlException();
    }
    throw closed();
  }

  private SQLException interrupted(Waiter waiter) {
    if (waiters.leave(waiter)) {
      supply.passOn();
    } else if (waiter.result instanceof PoolEntry entry) {
      giveUp(entry);
    }
    Thread.currentThread().interrupt();
    return new SQLTransientConnectionException(
        path() + ": interrupted while waiting for a connection", "08001");
  }

  /** Passes on an entry that this thread was given and does not use; a drain may be faster. */
  private void giveUp(PoolEntry entry) {
    if (entry.move(IN_USE, RETURNING)) {
      supply.deliver(entry);
    }
  }

  private PoolClosedException closed() {
    return new PoolClosedException(path() + ": the pool has been closed");
  }

  private AcquireTimeoutException timeout(long start) {
    long waited = context.nanoTime() - start;
    events.tell(listener -> listener.timedOut(context.key(), waited));
    PoolStats stats = stats();
    return new AcquireTimeoutException(
        AcquireTimeoutException.message(
            context.config(),
            context.owner(),
            waited / 1_000_000,
            stats,
            LeaseOrigin.longest(entries, context.nanoTime())),
        stats,
        supply.opener().backoff().lastFailure());
  }

  // Release

  /** Takes a connection back from its borrower; a second call for the same lease does nothing. */
  void release(PooledConnection connection, PoolEntry entry, long lease) {
    if (entry.state() == lease && returns.isClean(connection, entry)) {
      putBack(entry, lease);
    } else if (entry.moveFrom(lease, RETURNING)) {
      // Only now, as the one who has it: another thread may be closing the same handle.
      long held = PoolEntry.next(lease, RETURNING);
      if (returns.isRestored(connection, entry, held)) {
        putBack(entry, held);
      }
    }
  }

  /** Makes an entry that is held in this state, and clean, available to whoever is next. */
  void putBack(PoolEntry entry, long held) {
    if (waiters.any() && waiters.mustHandOver()) {
      if (entry.moveFrom(held, RETURNING)) {
        supply.deliver(entry);
      }
      return;
    }
    entry.stamp = epoch;
    if (entry.moveFrom(held, IDLE) && waiters.any()) {
      supply.becameIdle();
    }
  }

  /** One connection turned out dead: no other is handed out before it was validated. */
  void suspectAll() {
    advanceEpoch(STALE);
    for (PoolEntry entry : entries) {
      int phase = entry.phase();
      if ((phase == IN_USE || phase == RETURNING) && entry.verdict == PoolEntry.KEEP) {
        entry.verdict = PoolEntry.SUSPECT;
      }
    }
  }

  /** A connection became usable: from now on it grows stale, so the keeper has to be awake. */
  void moved() {
    keeper.wake();
  }

  int epoch() {
    return epoch;
  }

  void advanceEpoch(int by) {
    EPOCH.getAndAdd(this, by);
  }

  // State

  PoolStats stats() {
    return PoolStats.of(entries, waiters.size());
  }

  /**
   * Stops handing out, tells all waiters at once, waits {@code drain-timeout} for connections in
   * use, then aborts them. An interrupt ends the waiting.
   */
  void close() {
    if (life.isClosed()) {
      return;
    }
    life.moveTo(PoolState.DRAINING);
    waiters.close(closed());
    keeper.stop();
    supply.drain(context.sizes().drainTimeout().toNanos());
    life.moveTo(PoolState.CLOSED);
  }

  /** Ends the waiting of a {@link #close} that is under way. */
  void hurry() {
    supply.hurry();
  }
}
