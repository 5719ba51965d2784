package lido.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Objects;
import lido.pool.PoolListener.Eviction;
import org.jspecify.annotations.Nullable;

/**
 * One place for a physical connection. A pool has {@code max} of them for its whole life, and
 * whoever moves one out of EMPTY may open one connection: that is the permit, so there can never be
 * more connections than places.
 *
 * <pre>
 * phase      meaning                     left by                         move         → phase
 *
 * EMPTY      there is no connection      the pool                        beginOpening → OPENING
 *
 * OPENING    a connect is under way      its call, when it succeeds      publish      → IDLE
 *                                                                        handOver     → IN_USE
 *                                        ... and the pool is closed      evict        → CLOSING
 *                                        its call, when it fails         becomeEmpty  → EMPTY
 *
 * IDLE       anybody may take it         a caller                        take         → IN_USE
 *                                        the pool                        suspect      → CHECKING
 *                                                                        evictIdle    → CLOSING
 *
 * IN_USE     lent; the number of the     its handle, when it is clean    publish      → IDLE
 *            lease is part of the state                                  handOver     → IN_USE
 *                                        ... and the pool is closed      evict        → CLOSING
 *                                        its handle, else                beginReturn  → RETURNING
 *                                        its taker, if it is stale       beginCheck   → CHECKING
 *                                        the end of a drain              abort        → CLOSING
 *
 * RETURNING  its session is put back     the returning thread            publish      → IDLE
 *                                                                        handOver     → IN_USE
 *                                                                        beginCheck   → CHECKING
 *                                        ... or the housekeeper, when
 *                                        that hangs                      evict        → CLOSING
 *
 * CHECKING   it is being validated       its call, when it answers       publish      → IDLE
 *                                                                        handOver     → IN_USE
 *                                        its call, else                  evict        → CLOSING
 *
 * CLOSING    evicted, not closed yet     its call                        becomeEmpty  → EMPTY
 * </pre>
 *
 * <p>A state is the phase and a number that never comes again. A move is one compare-and-set, so of
 * two threads that try one only the first succeeds. The holder of an entry moves it from exactly
 * the state that made it the holder: a thread that is late, from whom the entry was taken away,
 * moves nothing.
 *
 * <p>All other fields belong to the holder: the move takes the entry and publishes what the holder
 * before wrote. The exceptions say so.
 */
final class PoolEntry extends EntryBookkeeping {

  static final int EMPTY = 0;
  static final int IDLE = 1;
  static final int IN_USE = 2;
  static final int OPENING = 3;
  static final int RETURNING = 4;
  static final int CHECKING = 5;
  static final int CLOSING = 6;

  private static final int OF_EMPTY = 1 << EMPTY;
  private static final int OF_IDLE = 1 << IDLE;
  private static final int OF_IN_USE = 1 << IN_USE;
  private static final int OF_OPENING = 1 << OPENING;
  private static final int OF_RETURNING = 1 << RETURNING;
  private static final int OF_CLOSING = 1 << CLOSING;

  /** The phases in which one thread has an entry that can be lent next. */
  private static final int HELD = OF_OPENING | OF_IN_USE | OF_RETURNING | 1 << CHECKING;

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

  /** What lease and connection have set; null before the first setting of the connection. */
  @Nullable Settings settings;

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

  /** What a text may leave in the session; bits of {@link SessionChange}. */
  @SuppressWarnings("ReferenceEquality") // a text is most often a constant: the same object again
  int changes(String sql) {
    LoginState login = this.login;
    if (sql == harmlessSql || login == null || !pool.readsSql()) {
      return 0;
    }
    int changes = login.changes(sql);
    if (changes == 0) {
      harmlessSql = sql;
      return 0;
    }
    return pool.noted(changes);
  }

  /** The settings of its connection; called by its holder. */
  Settings settings(Connection current) {
    Settings known = settings;
    if (known == null) {
      known = new Settings(current, Objects.requireNonNull(login), session);
      settings = known;
    }
    return known;
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

  // The moves. Each returns false, and does nothing, if the entry is not in such a state any more.

  boolean beginOpening() {
    return move(state, OF_EMPTY, OPENING);
  }

  /**
   * @param idle the state in which the caller has found it
   */
  boolean take(long idle) {
    return move(idle, OF_IDLE, IN_USE);
  }

  /** Keeps callers away from an idle one that is to be validated. */
  boolean suspect() {
    return move(state, OF_IDLE, CHECKING);
  }

  /** To its validation, by its holder. */
  boolean beginCheck(long held) {
    return move(held, OF_IN_USE | OF_RETURNING, CHECKING);
  }

  boolean beginReturn(long lease) {
    return move(lease, OF_IN_USE, RETURNING);
  }

  /** To whoever takes it, by its holder. */
  boolean publish(long held) {
    return move(held, HELD, IDLE);
  }

  /** To the next borrower, by its holder; nobody else can take it in between. */
  boolean handOver(long held) {
    return move(held, HELD, IN_USE);
  }

  /** For good, by its holder. */
  boolean evict(long held) {
    return move(held, HELD, CLOSING);
  }

  boolean evictIdle() {
    return move(state, OF_IDLE, CLOSING);
  }

  /** For good, whoever borrows it. */
  boolean abort() {
    return move(state, OF_IN_USE, CLOSING);
  }

  /** By the holder, whose connect has failed, or whose connection is closed. */
  boolean becomeEmpty(long held) {
    return move(held, OF_OPENING | OF_CLOSING, EMPTY);
  }

  /**
   * @param from the phases that the table has for this move, a bit each
   */
  private boolean move(long now, int from, int to) {
    return (from >>> phase(now) & 1) != 0 && STATE.compareAndSet(this, now, next(now, to));
  }

  /** The state that follows a state when it moves to a phase. */
  static long next(long state, int phase) {
    return ((state & ~PHASE) + LEASE) | phase;
  }
}
