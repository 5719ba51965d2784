package lido.benchmarks;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * No pool at all: a thread's number picks one of 64 connections of the stub, whoever else may have
 * it. What a case costs with this is its own share and the stub's, below which no pool can go.
 */
final class StubSource implements DataSource {

  private final StubConnection[] connections = new StubConnection[64];

  StubSource() {
    for (int i = 0; i < connections.length; i++) {
      connections[i] = new StubConnection();
    }
  }

  @Override
  public Connection getConnection() {
    return connections[(int) Thread.currentThread().getId() & (connections.length - 1)];
  }

  @Override
  public Connection getConnection(String user, String pass) {
    return getConnection();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return type.cast(this);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
