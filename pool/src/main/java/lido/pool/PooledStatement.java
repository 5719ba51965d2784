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

  private PooledConnection connection;
  private @Nullable PooledStatement next;

  PooledStatement(PooledConnection connection, Statement raw) {
    super(raw);
    this.connection = connection;
    next = connection.openStatements;
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

  /**
   * Most often the youngest is closed first; else this looks for the one opened after it. Leaves
   * its own link alone: where the lease is over, and this thread is late, the returning one may be
   * walking along.
   */
  private void unlink() {
    PooledStatement each = connection.openStatements;
    if (each == this) {
      connection.openStatements = next;
      return;
    }
    while (each != null) {
      if (each.next == this) {
        each.next = next;
        return;
      }
      each = each.next;
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
  public void setQueryTimeout(int seconds) throws SQLException {
    connection.entry().session.queryTimeout();
    super.setQueryTimeout(seconds);
  }

  @Override
  void executing() {
    connection.span.running = raw;
    super.executing();
  }

  @Override
  void executing(String sql) {
    connection.span.running = raw;
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
