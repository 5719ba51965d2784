package lido.pool;

import static lido.pool.PoolEntry.IN_USE;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import lido.pool.PoolListener.Eviction;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is opened and validated, and who gets it. Thread-safe. All calls into the driver run
 * on threads of {@link Background}, each with a guard that gives it up at its deadline: see {@link
 * Opener}, {@link Validator}, {@link Evictor}, which tell what became of them.
 *
 * <p>{@link #serve} is the one place that decides: it is called whenever somebody joined the queue,
 * or a place became free, and starts as many validations and openings as there are waiters that
 * nothing is under way for. So a hundred waiters on four places start four connects, and one waiter
 * starts one.
 */
final class Supply implements Outcome {

  private final PoolContext context;
  private final PoolLife life;
  private final Places places;
  private final WaitQueue waiters;
  private final Ticks ticks;
  private final Drain drain;
  private final Backoff backoff;
  private final Opener opener;
  private final Evictor evictor;
  private final Validator validator;

  private final ReentrantLock lock = new ReentrantLock();

  /** Whether there was a connection: before that one is opened whatever {@code min} says. */
  private volatile boolean proven;

  Supply(
      PoolContext context,
      PoolLife life,
      Places places,
      WaitQueue waiters,
      Ticks ticks,
      Drain drain) {
    this.context = context;
    this.life = life;
    this.places = places;
    this.waiters = waiters;
    this.ticks = ticks;
    this.drain = drain;
    var threads = new DriverThreads(context, this::serve);
    this.backoff = new Backoff(context.sizes(), threads, context.background());
    this.opener = new Opener(context, threads, this);
    this.evictor = new Evictor(context, threads, this);
    this.validator = new Validator(context, threads, places, evictor, this);
  }

  /** Once nothing is open any more. */
  void close() {
    opener.close();
  }

  Restorer restorer() {
    return opener.restorer();
  }

  Evictor evictor() {
    return evictor;
  }

  Validator validator() {
    return validator;
  }

  // Fill

  /**
   * Opens {@code min} connections side by side; blocks for about one connect. At least one, which
   * proves that the database is there; what is above {@code min} stays for {@code idle-timeout}.
   */
  void fill() throws OpenFailure {
    var opened = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < Math.max(1, context.sizes().min()); i++) {
      PoolEntry entry = places.takeEmpty();
      if (entry != null) {
        var done = new CompletableFuture<Void>();
        opened.add(done);
        opener.open(
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
    proven = true;
  }

  // Demand

  /** Starts what the waiters, and {@code min}, need and is not under way. Never blocks. */
  void serve() {
    if (proven && !places.isAnyFree()) {
      // Nothing can be started. Whoever makes a place empty or idle comes here afterwards.
      return;
    }
    var toOpen = new ArrayList<PoolEntry>();
    var toCheck = new ArrayList<PoolEntry>();
    Places.Census census;
    lock.lock();
    try {
      if (life.isOver()) {
        return;
      }
      long now = context.nanoTime();
      census = places.census(now - Validator.SLOW);
      int need = waiters.size() - census.opening() - census.checking() - census.fresh();
      while (toCheck.size() < need) {
        PoolEntry stale = places.takeStale();
        if (stale == null) {
          break;
        }
        stale.checkedAt = now;
        toCheck.add(stale);
      }
      int wanted = Math.max(need - toCheck.size(), missing(census));
      if (wanted > 0) {
        int allowed = backoff.allowed(census.opening(), waiters.size() > 0, this::serve);
        while (toOpen.size() < Math.min(wanted, allowed)) {
          PoolEntry empty = places.takeEmpty();
          if (empty == null) {
            break;
          }
          toOpen.add(empty);
        }
      }
    } finally {
      lock.unlock();
      // Also where the rest failed for want of a thread: what was moved must not stay as it is.
      toCheck.forEach(validator::check);
      toOpen.forEach(entry -> opener.open(entry, failure -> {}));
    }
    if (census.fresh() > 0 && waiters.size() > 0) {
      waiters.wake();
    }
  }

  /** How many connections there are too few, whether or not anybody waits. */
  private int missing(Places.Census census) {
    proven = proven || census.open() > 0;
    int min = context.sizes().min();
    int least = proven ? min : Math.max(1, min);
    return life.isOpen() ? least - census.open() - census.opening() : 0;
  }

  /**
   * Opens a connection that is to take another's place.
   *
   * @param done told, once, whether it was opened; at once that it was not, while opening backs off
   * @return false, and nothing is opened, when every place is taken
   */
  boolean openSuccessor(Consumer<Boolean> done) {
    if (backoff.allowed(0, false, this::serve) == 0) {
      done.accept(false);
      return true;
    }
    PoolEntry entry = places.takeEmpty();
    if (entry == null) {
      return false;
    }
    opener.open(entry, failure -> done.accept(failure == null));
    return true;
  }

  /** A waiter left: whatever else there is to take is for the next one. */
  void serveNext() {
    if (waiters.size() > 0) {
      serve();
    }
  }

  /** Takes a connection that may be lent unasked; one that turns out stale is validated. */
  @Nullable PoolEntry takeFresh() {
    PoolEntry entry = places.takeRecent();
    if (entry == null || places.isFresh(entry)) {
      return entry;
    }
    checkFirst(entry);
    return null;
  }

  /** Has an entry validated that was taken and is stale; a drain may be faster. */
  void checkFirst(PoolEntry entry) {
    entry.checkedAt = context.nanoTime();
    if (entry.beginCheck(entry.state())) {
      validator.check(entry);
    }
  }

  /** Releases an entry that this thread was given and does not use; a drain may be faster. */
  void releaseUnused(PoolEntry entry) {
    long lease = entry.state();
    if (PoolEntry.phase(lease) == IN_USE) {
      handOver(entry, lease);
    }
  }

  /**
   * Hands an entry to the first waiter, or publishes it.
   *
   * @param held the state in which the caller holds it
   */
  void handOver(PoolEntry entry, long held) {
    if (entry.keptAlive) {
      // One that was only kept alive stays stale: who knows how long this process stands still
      // before somebody takes it.
      places.makeStale(entry);
    } else {
      places.makeFresh(entry);
    }
    boolean open = waiters.handOver(entry, held);
    // Only now: a tick in between would see an entry that nobody has, and fall asleep over it.
    ticks.wake();
    if (!open) {
      evictor.evict(entry, held, Eviction.CLOSED);
    }
  }

  /** An entry was made visible while somebody waits, or the pool is closing. */
  void becameIdle() {
    if (waiters.isClosed()) {
      drain.signal();
    } else {
      waiters.wake();
    }
  }

  // Failures

  /** Why no connection can be opened at present; null when all is well. */
  @Nullable OpenFailure lastFailure() {
    return backoff.lastFailure();
  }

  /**
   * Refuses at once when nothing could be opened for longer than {@code fail-fast-after}; but lets
   * through who comes when an attempt is due: nobody else may be there to make it.
   */
  void failFast() throws SQLException {
    OpenFailure last = backoff.lastFailure();
    if (last != null
        && backoff.failsFast()
        && (places.any(PoolEntry::isOpening) || !backoff.isDue())) {
      throw last.toSqlException();
    }
  }

  /** Another password counts: what is due is tried at once, whatever the old one led to. */
  void passwordChanged() {
    backoff.succeeded();
    serve();
  }

  // Outcome

  @Override
  public void opened(PoolEntry entry, long held) {
    backoff.succeeded();
    handOver(entry, held);
    serveNext();
  }

  @Override
  public void failed(OpenFailure failure) {
    backoff.failed(failure);
    boolean refused = failure.step().isRefusal();
    if (refused && places.isAnyOpen()) {
      // What is in use may come back for those who wait longest; the youngest learns the reason.
      waiters.failYoungest(failure);
    } else if (refused || backoff.failsFast()) {
      waiters.failAll(failure);
    }
  }

  @Override
  public void answered(PoolEntry entry, long held) {
    handOver(entry, held);
  }

  @Override
  public void late() {
    serve();
  }

  @Override
  public void emptied() {
    drain.signal();
    serve();
  }
}
