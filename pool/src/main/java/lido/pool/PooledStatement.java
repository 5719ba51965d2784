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

  private final PooledConnection connection;
  private @Nullable PooledStatement previous;
  private @Nullable PooledStatement next;

  PooledStatement(PooledConnection connection, Statement raw) {
    super(raw);
    this.connection = connection;
    next = connection.openStatements;
    if (next != null) {
      next.previous = this;
    }
    connection.openStatements = this;
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
    // Once the lease is over the returning thread walks through the list.
    if (connection.isLent()) {
      if (previous != null) {
        previous.next = next;
      } else if (connection.openStatements == this) {
        connection.openStatements = next;
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

  @Override
  void executing() {
    connection.entry.running = raw;
    super.executing();
  }

  @Override
  void executing(String sql) {
    connection.entry.running = raw;
    super.executing(sql);
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
