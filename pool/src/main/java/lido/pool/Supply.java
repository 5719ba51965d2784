package lido.pool;

import static lido.pool.PoolEntry.CHECKING;
import static lido.pool.PoolEntry.CLOSING;
import static lido.pool.PoolEntry.EMPTY;
import static lido.pool.PoolEntry.IDLE;
import static lido.pool.PoolEntry.IN_USE;
import static lido.pool.PoolEntry.OPENING;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import lido.pool.PoolListener.Eviction;

/**
 * Decides what is opened, validated and closed, and who gets it. Thread-safe. All calls into the
 * driver run on threads of {@link Background}, each with a guard that gives it up at its deadline:
 * see {@link Opener}, {@link Validator}, {@link Evictor}.
 *
 * <p>{@link #serve} is the one place that decides: it is called whenever somebody joined the queue,
 * or a place became free, and starts as many validations and openings as there are waiters that
 * nothing is under way for. So a hundred waiters on four places start four connects, and one waiter
 * starts one.
 */
final class Supply {

  private final PoolContext context;
  private final PoolLife life;
  private final ConnectionPool pool;
  private final PoolEntry[] entries;
  private final WaitQueue waiters;
  private final Opener opener;
  private final Evictor evictor;
  private final Validator validator;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition emptied = lock.newCondition();

  /** Whether there was a connection: before that one is opened whatever {@code min} says. */
  private volatile boolean proven;

  /** Whether a drain under way is to stop waiting. */
  @GuardedBy("lock")
  private boolean hurried;

  Supply(
      PoolContext context,
      PoolLife life,
      ConnectionPool pool,
      PoolEntry[] entries,
      WaitQueue waiters) {
    this.context = context;
    this.life = life;
    this.pool = pool;
    this.entries = entries;
    this.waiters = waiters;
    this.opener = new Opener(context, this, entries, waiters);
    this.evictor = new Evictor(context, this);
    this.validator = new Validator(context, pool, entries, this, evictor);
  }

  Opener opener() {
    return opener;
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
      PoolEntry entry = entries[i];
      if (entry.move(EMPTY, OPENING)) {
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
    if (proven && areAllTaken()) {
      return;
    }
    var toOpen = new ArrayList<PoolEntry>();
    var toCheck = new ArrayList<PoolEntry>();
    boolean fresh = false;
    lock.lock();
    try {
      if (life.isOver()) {
        return;
      }
      long now = context.nanoTime();
      int open = 0;
      int opening = 0;
      int need = waiters.size();
      for (PoolEntry entry : entries) {
        switch (entry.phase()) {
          case OPENING -> {
            if (entry.isOpening()) {
              opening++;
              need--;
            }
          }
          case CHECKING -> {
            open++;
            need -= now - entry.checkedAt < Validator.SLOW ? 1 : 0;
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
          entry.checkedAt = now;
          toCheck.add(entry);
          need--;
        }
      }
      proven = proven || open > 0;
      int least = proven ? context.sizes().min() : Math.max(1, context.sizes().min());
      int missing = life.isOpen() ? least - open - opening : 0;
      int wanted = Math.max(need, missing);
      if (wanted > 0) {
        int allowed = opener.backoff().allowed(opening, waiters.size() > 0, this::serve);
        for (PoolEntry entry : entries) {
          if (toOpen.size() < Math.min(wanted, allowed) && entry.move(EMPTY, OPENING)) {
            toOpen.add(entry);
          }
        }
      }
    } finally {
      lock.unlock();
    }
    toCheck.forEach(validator::check);
    toOpen.forEach(entry -> opener.open(entry, failure -> {}));
    if (fresh && waiters.size() > 0) {
      waiters.wake();
    }
  }

  /** Then there is nothing to start; whoever makes a place empty or idle comes here afterwards. */
  private boolean areAllTaken() {
    for (PoolEntry entry : entries) {
      int phase = entry.phase();
      if (phase == PoolEntry.EMPTY || phase == PoolEntry.IDLE) {
        return false;
      }
    }
    return true;
  }

  /**
   * Opens a connection that is to take another's place.
   *
   * @param done told, once, whether it was opened; at once that it was not, while opening backs off
   * @return false, and nothing is opened, when every place is taken
   */
  boolean openSuccessor(Consumer<Boolean> done) {
    if (opener.backoff().allowed(0, false, this::serve) == 0) {
      done.accept(false);
      return true;
    }
    for (PoolEntry entry : entries) {
      if (entry.move(EMPTY, OPENING)) {
        opener.open(entry, failure -> done.accept(failure == null));
        return true;
      }
    }
    return false;
  }

  /** A waiter left: whatever else there is to take is for the next one. */
  void passOn() {
    if (waiters.size() > 0) {
      serve();
    }
  }

  /** Gives an entry that the caller holds to whoever is next, or publishes it. */
  void deliver(PoolEntry entry) {
    // One that was only kept alive stays stale: who knows how long this process stands still before
    // somebody takes it.
    entry.stamp = entry.keptAlive ? pool.epoch() - ConnectionPool.STALE : pool.epoch();
    pool.moved();
    if (waiters.give(entry) == WaitQueue.Offer.CLOSED) {
      evictor.evict(entry, Eviction.CLOSED);
    }
  }

  /** An entry was made visible while somebody waits, or the pool is closing. */
  void becameIdle() {
    if (waiters.isClosed()) {
      signalEmptied();
    } else {
      waiters.wake();
    }
  }

  /** A place is free, for the next opening or the end of a drain. */
  void becameEmpty() {
    signalEmptied();
    serve();
  }

  private void signalEmptied() {
    lock.lock();
    try {
      emptied.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // Drain

  /** Closes what is idle, waits for what is in use, then aborts it; the queue is closed before. */
  void drain(long timeout) {
    await(timeout, false);
    List<PoolEntry> left = new ArrayList<>();
    for (PoolEntry entry : entries) {
      Connection raw = entry.raw;
      if (entry.move(IN_USE, CLOSING)) {
        left.add(entry);
        // Frees the borrower's thread too, in case it sits in a query.
        evictor.close(entry, Eviction.CLOSED, true);
      } else if (entry.phase() == PoolEntry.RETURNING && raw != null) {
        left.add(entry);
        evictor.discardAside(raw);
      }
    }
    if (!left.isEmpty()) {
      context.warn(
          left.size()
              + (left.size() == 1 ? " connection was" : " connections were")
              + " still in use when the drain timeout was over, and aborted");
    }
    // The closing itself is short, and nothing ends it early.
    boolean interrupted = Thread.interrupted();
    await(Evictor.TIMEOUT * 2, true);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
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

  private void closeIdle() {
    for (PoolEntry entry : entries) {
      if (entry.phase() == IDLE && entry.move(IDLE, CLOSING)) {
        evictor.close(entry, Eviction.CLOSED, false);
      }
    }
  }

  private boolean isEmpty(boolean openingToo) {
    boolean empty = true;
    for (PoolEntry entry : entries) {
      boolean gone =
          switch (entry.phase()) {
            case EMPTY -> true;
            // What comes of one that is overdue finds the pool closed.
            case OPENING -> !openingToo || !entry.isOpening();
            default -> false;
          };
      empty &= gone;
    }
    return empty;
  }

  private boolean isAnyIdle() {
    boolean idle = false;
    for (PoolEntry entry : entries) {
      idle |= entry.phase() == IDLE;
    }
    return idle;
  }

  /** Waits until every place is empty, or the time is over, closing what becomes idle. */
  private void await(long nanos, boolean openingToo) {
    long deadline = context.nanoTime() + nanos;
    while (true) {
      closeIdle();
      lock.lock();
      try {
        long left = deadline - context.nanoTime();
        if (isEmpty(openingToo) || (hurried && !openingToo) || left <= 0) {
          return;
        }
        if (!isAnyIdle()) {
          emptied.awaitNanos(left);
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
}
