package lido.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

/**
 * Makes a returned connection as it was when it was opened, but for what {@link Settings} leaves to
 * the next lease. Costs no round trip when the borrower changed nothing. Thread-safe; called by the
 * holder of the entry, blocks in the driver for at most {@code socket-timeout} a call.
 */
final class Restorer {

  private static final int SETTINGS =
      SessionChange.ISOLATION
          | SessionChange.READ_ONLY
          | SessionChange.CATALOG
          | SessionChange.SCHEMA
          | SessionChange.LOCAL
          | SessionChange.CLIENT_INFO;

  private static final int BEHIND_JDBC =
      SessionChange.SQL | SessionChange.UNSEEN | SessionChange.DRIVER;

  /** Where nothing is left to the next lease. */
  private static final int UNCERTAIN = BEHIND_JDBC | SessionChange.AT_ONCE;

  private final PoolConfig sizes;
  private final Duration answerTimeout;

  Restorer(DatabaseConfig config) {
    this.sizes = config.pool();
    this.answerTimeout = config.answerTimeout();
  }

  /**
   * Whether it can be used again; false where SQL left something that this database cannot reset.
   */
  boolean restore(Lease lease, PoolEntry entry) throws SQLException {
    // Read before the first call of the driver: one that hangs loses the entry to the housekeeper.
    SessionTracking session = entry.session;
    int heard = session.look();
    int changed = lease.changed() | heard;
    if ((changed & ~SessionChange.PENDING) == 0) {
      return true;
    }
    Connection raw = Objects.requireNonNull(entry.raw);
    LoginState login = Objects.requireNonNull(entry.login);
    boolean driver = (changed & SessionChange.DRIVER) != 0;
    boolean uncertain = (heard & ~SessionChange.WORK) != 0 || (changed & UNCERTAIN) != 0;
    Settings settings = entry.settings;
    boolean manual =
        (settings != null && settings.isManual())
            || (uncertain && (changed & SessionChange.MANUAL_COMMIT) != 0)
            || ((changed & (SessionChange.UNSEEN | SessionChange.DRIVER)) != 0
                && !raw.getAutoCommit());
    boolean behind = (changed & BEHIND_JDBC) != 0 && sizes.reset() != Reset.CHANGED;
    SessionReset reset = behind ? login.reset() : null;
    if (reset == null) {
      // First of all: JDBC commits open work when autocommit is switched on. What was done behind
      // its back (SQL, or the driver's own object) may be work.
      if ((changed & SessionChange.WORK) != 0 || (manual && (changed & BEHIND_JDBC) != 0)) {
        rollBack(raw, manual, login);
      }
    }
    SQLException failed = lease.closeStatements();
    if (failed != null) {
      throw failed;
    }
    if (uncertain && sizes.reset() == Reset.CHANGED) {
      entry.settings(raw).noteLeftBySql();
    }
    boolean leaving = !uncertain && entry.pool.lazySettings();
    int due = leaving ? changed & ~Settings.ALL : changed;
    if (settings != null) {
      due |= settings.endLease(leaving);
    }
    if (reset != null) {
      if (!reset.isComplete()) {
        return false;
      }
      reset.reset(raw, due);
      due &= ~reset.broughtBack();
    } else {
      if (behind && (changed & SessionChange.SQL) != 0) {
        return false;
      }
      if (leaving ? (due & SessionChange.MANUAL_COMMIT) != 0 : manual) {
        raw.setAutoCommit(true);
      }
    }
    if (behind && (driver || reset == null || reset.comparesSettings())) {
      login.restoreDifferent(raw);
    }
    if ((due & SETTINGS) != 0) {
      login.restore(due & SETTINGS, raw);
    }
    if ((changed & SessionChange.QUERY_TIMEOUT) != 0) {
      login.restoreQueryTimeout(raw);
    }
    if (driver || (changed & SessionChange.NETWORK_TIMEOUT) != 0) {
      Connector.limitAnswers(raw, answerTimeout);
    }
    raw.clearWarnings();
    // What was done here was heard too.
    session.settle();
    return true;
  }

  /** Ends a transaction, which SQL may have begun although autocommit is on. */
  private static void rollBack(Connection raw, boolean manual, LoginState login)
      throws SQLException {
    SessionReset reset = login.reset();
    if (manual) {
      raw.rollback();
    } else if (reset != null) {
      reset.rollBack(raw);
    } else {
      raw.setAutoCommit(false);
      raw.rollback();
      raw.setAutoCommit(true);
    }
  }
}
