package lido.pool;

import static lido.pool.PoolEntry.IN_USE;
import static lido.pool.PoolEntry.RETURNING;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;

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
final class ConnectionPool extends Lender {

  private final PoolContext context;
  private final ListenerCalls events;
  private final PoolLife life = new PoolLife();
  private final Places places;
  private final WaitQueue waiters;
  private final Ticks ticks;
  private final Drain drain;
  private final Supply supply;
  private final QueuedAcquire queued;
  private final Returns returns;
  private final Housekeeper housekeeper;
  private final boolean readsSql;
  private final boolean lazySettings;
  private final boolean isStrict;

  /** What a lease has to undo from its first moment: nothing, unless every return resets. */
  private final int untouched;

  private final boolean watchesLeaks;

  /** Whether each lease notes who holds it since when, for leak reports and held times. */
  private final boolean recordsLeases;

  ConnectionPool(PoolContext context) {
    PoolConfig sizes = context.sizes();
    this.context = context;
    this.events = context.events();
    this.places = new Places(sizes, this);
    this.waiters = new WaitQueue(sizes, context.background());
    this.ticks = new Ticks(context, life);
    this.drain = new Drain(context, places);
    this.supply = new Supply(context, life, places, waiters, ticks, drain);
    this.queued = new QueuedAcquire(context, places, waiters, ticks, supply);
    this.returns =
        new Returns(context, places, supply.restorer(), supply.evictor(), supply.validator());
    this.housekeeper = new Housekeeper(context, life, places, supply, ticks);
    this.lazySettings = isLazy(context.config());
    this.readsSql = sizes.reset() == Reset.AUTO || lazySettings;
    this.isStrict = waiters.isStrict();
    this.untouched = sizes.reset() == Reset.FULL ? SessionChange.SQL | SessionChange.UNSEEN : 0;
    this.watchesLeaks = !sizes.leakDetectionThreshold().isZero();
    this.recordsLeases = watchesLeaks || events.heard();
  }

  @Override
  String path() {
    return context.path();
  }

  @Override
  boolean readsSql() {
    return readsSql;
  }

  @Override
  int noted(int changes) {
    return SessionChange.AT_ONCE | (context.sizes().reset() == Reset.AUTO ? changes : 0);
  }

  @Override
  boolean lazySettings() {
    return lazySettings;
  }

  /**
   * Embedded databases have no round trips to save; of others than these Lido does not know what
   * waiting would do.
   */
  private static boolean isLazy(DatabaseConfig config) {
    return config.pool().lazySettings()
        && config.adapter().hasServer()
        && config.pool().reset() != Reset.FULL;
  }

  @Override
  void warn(String what) {
    context.warn(what);
  }

  /** Opens {@code min} connections at once; blocks until all are open or one has failed. */
  void open() throws OpenFailure {
    supply.fill();
    life.moveTo(PoolState.OPEN);
    housekeeper.start();
  }

  /** Keeps trying to open {@code min} connections in the background. */
  void openLater() {
    life.moveTo(PoolState.OPEN);
    supply.serve();
    housekeeper.start();
  }

  void passwordChanged() {
    supply.passwordChanged();
  }

  // Acquire

  PooledConnection acquire() throws SQLException {
    PoolEntry entry = isStrict && waiters.any() ? null : places.takeRecent();
    if (entry != null && !places.isFresh(entry)) {
      supply.checkFirst(entry);
      entry = null;
    }
    long start = 0;
    boolean waits = entry == null;
    if (entry == null) {
      start = context.nanoTime();
      entry = queued.await(start);
    }
    try {
      if (recordsLeases && events.heard()) {
        long waited = waits ? context.nanoTime() - start : 0;
        events.tell(listener -> listener.acquired(context.key(), waited));
      }
      return lend(entry);
    } catch (RuntimeException | Error e) {
      supply.releaseUnused(entry);
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
    Settings settings = entry.settings;
    int begin = settings == null ? untouched : untouched | settings.left();
    var connection = new PooledConnection(span, lease, begin);
    RequestScope scope = RequestScope.current();
    if (scope != null || recordsLeases) {
      entry.lease = LeaseOrigin.here(scope == null ? "" : scope.name(), context.nanoTime());
      if (scope != null) {
        scope.add(connection);
      }
      if (watchesLeaks) {
        LeakReclaimer.watch(connection);
      }
    }
    return connection;
  }

  private PoolClosedException closed() {
    return new PoolClosedException(path() + ": the pool has been closed");
  }

  // Release

  @Override
  void release(Lease lease, PoolEntry entry, long state) {
    if (entry.state() == state && returns.isClean(lease, entry)) {
      release(entry, state);
    } else if (entry.beginReturn(state)) {
      // Only now, as the one who has it: another thread may be closing the same handle.
      long held = PoolEntry.next(state, RETURNING);
      if (returns.isRestored(lease, entry, held)) {
        release(entry, held);
      }
    }
  }

  /** Releases a clean entry, which the caller holds in this state, to whoever is next. */
  private void release(PoolEntry entry, long held) {
    if (waiters.any() && waiters.mustHandOver()) {
      supply.handOver(entry, held);
      return;
    }
    places.makeFresh(entry);
    if (entry.publish(held) && waiters.any()) {
      supply.becameIdle();
    }
  }

  @Override
  void reclaim(PoolEntry entry, long state) {
    returns.reclaim(entry, state);
  }

  @Override
  void abort(PoolEntry entry, long state) {
    returns.abort(entry, state);
  }

  @Override
  void examine(Lease lease, PoolEntry entry, Throwable failure) {
    returns.examine(lease, entry, failure);
  }

  // State

  PoolStats stats() {
    return places.stats(waiters.size());
  }

  /** The leases of the moment, the longest first, where leases are recorded. */
  List<Holder> holders(Predicate<LeaseOrigin> which) {
    return places.holders(context.nanoTime(), which);
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
    ticks.stop();
    drain.run(supply.evictor(), context.sizes().drainTimeout().toNanos());
    supply.close();
    life.moveTo(PoolState.CLOSED);
  }

  /** Ends the waiting of a {@link #close} that is under way. */
  void hurry() {
    drain.hurry();
  }
}
