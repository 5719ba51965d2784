package lido.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLWarning;
import lido.benchmarks.blank.BlankPreparedStatement;
import org.jspecify.annotations.Nullable;

/** A statement that always finds one row. */
@SuppressWarnings("NullAway") // the generated half says nothing of nulls
final class StubStatement extends BlankPreparedStatement {

  private final StubConnection connection;
  private boolean closed;
  private int parameter;

  StubStatement(StubConnection connection) {
    this.connection = connection;
  }

  @Override
  public void setInt(int index, int value) {
    parameter = value;
  }

  @Override
  public ResultSet executeQuery() {
    connection.worked();
    return new StubRows(this, parameter);
  }

  @Override
  public ResultSet executeQuery(String sql) {
    return executeQuery();
  }

  @Override
  public boolean execute(String sql) {
    connection.worked();
    return false;
  }

  @Override
  public int executeUpdate() {
    connection.worked();
    return 1;
  }

  @Override
  public int executeUpdate(String sql) {
    return executeUpdate();
  }

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      connection.openStatements--;
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public @Nullable SQLWarning getWarnings() {
    return null;
  }

  @Override
  public void clearWarnings() {}

  @Override
  public void clearParameters() {}

  @Override
  public void clearBatch() {}

  @Override
  public int getMaxRows() {
    return 0;
  }

  @Override
  public int getQueryTimeout() {
    return 0;
  }

  @Override
  public void setQueryTimeout(int seconds) {}

  @Override
  public int getFetchSize() {
    return 0;
  }

  @Override
  public int getFetchDirection() {
    return ResultSet.FETCH_FORWARD;
  }

  @Override
  public int getMaxFieldSize() {
    return 0;
  }

  @Override
  public int getResultSetType() {
    return ResultSet.TYPE_FORWARD_ONLY;
  }

  @Override
  public int getResultSetConcurrency() {
    return ResultSet.CONCUR_READ_ONLY;
  }

  @Override
  public int getResultSetHoldability() {
    return ResultSet.CLOSE_CURSORS_AT_COMMIT;
  }

  @Override
  public int getUpdateCount() {
    return -1;
  }

  @Override
  public boolean getMoreResults() {
    return false;
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return type.cast(this);
  }
}
