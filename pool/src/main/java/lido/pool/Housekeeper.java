package lido.pool;

import static lido.pool.PoolEntry.CHECKING;
import static lido.pool.PoolEntry.IDLE;
import static lido.pool.PoolEntry.IN_USE;
import static lido.pool.PoolEntry.RETURNING;

import java.util.concurrent.TimeUnit;
import lido.pool.PoolListener.Eviction;

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

  private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long NEVER = Long.MAX_VALUE;

  private final PoolContext context;
  private final PoolLife life;
  private final PoolConfig sizes;
  private final Places places;
  private final Supply supply;
  private final Evictor evictor;
  private final Validator validator;
  private final Ticks ticks;

  /** Past this the driver hangs while a session is being put back. */
  private final long longestReturn;

  /** Whether the successor of a connection that is to be retired is being opened: one at a time. */
  private volatile boolean succeeding;

  Housekeeper(PoolContext context, PoolLife life, Places places, Supply supply, Ticks ticks) {
    this.context = context;
    this.life = life;
    this.sizes = context.sizes();
    this.places = places;
    this.supply = supply;
    this.evictor = supply.evictor();
    this.validator = supply.validator();
    this.ticks = ticks;
    long answer = sizes.socketTimeout().toNanos();
    this.longestReturn = answer == 0 ? NEVER : answer + GRACE;
  }

  void start() {
    ticks.start(this::tick);
  }

  void tick() {
    if (!life.isOver()) {
      try {
        look();
      } catch (RuntimeException | Error e) {
        // Whatever it was, memory even: without the next tick nothing would ever grow stale again.
        ticks.stayAwake();
        throw e;
      }
    }
  }

  private void look() {
    long now = context.nanoTime();
    boolean moving = observe(now);
    places.beginEpoch();
    keepAlive(now);
    retireOldest(now);
    closeSurplus(now);
    reportLeaks(now);
    supply.serve();
    if (!moving) {
      ticks.fallAsleep();
      places.makeIdleStale();
      // A borrow that we do not see here has read the new epoch, and wakes us itself. One that
      // began before and has ended since has left its entry fresh.
      moving = places.any(this::isInUseOrFresh);
    }
    if (moving) {
      ticks.stayAwake();
    } else {
      long due = nextDue();
      if (due != NEVER) {
        ticks.sleep(due - now);
      }
    }
  }

  /** Notes which connections have moved since the last tick; whether any did. */
  private boolean observe(long now) {
    boolean[] moving = {false};
    places.forEach(entry -> moving[0] |= observe(entry, now));
    return moving[0];
  }

  private boolean observe(PoolEntry entry, long now) {
    boolean moving = false;
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
    } else if (phase == RETURNING && now - entry.seenSince >= longestReturn && entry.evict(state)) {
      evictor.close(entry, Eviction.NOT_RESTORED, true);
    }
    return moving;
  }

  private boolean isInUseOrFresh(PoolEntry entry) {
    int phase = entry.phase();
    return phase == IN_USE || phase == RETURNING || (phase == IDLE && places.isFresh(entry));
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
    long most =
        Math.min((2 * ticks.length() * places.max() + every - 1) / every, places.count(IDLE) / 2);
    // Those that hang count: nobody is asked beside them.
    for (long i = Math.max(1, most) - places.count(CHECKING); i > 0; i--) {
      PoolEntry oldest = places.oldest(Places::isIdle, this::lastHeard);
      if (oldest == null || now - lastHeard(oldest) < every) {
        return;
      }
      if (oldest.suspect()) {
        oldest.keptAlive = true;
        validator.check(oldest);
      }
    }
  }

  /** A return is seen at the tick after it: in doubt it was a tick ago, and is asked too early. */
  private long lastHeard(PoolEntry entry) {
    return Math.max(entry.idleSince - ticks.length(), entry.checkedAt);
  }

  /**
   * One at a time, so that connections of one age do not go together. Those that are marked go when
   * their borrowers are done; they do not hold up the others.
   */
  private void retireOldest(long now) {
    if (sizes.maxLifetime().isZero()) {
      return;
    }
    PoolEntry old = places.oldest(Housekeeper::isToRetire, entry -> entry.retireAt);
    if (old == null || old.retireAt > now || succeeding) {
      return;
    }
    succeeding = true;
    if (!supply.openSuccessor(opened -> succeed(old, opened))) {
      succeeding = false;
      // Every place is taken: the place of the old one has to be free first.
      retire(old);
    }
  }

  /** One that is lent for long is told once, and does not hold up the others' turn. */
  private static boolean isToRetire(PoolEntry entry) {
    int phase = entry.phase();
    return phase == IDLE || (phase == IN_USE && entry.verdict != PoolEntry.RETIRE);
  }

  /** The successor is there, or could not be opened: then the old one stays until one can. */
  private void succeed(PoolEntry old, boolean opened) {
    succeeding = false;
    if (opened && old.retireAt <= context.nanoTime()) {
      retire(old);
    }
  }

  private void retire(PoolEntry old) {
    if (old.evictIdle()) {
      evictor.close(old, Eviction.MAX_LIFETIME, false);
    } else {
      old.retire(Eviction.MAX_LIFETIME);
    }
  }

  private void closeSurplus(long now) {
    long limit = sizes.idleTimeout().toNanos();
    if (limit == 0) {
      return;
    }
    for (int open = places.stats(0).total(); open > sizes.min(); open--) {
      PoolEntry surplus =
          places.first(
              entry -> Places.isIdle(entry) && now - entry.idleSince >= limit && entry.evictIdle());
      if (surplus == null) {
        return;
      }
      evictor.close(surplus, Eviction.IDLE_TIMEOUT, false);
    }
  }

  private void reportLeaks(long now) {
    long threshold = sizes.leakDetectionThreshold().toNanos();
    if (threshold == 0) {
      return;
    }
    places.forEach(
        entry -> {
          long state = entry.state();
          LeaseOrigin lease = entry.lease;
          if (lease != null
              && PoolEntry.phase(state) == IN_USE
              && now - lease.since() >= threshold
              && entry.reported != state) {
            entry.reported = state;
            reportLeak(lease, now);
          }
        });
  }

  private void reportLeak(LeaseOrigin lease, long now) {
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

  /** When anything is to be done for connections that all are idle. */
  private long nextDue() {
    boolean surplus = places.stats(0).total() > sizes.min();
    PoolEntry first = places.oldest(Places::isIdle, entry -> due(entry, surplus));
    return first == null ? NEVER : due(first, surplus);
  }

  private long due(PoolEntry entry, boolean surplus) {
    long due = entry.retireAt;
    if (!sizes.keepaliveTime().isZero()) {
      due = Math.min(due, lastHeard(entry) + sizes.keepaliveTime().toNanos());
    }
    if (!sizes.idleTimeout().isZero() && surplus) {
      due = Math.min(due, entry.idleSince + sizes.idleTimeout().toNanos());
    }
    return due;
  }
}
