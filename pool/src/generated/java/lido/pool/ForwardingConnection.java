package lido.pool;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.ShardingKey;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

/** Mechanical delegation, written by {@code src/generator}; nothing to read here. */
@SuppressWarnings({"deprecation", "NullAway"})
abstract class ForwardingConnection extends Handle implements Connection {

  /** The driver's object, if the borrower still may use it. */
  abstract Connection raw() throws SQLException;

  abstract Statement handle(Statement made);

  abstract PreparedStatement handle(String sql, PreparedStatement made);

  abstract CallableStatement handle(String sql, CallableStatement made);

  @Override
  public void abort(Executor a) throws SQLException {
    try {
      raw().abort(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void beginRequest() throws SQLException {
    try {
      raw().beginRequest();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void clearWarnings() throws SQLException {
    try {
      raw().clearWarnings();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void close() throws SQLException {
    try {
      raw().close();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void commit() throws SQLException {
    try {
      raw().commit();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Array createArrayOf(String a, Object[] b) throws SQLException {
    try {
      return lent(raw().createArrayOf(a, b));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Blob createBlob() throws SQLException {
    try {
      return lent(raw().createBlob());
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Clob createClob() throws SQLException {
    try {
      return lent(raw().createClob());
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public NClob createNClob() throws SQLException {
    try {
      return lent(raw().createNClob());
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public SQLXML createSQLXML() throws SQLException {
    try {
      return lent(raw().createSQLXML());
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Statement createStatement() throws SQLException {
    try {
      return handle(raw().createStatement());
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Statement createStatement(int a, int b) throws SQLException {
    try {
      return handle(raw().createStatement(a, b));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Statement createStatement(int a, int b, int c) throws SQLException {
    try {
      return handle(raw().createStatement(a, b, c));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Struct createStruct(String a, Object[] b) throws SQLException {
    try {
      return lent(raw().createStruct(a, b));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void endRequest() throws SQLException {
    try {
      raw().endRequest();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean getAutoCommit() throws SQLException {
    try {
      return raw().getAutoCommit();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getCatalog() throws SQLException {
    try {
      return raw().getCatalog();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getClientInfo(String a) throws SQLException {
    try {
      return raw().getClientInfo(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    try {
      return raw().getClientInfo();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getHoldability() throws SQLException {
    try {
      return raw().getHoldability();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    try {
      return raw().getMetaData();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getNetworkTimeout() throws SQLException {
    try {
      return raw().getNetworkTimeout();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getSchema() throws SQLException {
    try {
      return raw().getSchema();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getTransactionIsolation() throws SQLException {
    try {
      return raw().getTransactionIsolation();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Map<String, Class<?>> getTypeMap() throws SQLException {
    try {
      return raw().getTypeMap();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public SQLWarning getWarnings() throws SQLException {
    try {
      return raw().getWarnings();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean isClosed() throws SQLException {
    try {
      return raw().isClosed();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    try {
      return raw().isReadOnly();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean isValid(int a) throws SQLException {
    try {
      return raw().isValid(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String nativeSQL(String a) throws SQLException {
    try {
      return raw().nativeSQL(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public CallableStatement prepareCall(String a) throws SQLException {
    try {
      return handle(a, raw().prepareCall(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public CallableStatement prepareCall(String a, int b, int c) throws SQLException {
    try {
      return handle(a, raw().prepareCall(a, b, c));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public CallableStatement prepareCall(String a, int b, int c, int d) throws SQLException {
    try {
      return handle(a, raw().prepareCall(a, b, c, d));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public PreparedStatement prepareStatement(String a) throws SQLException {
    try {
      return handle(a, raw().prepareStatement(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public PreparedStatement prepareStatement(String a, int b) throws SQLException {
    try {
      return handle(a, raw().prepareStatement(a, b));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public PreparedStatement prepareStatement(String a, int b, int c) throws SQLException {
    try {
      return handle(a, raw().prepareStatement(a, b, c));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public PreparedStatement prepareStatement(String a, int b, int c, int d) throws SQLException {
    try {
      return handle(a, raw().prepareStatement(a, b, c, d));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public PreparedStatement prepareStatement(String a, int[] b) throws SQLException {
    try {
      return handle(a, raw().prepareStatement(a, b));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public PreparedStatement prepareStatement(String a, String[] b) throws SQLException {
    try {
      return handle(a, raw().prepareStatement(a, b));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void releaseSavepoint(Savepoint a) throws SQLException {
    try {
      raw().releaseSavepoint(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void rollback() throws SQLException {
    try {
      raw().rollback();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void rollback(Savepoint a) throws SQLException {
    try {
      raw().rollback(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setAutoCommit(boolean a) throws SQLException {
    try {
      raw().setAutoCommit(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setCatalog(String a) throws SQLException {
    try {
      raw().setCatalog(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setHoldability(int a) throws SQLException {
    try {
      raw().setHoldability(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setNetworkTimeout(Executor a, int b) throws SQLException {
    try {
      raw().setNetworkTimeout(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setReadOnly(boolean a) throws SQLException {
    try {
      raw().setReadOnly(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    try {
      return raw().setSavepoint();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Savepoint setSavepoint(String a) throws SQLException {
    try {
      return raw().setSavepoint(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setSchema(String a) throws SQLException {
    try {
      raw().setSchema(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setShardingKey(ShardingKey a) throws SQLException {
    try {
      raw().setShardingKey(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setShardingKey(ShardingKey a, ShardingKey b) throws SQLException {
    try {
      raw().setShardingKey(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean setShardingKeyIfValid(ShardingKey a, int b) throws SQLException {
    try {
      return raw().setShardingKeyIfValid(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean setShardingKeyIfValid(ShardingKey a, ShardingKey b, int c) throws SQLException {
    try {
      return raw().setShardingKeyIfValid(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setTransactionIsolation(int a) throws SQLException {
    try {
      raw().setTransactionIsolation(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setTypeMap(Map<String, Class<?>> a) throws SQLException {
    try {
      raw().setTypeMap(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }
}
