package lido.pool;

import static lido.pool.PoolEntry.CHECKING;
import static lido.pool.PoolEntry.EMPTY;
import static lido.pool.PoolEntry.IDLE;
import static lido.pool.PoolEntry.IN_USE;
import static lido.pool.PoolEntry.OPENING;
import static lido.pool.PoolEntry.RETURNING;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code max} places of one pool, for its whole life. Thread-safe.
 *
 * <p>Takes, finds and counts. What it has counted may be different a moment later: only the moves
 * of {@link PoolEntry} decide.
 *
 * <p><b>Epoch.</b> An acquire reads no clock. A coarse epoch, which {@link Housekeeper} advances,
 * tells whether a connection has been idle for too long to be lent unasked: each return stamps its
 * entry with the epoch of that moment.
 */
final class Places {

  /** A power of two. Two threads that share a hint find their places a little later. */
  private static final int HINTS = 64;

  /** Epochs after which a connection is stale. */
  private static final int STALE = 2;

  private static final VarHandle EPOCH;

  static {
    try {
      EPOCH = MethodHandles.lookup().findVarHandle(Places.class, "epoch", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final PoolEntry[] entries;

  /** Where each thread found a connection last; racy on purpose, any of them is a valid start. */
  private final PoolEntry[] hints = new PoolEntry[HINTS];

  /** Epochs after which an idle connection is stale; 0 if it always is. */
  private final int staleAfter;

  /** Advanced by the housekeeper about every half {@code validate-after-idle}. */
  private volatile int epoch;

  Places(PoolConfig sizes, Lender pool) {
    this.entries = new PoolEntry[sizes.max()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = new PoolEntry(pool, i);
    }
    Arrays.fill(hints, entries[0]);
    this.staleAfter = sizes.validateAfterIdle().isZero() ? 0 : STALE;
  }

  int max() {
    return entries.length;
  }

  // Take

  /**
   * Takes a recent connection: the one that this thread had last, else any other. Whether it still
   * {@link #isFresh} is to be asked again, now that nobody else can change it: the housekeeper
   * advances the epoch, then looks which are in use; a caller takes, then reads the epoch. One of
   * the two sees the other.
   *
   * @return an entry in IN_USE; null when there is none
   */
  @Nullable PoolEntry takeRecent() {
    int hint = (int) Thread.currentThread().getId() & (HINTS - 1);
    PoolEntry hinted = hints[hint];
    PoolEntry entry = hinted;
    for (int left = entries.length; left > 0; left--) {
      long state = entry.state();
      if (PoolEntry.phase(state) == IDLE && isRecent(entry) && entry.take(state)) {
        if (entry != hinted) {
          hints[hint] = entry;
        }
        return entry;
      }
      int next = entry.index + 1;
      entry = entries[next == entries.length ? 0 : next];
    }
    return null;
  }

  /** Takes an idle connection that has to be validated first; null when there is none. */
  @Nullable PoolEntry takeStale() {
    return first(entry -> isIdle(entry) && !isFresh(entry) && entry.suspect());
  }

  /** Takes an empty place, to open a connection in it; null when there is none. */
  @Nullable PoolEntry takeEmpty() {
    return first(PoolEntry::beginOpening);
  }

  // Fresh and stale

  /** Whether a connection may be lent unasked. */
  boolean isFresh(PoolEntry entry) {
    return isRecent(entry) && entry.verdict == PoolEntry.KEEP;
  }

  private boolean isRecent(PoolEntry entry) {
    return epoch - entry.stamp < staleAfter;
  }

  /** Notes that a connection has just answered, or was used; called by its holder. */
  void makeFresh(PoolEntry entry) {
    entry.stamp = epoch;
  }

  /** The opposite; called by the holder of the entry. */
  void makeStale(PoolEntry entry) {
    entry.stamp = epoch - STALE;
  }

  /** What nobody uses for two epochs becomes stale. */
  void beginEpoch() {
    EPOCH.getAndAdd(this, 1);
  }

  /** All that are idle have to be validated before they are lent. */
  void makeIdleStale() {
    EPOCH.getAndAdd(this, STALE);
  }

  /** One connection turned out dead: no other is lent before it was validated. */
  void suspectAll() {
    makeIdleStale();
    for (PoolEntry entry : entries) {
      int phase = entry.phase();
      if ((phase == IN_USE || phase == RETURNING) && entry.verdict == PoolEntry.KEEP) {
        entry.verdict = PoolEntry.SUSPECT;
      }
    }
  }

  // Find and count

  static boolean isIdle(PoolEntry entry) {
    return entry.phase() == IDLE;
  }

  @Nullable PoolEntry first(Predicate<PoolEntry> which) {
    for (PoolEntry entry : entries) {
      if (which.test(entry)) {
        return entry;
      }
    }
    return null;
  }

  boolean any(Predicate<PoolEntry> which) {
    return first(which) != null;
  }

  /** The entry with the smallest time; null when there is none of this kind. */
  @Nullable PoolEntry oldest(Predicate<PoolEntry> which, ToLongFunction<PoolEntry> time) {
    PoolEntry oldest = null;
    for (PoolEntry entry : entries) {
      if (which.test(entry)
          && (oldest == null || time.applyAsLong(entry) < time.applyAsLong(oldest))) {
        oldest = entry;
      }
    }
    return oldest;
  }

  void forEach(Consumer<PoolEntry> action) {
    for (PoolEntry entry : entries) {
      action.accept(entry);
    }
  }

  int count(int phase) {
    int count = 0;
    for (PoolEntry entry : entries) {
      count += entry.phase() == phase ? 1 : 0;
    }
    return count;
  }

  /** Whether a connection can be opened, or one that is idle be taken. */
  boolean isAnyFree() {
    for (PoolEntry entry : entries) {
      int phase = entry.phase();
      if (phase == EMPTY || phase == IDLE) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is a connection, whoever has it. */
  boolean isAnyOpen() {
    return any(
        entry -> {
          int phase = entry.phase();
          return phase == IDLE || phase == IN_USE || phase == CHECKING || phase == RETURNING;
        });
  }

  /**
   * What there is, and what is on its way.
   *
   * @param open connections, whoever has them
   * @param opening connects that may still succeed in time
   * @param checking validations that are not late
   * @param fresh idle connections that may be lent unasked
   */
  record Census(int open, int opening, int checking, int fresh) {}

  /**
   * @param since validations that began earlier are late
   */
  Census census(long since) {
    int open = 0;
    int opening = 0;
    int checking = 0;
    int fresh = 0;
    for (PoolEntry entry : entries) {
      switch (entry.phase()) {
        case OPENING -> opening += entry.isOpening() ? 1 : 0;
        case CHECKING -> {
          open++;
          checking += entry.checkedAt - since > 0 ? 1 : 0;
        }
        case IDLE -> {
          open++;
          fresh += isFresh(entry) ? 1 : 0;
        }
        case IN_USE, RETURNING -> open++;
        default -> {}
      }
    }
    return new Census(open, opening, checking, fresh);
  }

  PoolStats stats(int waiting) {
    int inUse = 0;
    int idle = 0;
    int opening = 0;
    for (PoolEntry entry : entries) {
      switch (entry.phase()) {
        case IN_USE, RETURNING -> inUse++;
        case IDLE, CHECKING -> idle++;
        case OPENING -> opening++;
        default -> {}
      }
    }
    return new PoolStats(inUse, idle, opening, waiting, entries.length);
  }

  // Holders

  /** The leases of the moment, the longest first, where leases are recorded. */
  private Stream<LeaseOrigin> leases() {
    return Arrays.stream(entries)
        .filter(entry -> entry.phase() == IN_USE)
        .map(entry -> entry.lease)
        .filter(Objects::nonNull)
        .sorted((a, b) -> Long.compare(a.since(), b.since()));
  }

  List<Holder> holders(long now, Predicate<LeaseOrigin> which) {
    return leases().filter(which).map(lease -> lease.holder(now)).toList();
  }

  /** The leases that have lasted longest, a line each. */
  String longest(long now) {
    return leases()
        .limit(3)
        .map(lease -> "\n  held:  " + lease.describe(now))
        .reduce("", String::concat);
  }
}
