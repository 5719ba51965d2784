package lido.benchmarks.blank;

/** Written by {@code src/generator}; nothing to read here. */
@SuppressWarnings({"deprecation", "all"})
public abstract class BlankConnection implements java.sql.Connection {
  @Override public void abort(java.util.concurrent.Executor a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no abort"); }
  @Override public void beginRequest() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no beginRequest"); }
  @Override public void clearWarnings() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no clearWarnings"); }
  @Override public void close() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no close"); }
  @Override public void commit() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no commit"); }
  @Override public java.sql.Array createArrayOf(java.lang.String a0, java.lang.Object[] a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no createArrayOf"); }
  @Override public java.sql.Blob createBlob() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no createBlob"); }
  @Override public java.sql.Clob createClob() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no createClob"); }
  @Override public java.sql.NClob createNClob() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no createNClob"); }
  @Override public java.sql.SQLXML createSQLXML() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no createSQLXML"); }
  @Override public java.sql.Statement createStatement() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no createStatement"); }
  @Override public java.sql.Statement createStatement(int a0, int a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no createStatement"); }
  @Override public java.sql.Statement createStatement(int a0, int a1, int a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no createStatement"); }
  @Override public java.sql.Struct createStruct(java.lang.String a0, java.lang.Object[] a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no createStruct"); }
  @Override public void endRequest() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no endRequest"); }
  @Override public boolean getAutoCommit() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getAutoCommit"); }
  @Override public java.lang.String getCatalog() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getCatalog"); }
  @Override public java.lang.String getClientInfo(java.lang.String a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getClientInfo"); }
  @Override public java.util.Properties getClientInfo() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getClientInfo"); }
  @Override public int getHoldability() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getHoldability"); }
  @Override public java.sql.DatabaseMetaData getMetaData() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getMetaData"); }
  @Override public int getNetworkTimeout() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getNetworkTimeout"); }
  @Override public java.lang.String getSchema() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getSchema"); }
  @Override public int getTransactionIsolation() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getTransactionIsolation"); }
  @Override public java.util.Map<java.lang.String, java.lang.Class<?>> getTypeMap() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getTypeMap"); }
  @Override public java.sql.SQLWarning getWarnings() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getWarnings"); }
  @Override public boolean isClosed() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no isClosed"); }
  @Override public boolean isReadOnly() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no isReadOnly"); }
  @Override public boolean isValid(int a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no isValid"); }
  @Override public boolean isWrapperFor(java.lang.Class<?> a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no isWrapperFor"); }
  @Override public java.lang.String nativeSQL(java.lang.String a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no nativeSQL"); }
  @Override public java.sql.CallableStatement prepareCall(java.lang.String a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no prepareCall"); }
  @Override public java.sql.CallableStatement prepareCall(java.lang.String a0, int a1, int a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no prepareCall"); }
  @Override public java.sql.CallableStatement prepareCall(java.lang.String a0, int a1, int a2, int a3) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no prepareCall"); }
  @Override public java.sql.PreparedStatement prepareStatement(java.lang.String a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no prepareStatement"); }
  @Override public java.sql.PreparedStatement prepareStatement(java.lang.String a0, int a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no prepareStatement"); }
  @Override public java.sql.PreparedStatement prepareStatement(java.lang.String a0, int a1, int a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no prepareStatement"); }
  @Override public java.sql.PreparedStatement prepareStatement(java.lang.String a0, int a1, int a2, int a3) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no prepareStatement"); }
  @Override public java.sql.PreparedStatement prepareStatement(java.lang.String a0, int[] a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no prepareStatement"); }
  @Override public java.sql.PreparedStatement prepareStatement(java.lang.String a0, java.lang.String[] a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no prepareStatement"); }
  @Override public void releaseSavepoint(java.sql.Savepoint a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no releaseSavepoint"); }
  @Override public void rollback() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no rollback"); }
  @Override public void rollback(java.sql.Savepoint a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no rollback"); }
  @Override public void setAutoCommit(boolean a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setAutoCommit"); }
  @Override public void setCatalog(java.lang.String a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setCatalog"); }
  @Override public void setClientInfo(java.lang.String a0, java.lang.String a1) throws java.sql.SQLClientInfoException { throw new java.sql.SQLClientInfoException(); }
  @Override public void setClientInfo(java.util.Properties a0) throws java.sql.SQLClientInfoException { throw new java.sql.SQLClientInfoException(); }
  @Override public void setHoldability(int a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setHoldability"); }
  @Override public void setNetworkTimeout(java.util.concurrent.Executor a0, int a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setNetworkTimeout"); }
  @Override public void setReadOnly(boolean a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setReadOnly"); }
  @Override public java.sql.Savepoint setSavepoint() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setSavepoint"); }
  @Override public java.sql.Savepoint setSavepoint(java.lang.String a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setSavepoint"); }
  @Override public void setSchema(java.lang.String a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setSchema"); }
  @Override public void setShardingKey(java.sql.ShardingKey a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setShardingKey"); }
  @Override public void setShardingKey(java.sql.ShardingKey a0, java.sql.ShardingKey a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setShardingKey"); }
  @Override public boolean setShardingKeyIfValid(java.sql.ShardingKey a0, int a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setShardingKeyIfValid"); }
  @Override public boolean setShardingKeyIfValid(java.sql.ShardingKey a0, java.sql.ShardingKey a1, int a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setShardingKeyIfValid"); }
  @Override public void setTransactionIsolation(int a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setTransactionIsolation"); }
  @Override public void setTypeMap(java.util.Map<java.lang.String, java.lang.Class<?>> a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setTypeMap"); }
  @Override public <T> T unwrap(java.lang.Class<T> a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no unwrap"); }
}
