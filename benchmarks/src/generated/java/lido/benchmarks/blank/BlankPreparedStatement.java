package lido.benchmarks.blank;

/** Written by {@code src/generator}; nothing to read here. */
@SuppressWarnings({"deprecation", "all"})
public abstract class BlankPreparedStatement extends BlankStatement implements java.sql.PreparedStatement {
  @Override public void addBatch() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no addBatch"); }
  @Override public void clearParameters() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no clearParameters"); }
  @Override public boolean execute() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no execute"); }
  @Override public long executeLargeUpdate() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no executeLargeUpdate"); }
  @Override public java.sql.ResultSet executeQuery() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no executeQuery"); }
  @Override public int executeUpdate() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no executeUpdate"); }
  @Override public java.sql.ResultSetMetaData getMetaData() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getMetaData"); }
  @Override public java.sql.ParameterMetaData getParameterMetaData() throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no getParameterMetaData"); }
  @Override public void setArray(int a0, java.sql.Array a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setArray"); }
  @Override public void setAsciiStream(int a0, java.io.InputStream a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setAsciiStream"); }
  @Override public void setAsciiStream(int a0, java.io.InputStream a1, int a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setAsciiStream"); }
  @Override public void setAsciiStream(int a0, java.io.InputStream a1, long a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setAsciiStream"); }
  @Override public void setBigDecimal(int a0, java.math.BigDecimal a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setBigDecimal"); }
  @Override public void setBinaryStream(int a0, java.io.InputStream a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setBinaryStream"); }
  @Override public void setBinaryStream(int a0, java.io.InputStream a1, int a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setBinaryStream"); }
  @Override public void setBinaryStream(int a0, java.io.InputStream a1, long a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setBinaryStream"); }
  @Override public void setBlob(int a0, java.io.InputStream a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setBlob"); }
  @Override public void setBlob(int a0, java.io.InputStream a1, long a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setBlob"); }
  @Override public void setBlob(int a0, java.sql.Blob a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setBlob"); }
  @Override public void setBoolean(int a0, boolean a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setBoolean"); }
  @Override public void setByte(int a0, byte a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setByte"); }
  @Override public void setBytes(int a0, byte[] a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setBytes"); }
  @Override public void setCharacterStream(int a0, java.io.Reader a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setCharacterStream"); }
  @Override public void setCharacterStream(int a0, java.io.Reader a1, int a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setCharacterStream"); }
  @Override public void setCharacterStream(int a0, java.io.Reader a1, long a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setCharacterStream"); }
  @Override public void setClob(int a0, java.io.Reader a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setClob"); }
  @Override public void setClob(int a0, java.io.Reader a1, long a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setClob"); }
  @Override public void setClob(int a0, java.sql.Clob a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setClob"); }
  @Override public void setDate(int a0, java.sql.Date a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setDate"); }
  @Override public void setDate(int a0, java.sql.Date a1, java.util.Calendar a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setDate"); }
  @Override public void setDouble(int a0, double a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setDouble"); }
  @Override public void setFloat(int a0, float a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setFloat"); }
  @Override public void setInt(int a0, int a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setInt"); }
  @Override public void setLong(int a0, long a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setLong"); }
  @Override public void setNCharacterStream(int a0, java.io.Reader a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setNCharacterStream"); }
  @Override public void setNCharacterStream(int a0, java.io.Reader a1, long a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setNCharacterStream"); }
  @Override public void setNClob(int a0, java.io.Reader a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setNClob"); }
  @Override public void setNClob(int a0, java.io.Reader a1, long a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setNClob"); }
  @Override public void setNClob(int a0, java.sql.NClob a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setNClob"); }
  @Override public void setNString(int a0, java.lang.String a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setNString"); }
  @Override public void setNull(int a0, int a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setNull"); }
  @Override public void setNull(int a0, int a1, java.lang.String a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setNull"); }
  @Override public void setObject(int a0, java.lang.Object a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setObject"); }
  @Override public void setObject(int a0, java.lang.Object a1, int a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setObject"); }
  @Override public void setObject(int a0, java.lang.Object a1, int a2, int a3) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setObject"); }
  @Override public void setObject(int a0, java.lang.Object a1, java.sql.SQLType a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setObject"); }
  @Override public void setObject(int a0, java.lang.Object a1, java.sql.SQLType a2, int a3) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setObject"); }
  @Override public void setRef(int a0, java.sql.Ref a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setRef"); }
  @Override public void setRowId(int a0, java.sql.RowId a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setRowId"); }
  @Override public void setSQLXML(int a0, java.sql.SQLXML a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setSQLXML"); }
  @Override public void setShort(int a0, short a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setShort"); }
  @Override public void setString(int a0, java.lang.String a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setString"); }
  @Override public void setTime(int a0, java.sql.Time a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setTime"); }
  @Override public void setTime(int a0, java.sql.Time a1, java.util.Calendar a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setTime"); }
  @Override public void setTimestamp(int a0, java.sql.Timestamp a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setTimestamp"); }
  @Override public void setTimestamp(int a0, java.sql.Timestamp a1, java.util.Calendar a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setTimestamp"); }
  @Override public void setURL(int a0, java.net.URL a1) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setURL"); }
  @Override public void setUnicodeStream(int a0, java.io.InputStream a1, int a2) throws java.sql.SQLException { throw new java.sql.SQLFeatureNotSupportedException("the stub has no setUnicodeStream"); }
}
