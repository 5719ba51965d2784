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
 * What is to be done for a connection that does not come back untouched: restored, replaced, or
 * taken back. Thread-safe; runs on the borrower's thread, which blocks for what the driver does.
 */
final class Returns {

  private static final Logger LOG = LoggerFactory.getLogger(Returns.class);

  /** What is left to the next lease as it is, but for warnings. */
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
   * Whether nothing but warnings was left, which are cleared here, while the lease lasts. A thread
   * that is late in it (another one closed the same handle) costs the next borrower a warning and
   * nothing else; to keep that away as well would be one more compare-and-set for everyone.
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
      // The rest of the return meets it again, and then as the only one who has the connection.
      return false;
    }
  }

  /**
   * Restores an entry whose lease has just become RETURNING; false where it is not for the next
   * borrower and was dealt with. Where the driver hangs in it, the housekeeper takes the entry
   * away. A thread that comes back after that moves nothing. It may still stamp the entry as fresh:
   * then the connection that is there by then is lent once more without being validated.
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

  /** Takes back what a borrower lost: its handle is garbage, so nobody can close it any more. */
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

  /** Looks at what the driver threw, before the borrower of an entry gets it. */
  void examine(Lease lease, PoolEntry entry, Throwable failure) {
    if (!(failure instanceof SQLException e)) {
      // Thrown in the midst of whatever the driver did: half an answer may still be on its way.
      lease.note(SessionChange.BROKEN);
      return;
    }
    Verdict verdict = SqlFaults.verdict(context.config().adapter(), e);
    // A borrower who made the session read-only learns nothing about the server by this.
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

  /** Every connection is to be replaced: idle ones now, the others when they come back. */
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
