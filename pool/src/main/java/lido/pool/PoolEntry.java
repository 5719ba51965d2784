package lido.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.Connection;
import java.sql.Statement;
import lido.pool.PoolListener.Eviction;
import org.jspecify.annotations.Nullable;

/**
 * One place for a physical connection. A pool has {@code max} of them for its whole life, and
 * whoever moves one out of EMPTY may open one connection: that is the permit, so there can never be
 * more connections than places.
 *
 * <pre>
 * phase      entered when                               left by
 * EMPTY      new; the connection is closed for good     whoever opens one          → OPENING
 * OPENING    a connect has begun                        its thread                 → IDLE, IN_USE, EMPTY
 * IDLE       returned, and nobody is owed it            a borrower                 → IN_USE
 *                                                       the pool                   → CHECKING, CLOSING
 * IN_USE     lent; the number of the lease is part      its handle                 → IDLE, RETURNING
 *            of the state                               the pool, at the end of a drain → CLOSING
 * RETURNING  its session is being put back              the returning thread       → IDLE, IN_USE, CHECKING, CLOSING
 *                                                       the keeper, if that hangs  → CLOSING
 * CHECKING   it is being validated                      the validating thread      → IDLE, IN_USE, CLOSING
 * CLOSING    evicted, not closed yet                    the closing thread         → EMPTY
 * </pre>
 *
 * <p>All other fields belong to whoever holds the entry: the state's compare-and-set takes it and
 * publishes what the holder before wrote. The exceptions say so.
 */
final class PoolEntry extends EntryBookkeeping {

  static final int EMPTY = 0;
  static final int IDLE = 1;
  static final int IN_USE = 2;
  static final int OPENING = 3;
  static final int RETURNING = 4;
  static final int CHECKING = 5;
  static final int CLOSING = 6;

  private static final long PHASE = 7;
  private static final long LEASE = 8;

  /** What others want of an entry that is lent; values of {@link #verdict}. */
  static final int KEEP = 0;

  static final int SUSPECT = 1;
  static final int RETIRE = 2;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(PoolEntry.class, "state", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final Lender pool;

  private volatile long state;

  /** The driver's connection; null while EMPTY and OPENING. */
  @Nullable Connection raw;

  /** What the server tells of the session's state beside what is in texts. */
  SessionTracking session = SessionTracking.NONE;

  /** The pool's epoch at the last return or validation. */
  int stamp;

  /** KEEP, SUSPECT or RETIRE; written by the pool at any time, read at the return: a hint. */
  volatile int verdict;

  /** The current run of leases; null before the first. */
  private @Nullable LeaseNumbers span;

  /** The last text that was found to leave nothing in the session. */
  @Nullable String harmlessSql;

  /** Who holds it since when; only where leaks are watched, scopes are used, or by a drain. */
  volatile @Nullable LeaseOrigin lease;

  PoolEntry(Lender pool, int index) {
    super(index);
    this.pool = pool;
  }

  void retire(Eviction reason) {
    retirement = reason;
    verdict = RETIRE;
  }

  long state() {
    return state;
  }

  /** The span that a lease belongs to; called by its holder before the handle is made. */
  LeaseNumbers span(long lease) {
    LeaseNumbers current = span;
    if (current == null || !current.covers(lease)) {
      current = new LeaseNumbers(this, lease);
      span = current;
    }
    return current;
  }

  /** What the borrower executed last; null if nothing. Taken: the entry forgets it. */
  @Nullable Statement running() {
    LeaseNumbers current = span;
    if (current == null) {
      return null;
    }
    Statement running = current.running;
    current.running = null;
    return running;
  }

  static int phase(long state) {
    return (int) (state & PHASE);
  }

  int phase() {
    return (int) (state & PHASE);
  }

  /** Whether a connection may come of it in time. */
  boolean isOpening() {
    long now = state;
    return phase(now) == OPENING && now != overdue;
  }

  /** Any phase to another; false if the entry was not in the first. */
  boolean move(int from, int to) {
    long now = state;
    return phase(now) == from && STATE.compareAndSet(this, now, next(now, to));
  }

  /** From exactly this state to a phase; false if it has moved on. */
  boolean moveFrom(long expected, int to) {
    return STATE.compareAndSet(this, expected, next(expected, to));
  }

  /** To a phase, by the thread that holds the entry. */
  void hold(int to) {
    state = next(state, to);
  }

  /** The state that follows a state when it moves to a phase. */
  static long next(long state, int phase) {
    return ((state & ~PHASE) + LEASE) | phase;
  }
}
