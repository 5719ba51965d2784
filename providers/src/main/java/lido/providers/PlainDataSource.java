package lido.providers;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import lido.pool.DatabaseConfig;

/** Opens a new connection each time, for work before there are pools. */
final class PlainDataSource implements DataSource {

  private final DatabaseConfig row;

  PlainDataSource(DatabaseConfig row) {
    this.row = row;
  }

  /** Marks the failure with the useful message, among those that Flyway wraps around it. */
  static final class NotConnected extends SQLException {

    private static final long serialVersionUID = 1;

    private NotConnected(SQLException cause) {
      super(cause.getMessage(), cause.getSQLState(), cause);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    try {
      return row.connect();
    } catch (SQLException e) {
      throw new NotConnected(e);
    }
  }

  @Override
  public Connection getConnection(String user, String pass) throws SQLException {
    throw new SQLFeatureNotSupportedException("user and password stand in " + row.path());
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException(row.path() + ".pool.connect-timeout says so");
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("not a " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
