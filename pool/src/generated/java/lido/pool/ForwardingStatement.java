package lido.pool;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/** Mechanical delegation, written by {@code src/generator}; nothing to read here. */
@SuppressWarnings({"deprecation", "NullAway"})
abstract class ForwardingStatement extends Handle implements Statement {

  Statement raw;

  ForwardingStatement(Statement raw) {
    this.raw = raw;
  }

  @Override
  public void addBatch(String a) throws SQLException {
    executing(a);
    try {
      raw.addBatch(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void cancel() throws SQLException {
    try {
      raw.cancel();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void clearBatch() throws SQLException {
    try {
      raw.clearBatch();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void clearWarnings() throws SQLException {
    try {
      raw.clearWarnings();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void close() throws SQLException {
    try {
      raw.close();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void closeOnCompletion() throws SQLException {
    try {
      raw.closeOnCompletion();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String enquoteIdentifier(String a, boolean b) throws SQLException {
    try {
      return raw.enquoteIdentifier(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String enquoteLiteral(String a) throws SQLException {
    try {
      return raw.enquoteLiteral(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String enquoteNCharLiteral(String a) throws SQLException {
    try {
      return raw.enquoteNCharLiteral(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean execute(String a) throws SQLException {
    executing(a);
    try {
      return raw.execute(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean execute(String a, int b) throws SQLException {
    executing(a);
    try {
      return raw.execute(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean execute(String a, int[] b) throws SQLException {
    executing(a);
    try {
      return raw.execute(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean execute(String a, String[] b) throws SQLException {
    executing(a);
    try {
      return raw.execute(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int[] executeBatch() throws SQLException {
    executing();
    try {
      return raw.executeBatch();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    executing();
    try {
      return raw.executeLargeBatch();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public long executeLargeUpdate(String a) throws SQLException {
    executing(a);
    try {
      return raw.executeLargeUpdate(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public long executeLargeUpdate(String a, int b) throws SQLException {
    executing(a);
    try {
      return raw.executeLargeUpdate(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public long executeLargeUpdate(String a, int[] b) throws SQLException {
    executing(a);
    try {
      return raw.executeLargeUpdate(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public long executeLargeUpdate(String a, String[] b) throws SQLException {
    executing(a);
    try {
      return raw.executeLargeUpdate(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet executeQuery(String a) throws SQLException {
    executing(a);
    try {
      return wrap(raw.executeQuery(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int executeUpdate(String a) throws SQLException {
    executing(a);
    try {
      return raw.executeUpdate(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int executeUpdate(String a, int b) throws SQLException {
    executing(a);
    try {
      return raw.executeUpdate(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int executeUpdate(String a, int[] b) throws SQLException {
    executing(a);
    try {
      return raw.executeUpdate(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int executeUpdate(String a, String[] b) throws SQLException {
    executing(a);
    try {
      return raw.executeUpdate(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getFetchDirection() throws SQLException {
    try {
      return raw.getFetchDirection();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getFetchSize() throws SQLException {
    try {
      return raw.getFetchSize();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getGeneratedKeys() throws SQLException {
    try {
      return wrap(raw.getGeneratedKeys());
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public long getLargeMaxRows() throws SQLException {
    try {
      return raw.getLargeMaxRows();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public long getLargeUpdateCount() throws SQLException {
    try {
      return raw.getLargeUpdateCount();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxFieldSize() throws SQLException {
    try {
      return raw.getMaxFieldSize();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxRows() throws SQLException {
    try {
      return raw.getMaxRows();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean getMoreResults() throws SQLException {
    try {
      return raw.getMoreResults();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean getMoreResults(int a) throws SQLException {
    try {
      return raw.getMoreResults(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getQueryTimeout() throws SQLException {
    try {
      return raw.getQueryTimeout();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    try {
      return wrap(raw.getResultSet());
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getResultSetConcurrency() throws SQLException {
    try {
      return raw.getResultSetConcurrency();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getResultSetHoldability() throws SQLException {
    try {
      return raw.getResultSetHoldability();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getResultSetType() throws SQLException {
    try {
      return raw.getResultSetType();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getUpdateCount() throws SQLException {
    try {
      return raw.getUpdateCount();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public SQLWarning getWarnings() throws SQLException {
    try {
      return raw.getWarnings();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean isCloseOnCompletion() throws SQLException {
    try {
      return raw.isCloseOnCompletion();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean isClosed() throws SQLException {
    try {
      return raw.isClosed();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean isPoolable() throws SQLException {
    try {
      return raw.isPoolable();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean isSimpleIdentifier(String a) throws SQLException {
    try {
      return raw.isSimpleIdentifier(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setCursorName(String a) throws SQLException {
    try {
      raw.setCursorName(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setEscapeProcessing(boolean a) throws SQLException {
    try {
      raw.setEscapeProcessing(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setFetchDirection(int a) throws SQLException {
    try {
      raw.setFetchDirection(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setFetchSize(int a) throws SQLException {
    try {
      raw.setFetchSize(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setLargeMaxRows(long a) throws SQLException {
    try {
      raw.setLargeMaxRows(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setMaxFieldSize(int a) throws SQLException {
    try {
      raw.setMaxFieldSize(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setMaxRows(int a) throws SQLException {
    try {
      raw.setMaxRows(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setPoolable(boolean a) throws SQLException {
    try {
      raw.setPoolable(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setQueryTimeout(int a) throws SQLException {
    try {
      raw.setQueryTimeout(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }
}
