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
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void cancel() throws SQLException {
    try {
      raw.cancel();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void clearBatch() throws SQLException {
    try {
      raw.clearBatch();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void clearWarnings() throws SQLException {
    try {
      raw.clearWarnings();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void close() throws SQLException {
    try {
      raw.close();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void closeOnCompletion() throws SQLException {
    try {
      raw.closeOnCompletion();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public String enquoteIdentifier(String a, boolean b) throws SQLException {
    try {
      return raw.enquoteIdentifier(a, b);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public String enquoteLiteral(String a) throws SQLException {
    try {
      return raw.enquoteLiteral(a);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public String enquoteNCharLiteral(String a) throws SQLException {
    try {
      return raw.enquoteNCharLiteral(a);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean execute(String a) throws SQLException {
    executing(a);
    try {
      return raw.execute(a);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean execute(String a, int b) throws SQLException {
    executing(a);
    try {
      return raw.execute(a, b);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean execute(String a, int[] b) throws SQLException {
    executing(a);
    try {
      return raw.execute(a, b);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean execute(String a, String[] b) throws SQLException {
    executing(a);
    try {
      return raw.execute(a, b);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public int[] executeBatch() throws SQLException {
    executing();
    try {
      return raw.executeBatch();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    executing();
    try {
      return raw.executeLargeBatch();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public long executeLargeUpdate(String a) throws SQLException {
    executing(a);
    try {
      return raw.executeLargeUpdate(a);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public long executeLargeUpdate(String a, int b) throws SQLException {
    executing(a);
    try {
      return raw.executeLargeUpdate(a, b);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public long executeLargeUpdate(String a, int[] b) throws SQLException {
    executing(a);
    try {
      return raw.executeLargeUpdate(a, b);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public long executeLargeUpdate(String a, String[] b) throws SQLException {
    executing(a);
    try {
      return raw.executeLargeUpdate(a, b);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet executeQuery(String a) throws SQLException {
    executing(a);
    try {
      return wrap(raw.executeQuery(a));
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public int executeUpdate(String a) throws SQLException {
    executing(a);
    try {
      return raw.executeUpdate(a);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public int executeUpdate(String a, int b) throws SQLException {
    executing(a);
    try {
      return raw.executeUpdate(a, b);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public int executeUpdate(String a, int[] b) throws SQLException {
    executing(a);
    try {
      return raw.executeUpdate(a, b);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public int executeUpdate(String a, String[] b) throws SQLException {
    executing(a);
    try {
      return raw.executeUpdate(a, b);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getFetchDirection() throws SQLException {
    try {
      return raw.getFetchDirection();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getFetchSize() throws SQLException {
    try {
      return raw.getFetchSize();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getGeneratedKeys() throws SQLException {
    try {
      return wrap(raw.getGeneratedKeys());
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public long getLargeMaxRows() throws SQLException {
    try {
      return raw.getLargeMaxRows();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public long getLargeUpdateCount() throws SQLException {
    try {
      return raw.getLargeUpdateCount();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxFieldSize() throws SQLException {
    try {
      return raw.getMaxFieldSize();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxRows() throws SQLException {
    try {
      return raw.getMaxRows();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean getMoreResults() throws SQLException {
    try {
      return raw.getMoreResults();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean getMoreResults(int a) throws SQLException {
    try {
      return raw.getMoreResults(a);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getQueryTimeout() throws SQLException {
    try {
      return raw.getQueryTimeout();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    try {
      return wrap(raw.getResultSet());
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getResultSetConcurrency() throws SQLException {
    try {
      return raw.getResultSetConcurrency();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getResultSetHoldability() throws SQLException {
    try {
      return raw.getResultSetHoldability();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getResultSetType() throws SQLException {
    try {
      return raw.getResultSetType();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getUpdateCount() throws SQLException {
    try {
      return raw.getUpdateCount();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public SQLWarning getWarnings() throws SQLException {
    try {
      return raw.getWarnings();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean isCloseOnCompletion() throws SQLException {
    try {
      return raw.isCloseOnCompletion();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean isClosed() throws SQLException {
    try {
      return raw.isClosed();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean isPoolable() throws SQLException {
    try {
      return raw.isPoolable();
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean isSimpleIdentifier(String a) throws SQLException {
    try {
      return raw.isSimpleIdentifier(a);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setCursorName(String a) throws SQLException {
    try {
      raw.setCursorName(a);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setEscapeProcessing(boolean a) throws SQLException {
    try {
      raw.setEscapeProcessing(a);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setFetchDirection(int a) throws SQLException {
    try {
      raw.setFetchDirection(a);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setFetchSize(int a) throws SQLException {
    try {
      raw.setFetchSize(a);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setLargeMaxRows(long a) throws SQLException {
    try {
      raw.setLargeMaxRows(a);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setMaxFieldSize(int a) throws SQLException {
    try {
      raw.setMaxFieldSize(a);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setMaxRows(int a) throws SQLException {
    try {
      raw.setMaxRows(a);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setPoolable(boolean a) throws SQLException {
    try {
      raw.setPoolable(a);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setQueryTimeout(int a) throws SQLException {
    try {
      raw.setQueryTimeout(a);
    } catch (SQLException failure) {
      throw failed(failure);
    }
  }
}
