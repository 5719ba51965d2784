package lido.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/**
 * A borrower's statement. The open ones of a connection are linked through themselves, so that a
 * return can close what was forgotten without keeping a list. Used by the borrower's thread only.
 */
class PooledStatement extends ForwardingStatement {

  /** Few run at a time; and a list that is changed while it is read must not be endless. */
  private static final int CANCELLED_AT_MOST = 16;

  private final PooledConnection connection;
  private @Nullable PooledStatement previous;
  private @Nullable PooledStatement next;

  PooledStatement(PooledConnection connection, Statement raw) {
    super(raw);
    this.connection = connection;
    PoolEntry entry = connection.entry;
    next = entry.openStatements;
    if (next != null) {
      next.previous = this;
    }
    entry.openStatements = this;
  }

  @Override
  public final Connection getConnection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    unlink();
    super.close();
  }

  private void unlink() {
    // A statement that outlived its lease must not touch the list of the next borrower's.
    if (connection.isLent()) {
      if (previous != null) {
        previous.next = next;
      } else if (connection.entry.openStatements == this) {
        connection.entry.openStatements = next;
      }
      if (next != null) {
        next.previous = previous;
      }
      previous = null;
      next = null;
    }
  }

  /** Closes this statement and those linked behind it; returns the first failure. */
  @Nullable SQLException closeAll() {
    SQLException first = null;
    PooledStatement statement = this;
    while (statement != null) {
      try {
        statement.raw.close();
      } catch (SQLException e) {
        first = first == null ? e : first;
      }
      statement = statement.next;
    }
    return first;
  }

  /**
   * Asks the server to end what this statement, or one linked behind it, is running. Called by
   * another thread than the borrower's, which may close statements meanwhile: one that is missed is
   * ended with the connection.
   */
  void cancelRunning() {
    PooledStatement statement = this;
    for (int i = 0; statement != null && i < CANCELLED_AT_MOST; i++) {
      try {
        statement.raw.cancel();
      } catch (SQLException | RuntimeException e) {
        // The connection is aborted next in any case.
      }
      statement = statement.next;
    }
  }

  @Override
  final PooledConnection connection() {
    return connection;
  }

  @Override
  final Wrapper driverObject() {
    return raw;
  }
}
