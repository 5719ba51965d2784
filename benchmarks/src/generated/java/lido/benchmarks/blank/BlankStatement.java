package lido.benchmarks.blank;

/** Written by {@code src/generator}; nothing to read here. */
@SuppressWarnings({"deprecation", "all"})
public abstract class BlankStatement implements java.sql.Statement {
  @Override public void addBatch(java.lang.String a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no addBatch"); }
  @Override public void cancel() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no cancel"); }
  @Override public void clearBatch() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no clearBatch"); }
  @Override public void clearWarnings() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no clearWarnings"); }
  @Override public void close() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no close"); }
  @Override public void closeOnCompletion() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no closeOnCompletion"); }
  @Override public java.lang.String enquoteIdentifier(java.lang.String a0, boolean a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no enquoteIdentifier"); }
  @Override public java.lang.String enquoteLiteral(java.lang.String a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no enquoteLiteral"); }
  @Override public java.lang.String enquoteNCharLiteral(java.lang.String a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no enquoteNCharLiteral"); }
  @Override public boolean execute(java.lang.String a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no execute"); }
  @Override public boolean execute(java.lang.String a0, int a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no execute"); }
  @Override public boolean execute(java.lang.String a0, int[] a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no execute"); }
  @Override public boolean execute(java.lang.String a0, java.lang.String[] a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no execute"); }
  @Override public int[] executeBatch() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no executeBatch"); }
  @Override public long[] executeLargeBatch() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no executeLargeBatch"); }
  @Override public long executeLargeUpdate(java.lang.String a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no executeLargeUpdate"); }
  @Override public long executeLargeUpdate(java.lang.String a0, int a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no executeLargeUpdate"); }
  @Override public long executeLargeUpdate(java.lang.String a0, int[] a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no executeLargeUpdate"); }
  @Override public long executeLargeUpdate(java.lang.String a0, java.lang.String[] a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no executeLargeUpdate"); }
  @Override public java.sql.ResultSet executeQuery(java.lang.String a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no executeQuery"); }
  @Override public int executeUpdate(java.lang.String a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no executeUpdate"); }
  @Override public int executeUpdate(java.lang.String a0, int a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no executeUpdate"); }
  @Override public int executeUpdate(java.lang.String a0, int[] a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no executeUpdate"); }
  @Override public int executeUpdate(java.lang.String a0, java.lang.String[] a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no executeUpdate"); }
  @Override public java.sql.Connection getConnection() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getConnection"); }
  @Override public int getFetchDirection() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getFetchDirection"); }
  @Override public int getFetchSize() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getFetchSize"); }
  @Override public java.sql.ResultSet getGeneratedKeys() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getGeneratedKeys"); }
  @Override public long getLargeMaxRows() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getLargeMaxRows"); }
  @Override public long getLargeUpdateCount() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getLargeUpdateCount"); }
  @Override public int getMaxFieldSize() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getMaxFieldSize"); }
  @Override public int getMaxRows() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getMaxRows"); }
  @Override public boolean getMoreResults() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getMoreResults"); }
  @Override public boolean getMoreResults(int a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getMoreResults"); }
  @Override public int getQueryTimeout() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getQueryTimeout"); }
  @Override public java.sql.ResultSet getResultSet() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getResultSet"); }
  @Override public int getResultSetConcurrency() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getResultSetConcurrency"); }
  @Override public int getResultSetHoldability() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getResultSetHoldability"); }
  @Override public int getResultSetType() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getResultSetType"); }
  @Override public int getUpdateCount() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getUpdateCount"); }
  @Override public java.sql.SQLWarning getWarnings() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getWarnings"); }
  @Override public boolean isCloseOnCompletion() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no isCloseOnCompletion"); }
  @Override public boolean isClosed() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no isClosed"); }
  @Override public boolean isPoolable() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no isPoolable"); }
  @Override public boolean isSimpleIdentifier(java.lang.String a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no isSimpleIdentifier"); }
  @Override public boolean isWrapperFor(java.lang.Class<?> a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no isWrapperFor"); }
  @Override public void setCursorName(java.lang.String a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setCursorName"); }
  @Override public void setEscapeProcessing(boolean a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setEscapeProcessing"); }
  @Override public void setFetchDirection(int a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setFetchDirection"); }
  @Override public void setFetchSize(int a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setFetchSize"); }
  @Override public void setLargeMaxRows(long a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setLargeMaxRows"); }
  @Override public void setMaxFieldSize(int a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setMaxFieldSize"); }
  @Override public void setMaxRows(int a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setMaxRows"); }
  @Override public void setPoolable(boolean a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setPoolable"); }
  @Override public void setQueryTimeout(int a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setQueryTimeout"); }
  @Override public <T> T unwrap(java.lang.Class<T> a0) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no unwrap"); }
}
