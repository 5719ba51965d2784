package lido.pool;

import static lido.pool.PoolEntry.CHECKING;
import static lido.pool.PoolEntry.IDLE;
import static lido.pool.PoolEntry.IN_USE;
import static lido.pool.PoolEntry.RETURNING;

import java.sql.Connection;
import java.sql.SQLException;
import lido.pool.PoolListener.Eviction;
import lido.pool.SqlFaults.Verdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The return of a connection that was used: restored, evicted, or taken from its borrower.
 * Thread-safe. Runs on the borrower's thread, which blocks for as long as the driver's calls take.
 */
final class Returns {

  private static final Logger LOG = LoggerFactory.getLogger(Returns.class);

  /**
   * Changes that need no restoring: a use, whose warnings are cleared, and settings not yet sent.
   */
  private static final int HARMLESS = SessionChange.USED | SessionChange.PENDING;

  private final PoolContext context;
  private final Places places;
  private final Restorer restorer;
  private final Evictor evictor;
  private final Validator validator;

  Returns(
      PoolContext context, Places places, Restorer restorer, Evictor evictor, Validator validator) {
    this.context = context;
    this.places = places;
    this.restorer = restorer;
    this.evictor = evictor;
    this.validator = validator;
  }

  private void endLease(PoolEntry entry) {
    LeaseOrigin ended = entry.lease;
    if (ended != null) {
      entry.lease = null;
      ListenerCalls events = context.events();
      if (events.heard()) {
        long held = context.nanoTime() - ended.since();
        events.tell(listener -> listener.released(context.key(), held));
      }
    }
  }

  /**
   * Whether the lease left nothing but warnings; these are cleared here, while the lease lasts. If
   * another thread closes the same handle meanwhile, this one may clear a warning of the next
   * borrower, and nothing else. To prevent that too would cost every return one more
   * compare-and-set.
   */
  boolean isClean(Lease lease, PoolEntry entry) {
    int changed = lease.changed() | entry.session.noticed;
    if (((changed & ~HARMLESS) | entry.verdict) != 0
        || lease.hasOpenStatements()
        || entry.lease != null) {
      return false;
    }
    return (changed & SessionChange.USED) == 0
        || (entry.session.look() == 0 && areWarningsCleared(lease, entry.raw));
  }

  private static boolean areWarningsCleared(Lease lease, @Nullable Connection raw) {
    try {
      lease.forgetRunning();
      if (raw != null) {
        raw.clearWarnings();
        return true;
      }
      return false;
    } catch (SQLException | RuntimeException | Error e) {
      // The restoring meets the same failure again, and by then holds the connection alone.
      return false;
    }
  }

  /**
   * Restores an entry that has just become RETURNING. Returns false where it is not for the next
   * borrower: then it was evicted, or is being validated. Where the driver hangs, the housekeeper
   * evicts the entry. A thread that comes back after that moves nothing, but may stamp the entry as
   * fresh: then the connection that is there by then is lent once without being validated.
   *
   * @param held the state of the entry now
   */
  boolean isRestored(Lease lease, PoolEntry entry, long held) {
    endLease(entry);
    lease.forgetRunning();
    if ((lease.changed() & SessionChange.BROKEN) != 0) {
      evictor.evict(entry, held, Eviction.BROKEN);
      return false;
    }
    if (!restored(lease, entry)) {
      evictor.evict(entry, held, Eviction.NOT_RESTORED);
      return false;
    }
    switch (entry.verdict) {
      case PoolEntry.RETIRE -> evictor.evict(entry, held, entry.retirement);
      case PoolEntry.SUSPECT -> {
        if (entry.beginCheck(held)) {
          validator.check(entry);
        }
      }
      default -> {
        return true;
      }
    }
    return false;
  }

  private boolean restored(Lease lease, PoolEntry entry) {
    try {
      return restorer.restore(lease, entry);
    } catch (SQLException | RuntimeException | Error e) {
      LOG.debug("{}: cannot restore a returned connection", context.path(), e);
      return false;
    }
  }

  /** Ends a lease at once, whatever its connection is doing. */
  void abort(PoolEntry entry, long lease) {
    if (entry.beginReturn(lease)) {
      endLease(entry);
      evictor.evict(entry, PoolEntry.next(lease, RETURNING), Eviction.ABORTED);
    }
  }

  /** Takes back a connection whose handle is garbage: nobody can close it any more. */
  void reclaim(PoolEntry entry, long lease) {
    if (entry.beginReturn(lease)) {
      LeaseOrigin lost = entry.lease;
      endLease(entry);
      evictor.evict(entry, PoolEntry.next(lease, RETURNING), Eviction.LEAKED);
      context.warn(
          "a connection was lost without being closed, and taken back\n  where: acquired at "
              + (lost == null ? "an unknown place" : lost.place())
              + "\n  fix:   close it there, best with try-with-resources");
    }
  }

  /** Looks at a failure of the driver before the borrower gets it. */
  void examine(Lease lease, PoolEntry entry, Throwable failure) {
    if (!(failure instanceof SQLException e)) {
      // The driver was interrupted in its work: half an answer may still be on its way.
      lease.note(SessionChange.BROKEN);
      return;
    }
    Verdict verdict = SqlFaults.verdict(context.config().adapter(), e);
    // In a session that its borrower made read-only, this says nothing about the server.
    boolean ownWish =
        SqlFaults.isReadOnly(e)
            && (lease.changed() & (SessionChange.READ_ONLY | SessionChange.SQL)) != 0;
    if ((verdict == Verdict.HARMLESS || ownWish) && !isClosed(entry)) {
      return;
    }
    lease.note(SessionChange.BROKEN);
    if (verdict == Verdict.SERVER) {
      LOG.debug("{}: the server changed: {}/{}", context.path(), e.getSQLState(), e.getErrorCode());
      retireAll(Eviction.SERVER_CHANGED);
    } else {
      places.suspectAll();
      validator.checkIdle();
    }
  }

  private static boolean isClosed(PoolEntry entry) {
    Connection raw = entry.raw;
    try {
      return raw != null && raw.isClosed();
    } catch (SQLException | RuntimeException | Error e) {
      return true;
    }
  }

  /** Evicts every connection: idle ones now, the others when they come back. */
  void retireAll(Eviction reason) {
    places.forEach(
        entry -> {
          int phase = entry.phase();
          if (entry.evictIdle()) {
            evictor.close(entry, reason, false);
          } else if (phase == IN_USE || phase == RETURNING || phase == IDLE || phase == CHECKING) {
            entry.retire(reason);
          }
        });
  }
}
