package lido.pool;

import static lido.pool.PoolEntry.CHECKING;
import static lido.pool.PoolEntry.CLOSING;
import static lido.pool.PoolEntry.IDLE;
import static lido.pool.PoolEntry.IN_USE;
import static lido.pool.PoolEntry.RETURNING;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import lido.pool.PoolListener.Eviction;
import org.jspecify.annotations.Nullable;

/**
 * What a pool does by the clock: advances the epoch, keeps idle connections alive, retires the old,
 * closes the surplus, reports leaks, keeps {@code min} filled. Runs on the timer thread and never
 * blocks: what asks the database is handed to {@link Supply}.
 *
 * <p>While connections move it ticks every half {@code validate-after-idle}. Once all have been
 * idle for a tick it makes all of them stale and sleeps until the next thing is due; the next
 * borrow finds them stale, takes the slow path, and wakes it. So an idle pool costs no wake-ups.
 */
final class Housekeeper {

  private static final long LONGEST_TICK = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long SHORTEST_TICK = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long NEVER = Long.MAX_VALUE;

  private final PoolContext context;
  private final PoolLife life;
  private final PoolConfig sizes;
  private final ConnectionPool pool;
  private final PoolEntry[] entries;
  private final Supply supply;
  private final long tick;

  /** Past this the driver hangs while a session is being put back. */
  private final long longestReturn;

  private final ReentrantLock lock = new ReentrantLock();

  /** Whether a tick is due soon; false while it sleeps. */
  private volatile boolean awake;

  /** Whether the successor of a connection that is to be retired is being opened: one at a time. */
  private volatile boolean succeeding;

  @GuardedBy("lock")
  private Background.@Nullable Scheduled next;

  Housekeeper(
      PoolContext context, PoolLife life, ConnectionPool pool, PoolEntry[] entries, Supply supply) {
    this.context = context;
    this.life = life;
    this.sizes = context.sizes();
    this.pool = pool;
    this.entries = entries;
    this.supply = supply;
    long half = sizes.validateAfterIdle().toNanos() / 2;
    long answer = sizes.socketTimeout().toNanos();
    this.longestReturn = answer == 0 ? NEVER : answer + GRACE;
    this.tick = half == 0 ? LONGEST_TICK : Math.max(SHORTEST_TICK, Math.min(LONGEST_TICK, half));
  }

  /** When a connection that is opened now is to be replaced: up to a tenth earlier than asked. */
  static long retireAt(PoolConfig sizes, long now) {
    long lifetime = sizes.maxLifetime().toNanos();
    if (lifetime == 0) {
      return NEVER;
    }
    // So that those which were opened together are not replaced together.
    return now + lifetime - ThreadLocalRandom.current().nextLong(lifetime / 10 + 1);
  }

  void start() {
    wake();
  }

  /** Gives up what is scheduled; the pool is closing, so nothing is scheduled after it. */
  void stop() {
    lock.lock();
    try {
      if (next != null) {
        next.cancel();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Something moved: ticks again, if it slept. */
  void wake() {
    if (!awake) {
      lock.lock();
      try {
        awake = true;
        schedule(tick);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Sleeps until then, unless somebody has woken it meanwhile. */
  private void sleep(long delay) {
    lock.lock();
    try {
      if (!awake) {
        schedule(delay);
      }
    } finally {
      lock.unlock();
    }
  }

  private void schedule(long delay) {
    lock.lock();
    try {
      if (next != null) {
        next.cancel();
      }
      if (!life.isOver()) {
        next = context.background().after(delay, this::tick);
      }
    } finally {
      lock.unlock();
    }
  }

  void tick() {
    if (!life.isOver()) {
      try {
        look();
      } catch (RuntimeException | Error e) {
        // Whatever it was, memory even: without the next tick nothing would ever grow stale again.
        schedule(tick);
        throw e;
      }
    }
  }

  private void look() {
    long now = context.nanoTime();
    boolean moving = observe(now);
    pool.advanceEpoch(1);
    keepAlive(now);
    retireOldest(now);
    closeSurplus(now);
    reportLeaks(now);
    supply.serve();
    if (!moving) {
      awake = false;
      pool.advanceEpoch(ConnectionPool.STALE);
      // A borrow that we do not see here has read the new epoch, and wakes us itself. One that
      // began before and has ended since has left its entry fresh.
      moving = isAnyInUseOrFresh();
    }
    if (moving) {
      awake = true;
      schedule(tick);
    } else {
      long due = nextDue();
      if (due != NEVER) {
        sleep(Math.max(tick, due - now));
      }
    }
  }

  /** Notes which connections have moved since the last tick; whether any did. */
  private boolean observe(long now) {
    boolean moving = false;
    for (PoolEntry entry : entries) {
      long state = entry.state();
      int phase = PoolEntry.phase(state);
      if (phase == IN_USE || phase == RETURNING) {
        entry.idleSince = now;
        entry.keptAlive = false;
        moving = true;
      } else if (state != entry.seenState && phase == IDLE) {
        moving = true;
        if (!entry.keptAlive) {
          entry.idleSince = now;
        }
        entry.keptAlive = false;
      }
      if (state != entry.seenState) {
        entry.seenState = state;
        entry.seenSince = now;
      } else if (phase == RETURNING
          && now - entry.seenSince >= longestReturn
          && entry.moveFrom(state, CLOSING)) {
        supply.evictor().close(entry, Eviction.NOT_RESTORED, true);
      }
    }
    return moving;
  }

  private boolean isAnyInUseOrFresh() {
    for (PoolEntry entry : entries) {
      int phase = entry.phase();
      if (phase == IN_USE || phase == RETURNING || (phase == IDLE && pool.isFresh(entry))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Validates the idle connections that were asked longest ago: one a tick, or as many as it takes
   * to ask all of them twice in {@code keepalive-time}, but never more than half of the idle.
   */
  private void keepAlive(long now) {
    long every = sizes.keepaliveTime().toNanos();
    if (every == 0) {
      return;
    }
    long most = Math.min((2 * tick * entries.length + every - 1) / every, count(IDLE) / 2);
    // Those that hang count: nobody is asked beside them.
    for (long i = Math.max(1, most) - count(CHECKING); i > 0; i--) {
      PoolEntry oldest = null;
      for (PoolEntry entry : entries) {
        if (entry.phase() == IDLE && (oldest == null || lastHeard(entry) < lastHeard(oldest))) {
          oldest = entry;
        }
      }
      if (oldest == null || now - lastHeard(oldest) < every) {
        return;
      }
      if (oldest.move(IDLE, CHECKING)) {
        oldest.keptAlive = true;
        supply.validator().check(oldest);
      }
    }
  }

  private int count(int phase) {
    int count = 0;
    for (PoolEntry entry : entries) {
      count += entry.phase() == phase ? 1 : 0;
    }
    return count;
  }

  /** A return is seen at the tick after it: in doubt it was a tick ago, and is asked too early. */
  private long lastHeard(PoolEntry entry) {
    return Math.max(entry.idleSince - tick, entry.checkedAt);
  }

  /**
   * One at a time, so that connections of one age do not go together. Those that are marked go when
   * their borrowers are done; they do not hold up the others.
   */
  private void retireOldest(long now) {
    if (sizes.maxLifetime().isZero()) {
      return;
    }
    PoolEntry oldest = null;
    for (PoolEntry entry : entries) {
      int phase = entry.phase();
      // One that is lent for long is told once, and does not hold up the others' turn.
      boolean due = phase == IDLE || (phase == IN_USE && entry.verdict != PoolEntry.RETIRE);
      if (due && (oldest == null || entry.retireAt < oldest.retireAt)) {
        oldest = entry;
      }
    }
    if (oldest == null || oldest.retireAt > now || succeeding) {
      return;
    }
    PoolEntry old = oldest;
    succeeding = true;
    if (!supply.openSuccessor(opened -> succeed(old, opened))) {
      succeeding = false;
      // Every place is taken: the place of the old one has to be free first.
      retire(old);
    }
  }

  /** The successor is there, or could not be opened: then the old one stays until one can. */
  private void succeed(PoolEntry old, boolean opened) {
    succeeding = false;
    if (opened && old.retireAt <= context.nanoTime()) {
      retire(old);
    }
  }

  private void retire(PoolEntry old) {
    if (old.move(IDLE, RETURNING)) {
      supply.evictor().evict(old, Eviction.MAX_LIFETIME);
    } else {
      old.retire(Eviction.MAX_LIFETIME);
    }
  }

  private void closeSurplus(long now) {
    long limit = sizes.idleTimeout().toNanos();
    if (limit == 0) {
      return;
    }
    int open = pool.stats().total();
    for (PoolEntry entry : entries) {
      if (open > sizes.min()
          && entry.phase() == IDLE
          && now - entry.idleSince >= limit
          && entry.move(IDLE, RETURNING)) {
        supply.evictor().evict(entry, Eviction.IDLE_TIMEOUT);
        open--;
      }
    }
  }

  private void reportLeaks(long now) {
    long threshold = sizes.leakDetectionThreshold().toNanos();
    if (threshold == 0) {
      return;
    }
    for (PoolEntry entry : entries) {
      long state = entry.state();
      LeaseOrigin lease = entry.lease;
      if (lease != null
          && PoolEntry.phase(state) == IN_USE
          && now - lease.since() >= threshold
          && entry.reported != state) {
        entry.reported = state;
        long held = now - lease.since();
        context.events().tell(listener -> listener.leaked(context.key(), held, lease.where()));
        context.warn(
            "a connection has been in use for longer than leak-detection-threshold ("
                + sizes.leakDetectionThreshold().toMillis()
                + " ms): "
                + lease.describe(now)
                + "\n  fix:   close it; it was acquired at "
                + lease.where());
      }
    }
  }

  /** When anything is to be done for connections that all are idle. */
  private long nextDue() {
    long due = NEVER;
    int open = pool.stats().total();
    for (PoolEntry entry : entries) {
      if (entry.phase() == IDLE) {
        due = Math.min(due, entry.retireAt);
        if (!sizes.keepaliveTime().isZero()) {
          due = Math.min(due, lastHeard(entry) + sizes.keepaliveTime().toNanos());
        }
        if (!sizes.idleTimeout().isZero() && open > sizes.min()) {
          due = Math.min(due, entry.idleSince + sizes.idleTimeout().toNanos());
        }
      }
    }
    return due;
  }
}
