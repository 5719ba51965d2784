package lido.pool;

import static lido.pool.PoolEntry.CHECKING;
import static lido.pool.PoolEntry.CLOSING;
import static lido.pool.PoolEntry.EMPTY;
import static lido.pool.PoolEntry.IDLE;
import static lido.pool.PoolEntry.IN_USE;
import static lido.pool.PoolEntry.OPENING;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import lido.pool.PoolListener.Eviction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything between EMPTY and a connection that somebody may use: opens, validates, closes, and
 * decides how many of each. Thread-safe. All calls into the driver run on threads of {@link
 * Background}, each with a guard that gives it up at its deadline; what a driver does after that
 * harms nobody.
 *
 * <p>{@link #serve} is the one place that decides: it is called whenever somebody joined the queue,
 * or a place became free, and starts as many validations and openings as there are waiters that
 * nothing is under way for. So a hundred waiters on four places start four connects, and one waiter
 * starts one.
 */
final class Supply {

  private static final Logger LOG = LoggerFactory.getLogger(Supply.class);

  /**
   * A validation usually takes far less than a millisecond; past this the next one is tried too.
   */
  private static final long SLOW_CHECK = TimeUnit.MILLISECONDS.toNanos(100);

  /** How much longer than connect-timeout a driver may take that was told of the timeout. */
  private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long CLOSE_TIMEOUT = TimeUnit.SECONDS.toNanos(1);

  private final ConnectionPool pool;
  private final DatabaseConfig config;
  private final PoolEntry[] entries;
  private final WaitQueue waiters;
  private final Events events;
  private final Background background;
  private final Connector connector;
  private final Restorer restorer;
  private final Backoff backoff;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition emptied = lock.newCondition();

  /** Whether {@code min} is to be kept up; not before the first fill. */
  private volatile boolean keepFilled;

  /** Whether a drain under way is to stop waiting. */
  @GuardedBy("lock")
  private boolean hurried;

  Supply(
      ConnectionPool pool,
      DatabaseConfig config,
      PoolEntry[] entries,
      WaitQueue waiters,
      Events events,
      Background background) {
    this.pool = pool;
    this.config = config;
    this.entries = entries;
    this.waiters = waiters;
    this.events = events;
    this.background = background;
    this.connector = new Connector(config);
    this.restorer = new Restorer(config, connector);
    this.backoff = new Backoff(config, background);
  }

  Restorer restorer() {
    return restorer;
  }

  // Fill

  /** Opens {@code min} connections side by side; blocks for about one connect. */
  void fill() throws OpenFailure {
    var opened = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < config.pool().min(); i++) {
      PoolEntry entry = entries[i];
      if (entry.move(EMPTY, OPENING)) {
        var done = new CompletableFuture<Void>();
        opened.add(done);
        open(
            entry,
            failure -> {
              if (failure == null) {
                done.complete(null);
              } else {
                done.completeExceptionally(failure);
              }
            });
      }
    }
    OpenFailure first = null;
    for (CompletableFuture<Void> each : opened) {
      try {
        each.join();
      } catch (CompletionException e) {
        first = first == null && e.getCause() instanceof OpenFailure failure ? failure : first;
      }
    }
    if (first != null) {
      throw first;
    }
    keepFilled = true;
  }

  void keepFilled() {
    keepFilled = true;
    serve();
  }

  // Demand

  /** Starts what the waiters, and {@code min}, need and is not under way. Never blocks. */
  void serve() {
    var toOpen = new ArrayList<PoolEntry>();
    var toCheck = new ArrayList<PoolEntry>();
    boolean fresh = false;
    lock.lock();
    try {
      if (waiters.isClosed()) {
        return;
      }
      long now = background.nanoTime();
      int open = 0;
      int opening = 0;
      int need = waiters.size();
      for (PoolEntry entry : entries) {
        switch (entry.phase()) {
          case OPENING -> {
            opening++;
            need--;
          }
          case CHECKING -> {
            open++;
            need -= now - entry.checkedAt < SLOW_CHECK ? 1 : 0;
          }
          case IDLE -> {
            open++;
            if (pool.isFresh(entry)) {
              fresh = true;
              need--;
            }
          }
          case EMPTY, CLOSING -> {}
          default -> open++;
        }
      }
      for (PoolEntry entry : entries) {
        if (need > 0
            && entry.phase() == IDLE
            && !pool.isFresh(entry)
            && entry.move(IDLE, CHECKING)) {
          toCheck.add(entry);
          need--;
        }
      }
      int missing = keepFilled ? config.pool().min() - open - opening : 0;
      int wanted = Math.max(need, missing);
      if (wanted > 0) {
        int allowed = backoff.allowed(opening, waiters.size() > 0, this::serve);
        for (PoolEntry entry : entries) {
          if (toOpen.size() < Math.min(wanted, allowed) && entry.move(EMPTY, OPENING)) {
            toOpen.add(entry);
          }
        }
      }
    } finally {
      lock.unlock();
    }
    toCheck.forEach(this::check);
    toOpen.forEach(entry -> open(entry, failure -> {}));
    if (fresh && waiters.size() > 0) {
      waiters.wake();
    }
  }

  /** A waiter left: whatever else there is to take is for the next one. */
  void passOn() {
    if (waiters.size() > 0) {
      serve();
    }
  }

  /** Gives an entry that the caller holds to whoever is next, or publishes it. */
  void deliver(PoolEntry entry) {
    entry.stamp = pool.epoch();
    pool.moved();
    if (waiters.give(entry) == WaitQueue.Offer.CLOSED) {
      evict(entry, Eviction.CLOSED);
    }
  }

  // Opening

  private void open(PoolEntry entry, Consumer<@Nullable OpenFailure> done) {
    long claimed = entry.state();
    long start = background.nanoTime();
    var call =
        new GuardedCall<Opened>(this::openOne, late -> discard(late.raw())) {
          @Override
          void ended(@Nullable Opened opened, @Nullable Throwable failure) {
            OpenFailure problem = null;
            if (opened == null) {
              problem = asOpenFailure(failure);
            } else {
              install(entry, opened);
            }
            long took = background.nanoTime() - start;
            if (problem == null) {
              events.tell(listener -> listener.opened(config.key(), took));
            } else {
              String step = problem.step().text();
              events.tell(listener -> listener.openFailed(config.key(), step, took));
            }
            if (problem != null && entry.moveFrom(claimed, EMPTY)) {
              failed(problem);
              becameEmpty();
            }
            done.accept(problem);
          }
        };
    call.start(background, config.pool().connectTimeout().toNanos() + GRACE);
  }

  private record Opened(Connection raw, @Nullable SessionDefaults defaults) {}

  private Opened openOne() throws OpenFailure {
    Connection raw = connector.open();
    try {
      return new Opened(raw, restorer.defaults(raw));
    } catch (SQLException | RuntimeException | Error e) {
      discard(raw);
      throw asOpenFailure(e);
    }
  }

  private void install(PoolEntry entry, Opened opened) {
    long now = background.nanoTime();
    entry.raw = opened.raw();
    entry.defaults = opened.defaults();
    entry.openedAt = now;
    entry.idleSince = now;
    entry.checkedAt = now;
    entry.retireAt = Keeper.retireAt(config.pool(), now);
    entry.verdict = PoolEntry.KEEP;
    entry.harmlessSql = null;
    LOG.debug("{}: opened connection {}", config.path(), entry.index);
    backoff.succeeded();
    deliver(entry);
    if (waiters.size() > 0) {
      serve();
    }
  }

  private OpenFailure asOpenFailure(@Nullable Throwable failure) {
    if (failure instanceof OpenFailure open) {
      return open;
    }
    Duration limit = config.pool().connectTimeout();
    return new OpenFailure(config, OpenFailure.Step.HANDSHAKE, limit, failure);
  }

  private void failed(OpenFailure failure) {
    LOG.debug("{}", failure.getMessage());
    backoff.failed(failure);
    boolean alive = false;
    for (PoolEntry entry : entries) {
      int phase = entry.phase();
      alive |=
          phase == IDLE || phase == IN_USE || phase == CHECKING || phase == PoolEntry.RETURNING;
    }
    if (failure.step().isRefusal() && alive) {
      // What is in use may come back for those who wait longest; the youngest learns the reason.
      waiters.failYoungest(failure);
    } else if (failure.step().isRefusal() || backoff.failsFast()) {
      waiters.failAll(failure);
    }
  }

  private static void discard(Connection raw) {
    try {
      raw.abort(Connector.DIRECT);
    } catch (SQLException | RuntimeException | Error e) {
      LOG.debug("a connection that nobody waits for any more does not abort", e);
    }
  }

  /** Refuses at once when nothing could be opened for longer than {@code fail-fast-after}. */
  void failFast() throws SQLException {
    OpenFailure last = backoff.lastFailure();
    if (last != null && backoff.failsFast()) {
      throw last.toSqlException();
    }
  }

  @Nullable OpenFailure lastFailure() {
    return backoff.lastFailure();
  }

  // Validation

  /** Validates an entry that the caller holds, then hands it to whoever is next. */
  void validate(PoolEntry entry) {
    entry.checkedAt = background.nanoTime();
    entry.hold(CHECKING);
    check(entry);
  }

  private void check(PoolEntry entry) {
    entry.checkedAt = background.nanoTime();
    Connection raw = Objects.requireNonNull(entry.raw);
    var call =
        new GuardedCall<Boolean>(() -> answers(raw), late -> {}) {
          @Override
          void ended(@Nullable Boolean good, @Nullable Throwable failure) {
            boolean answered = good != null && good;
            events.tell(listener -> listener.validated(config.key(), answered));
            if (!answered) {
              pool.suspectAll();
              evict(entry, Eviction.INVALID);
            } else if (entry.verdict == PoolEntry.RETIRE) {
              evict(entry, entry.retirement);
            } else {
              entry.verdict = PoolEntry.KEEP;
              deliver(entry);
            }
          }
        };
    call.start(background, config.pool().validationTimeout().toNanos());
    background.after(SLOW_CHECK, this::passOn);
  }

  private boolean answers(Connection raw) throws SQLException {
    Duration timeout = config.pool().validationTimeout();
    // isValid counts in seconds, and some drivers do not keep even those: bounded by the socket
    // too.
    Connector.limitAnswers(raw, timeout);
    boolean valid = raw.isValid((int) Math.max(1, (timeout.toMillis() + 999) / 1000));
    if (valid) {
      Connector.limitAnswers(raw, config.pool().socketTimeout());
    }
    return valid;
  }

  // Eviction

  /** Closes an entry that the caller holds, on another thread: closing may block. */
  void evict(PoolEntry entry, Eviction reason) {
    entry.hold(CLOSING);
    closeEvicted(entry, reason, false);
  }

  private void closeEvicted(PoolEntry entry, Eviction reason, boolean busy) {
    LOG.debug("{}: evicting connection {}: {}", config.path(), entry.index, reason);
    events.tell(listener -> listener.evicted(config.key(), reason));
    // What may be broken or busy is not closed in good order: that could wait for its query.
    boolean orderly =
        reason == Eviction.IDLE_TIMEOUT
            || reason == Eviction.MAX_LIFETIME
            || (reason == Eviction.CLOSED && !busy);
    Connection raw = Objects.requireNonNull(entry.raw);
    entry.raw = null;
    entry.openStatements = null;
    entry.defaults = null;
    var call =
        new GuardedCall<Boolean>(
            () -> {
              if (orderly) {
                raw.close();
              } else {
                raw.abort(Connector.DIRECT);
              }
              return true;
            },
            late -> {}) {
          @Override
          void ended(@Nullable Boolean closed, @Nullable Throwable failure) {
            entry.hold(EMPTY);
            becameEmpty();
          }
        };
    call.start(background, CLOSE_TIMEOUT);
  }

  private void becameEmpty() {
    lock.lock();
    try {
      emptied.signalAll();
    } finally {
      lock.unlock();
    }
    serve();
  }

  // Drain

  /** Closes what is idle, waits for what is in use, then aborts it; the queue is closed before. */
  void drain(long timeout) {
    keepFilled = false;
    await(timeout, false);
    List<PoolEntry> left = new ArrayList<>();
    for (PoolEntry entry : entries) {
      Connection raw = entry.raw;
      if (entry.move(IN_USE, CLOSING)) {
        left.add(entry);
        // Frees the borrower's thread too, in case it sits in a query.
        closeEvicted(entry, Eviction.CLOSED, true);
      } else if (entry.phase() == PoolEntry.RETURNING && raw != null) {
        left.add(entry);
        background.run(() -> discard(raw));
      }
    }
    if (!left.isEmpty()) {
      pool.warn(
          left.size()
              + (left.size() == 1 ? " connection was" : " connections were")
              + " still in use when the drain timeout was over, and aborted");
    }
    lock.lock();
    try {
      hurried = false;
    } finally {
      lock.unlock();
    }
    await(CLOSE_TIMEOUT * 2, true);
  }

  /** Ends the waiting of a drain, not its closing. */
  void hurry() {
    lock.lock();
    try {
      hurried = true;
      emptied.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isEmpty(boolean openingToo) {
    boolean empty = true;
    for (PoolEntry entry : entries) {
      empty &= entry.phase() == EMPTY || (!openingToo && entry.phase() == OPENING);
    }
    return empty;
  }

  /** Waits until every place is empty, or the time is over, closing what becomes idle. */
  private void await(long nanos, boolean openingToo) {
    long deadline = background.nanoTime() + nanos;
    while (true) {
      for (PoolEntry entry : entries) {
        if (entry.phase() == IDLE && entry.move(IDLE, CLOSING)) {
          closeEvicted(entry, Eviction.CLOSED, false);
        }
      }
      lock.lock();
      try {
        long left = deadline - background.nanoTime();
        if (isEmpty(openingToo) || hurried || left <= 0) {
          return;
        }
        emptied.awaitNanos(left);
      } catch (InterruptedException e) {
        // Stops the waiting; whoever asked for the close looks at the flag.
        Thread.currentThread().interrupt();
        return;
      } finally {
        lock.unlock();
      }
    }
  }
}
