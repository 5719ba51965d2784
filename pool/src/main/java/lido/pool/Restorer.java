package lido.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a returned connection as it was when it was opened. Costs no round trip when the borrower
 * changed nothing. Thread-safe; called by the holder of the entry, blocks in the driver for at most
 * {@code socket-timeout} a call.
 */
final class Restorer {

  private static final int SETTINGS =
      SessionChange.ISOLATION
          | SessionChange.READ_ONLY
          | SessionChange.CATALOG
          | SessionChange.SCHEMA
          | SessionChange.HOLDABILITY
          | SessionChange.TYPE_MAP
          | SessionChange.CLIENT_INFO;

  private static final int BEHIND_JDBC = SessionChange.SQL | SessionChange.UNSEEN;

  private final DatabaseConfig config;
  private final Connector connector;

  /** Whether a reset leaves the driver's own books right. */
  private final boolean resettable;

  /** The settings that a reset does not bring back: MySQL stays in the current database. */
  private final int keptByReset;

  /** What {@link SessionReset#variables} said of the pool's first connection; null before. */
  private volatile @Nullable String variables;

  Restorer(DatabaseConfig config, Connector connector) {
    this.config = config;
    this.connector = connector;
    this.resettable = !cachesServerStatements(config);
    this.keptByReset =
        config.adapter() == Adapter.MYSQL || config.adapter() == Adapter.MARIADB
            ? SessionChange.CATALOG
            : 0;
  }

  /** Connector/J goes on to use the server's statements that it cached, which a reset ends. */
  private static boolean cachesServerStatements(DatabaseConfig config) {
    return config.adapter() == Adapter.MYSQL
        && config.isOption("cachePrepStmts", "true")
        && (config.isOption("useServerPrepStmts", "true")
            || config.isOption("useCursorFetch", "true"));
  }

  /** What a reset loses of the first connection is lost of all. */
  void learn(Connection raw) throws SQLException {
    if (variables == null
        && (config.adapter() == Adapter.MYSQL || config.adapter() == Adapter.MARIADB)
        && config.pool().reset() != Reset.CHANGED) {
      variables = SessionReset.variables(raw);
    }
  }

  /**
   * Whether it can be used again; false where SQL left something that this database cannot reset.
   */
  boolean restore(Lease lease, PoolEntry entry) throws SQLException {
    // Read before the first call of the driver: one that hangs loses the entry to the keeper.
    SessionTracking session = entry.session;
    int changed = lease.changed() | session.noticed;
    if (changed == 0) {
      return true;
    }
    Connection raw = Objects.requireNonNull(entry.raw);
    LoginState login = Objects.requireNonNull(entry.login);
    boolean unseen = (changed & SessionChange.UNSEEN) != 0;
    boolean manual =
        (changed & SessionChange.MANUAL_COMMIT) != 0 || (unseen && !raw.getAutoCommit());
    // First of all: JDBC commits open work when autocommit is switched on. What was done behind its
    // back (SQL, or the driver's own object) may be work.
    if ((changed & SessionChange.WORK) != 0 || (manual && (changed & BEHIND_JDBC) != 0)) {
      rollBack(raw, manual);
    }
    SQLException failed = lease.closeStatements();
    if (failed != null) {
      throw failed;
    }
    boolean isReset = false;
    if ((changed & BEHIND_JDBC) != 0 && config.pool().reset() != Reset.CHANGED) {
      isReset = resettable && SessionReset.reset(config.adapter(), raw);
      if (!isReset && ((changed & SessionChange.SQL) != 0 || config.adapter().hasServer())) {
        return false;
      }
    }
    if (isReset) {
      String lost = variables;
      if (lost != null && !lost.isEmpty()) {
        try (Statement statement = raw.createStatement()) {
          statement.execute("SET SESSION " + lost);
        }
      }
      connector.prepare(raw);
      session.turnOn(raw);
    } else if (manual) {
      raw.setAutoCommit(true);
    }
    if (!isReset && unseen && config.pool().reset() != Reset.CHANGED) {
      login.restoreDifferent(raw);
    }
    int settings = (isReset ? changed | keptByReset : changed) & SETTINGS;
    if (settings != 0) {
      login.restore(settings, raw);
    }
    if (unseen || (changed & SessionChange.NETWORK_TIMEOUT) != 0) {
      Connector.limitAnswers(raw, config.pool().socketTimeout());
    }
    raw.clearWarnings();
    // What was done here was heard too.
    session.forgetAllBut(0);
    return true;
  }

  /** Ends a transaction, which SQL may have begun although autocommit is on. */
  private void rollBack(Connection raw, boolean manual) throws SQLException {
    if (manual) {
      raw.rollback();
    } else if (config.adapter() == Adapter.OTHER) {
      raw.setAutoCommit(false);
      raw.rollback();
      raw.setAutoCommit(true);
    } else {
      try (Statement statement = raw.createStatement()) {
        statement.execute("ROLLBACK");
      }
    }
  }
}
