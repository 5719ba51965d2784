package lido.pool;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;

/** Mechanical delegation, written by {@code src/generator}; nothing to read here. */
@SuppressWarnings({"deprecation", "NullAway"})
abstract class ForwardingCallableStatement extends PooledPreparedStatement
    implements CallableStatement {

  ForwardingCallableStatement(PooledConnection connection, CallableStatement raw) {
    super(connection, raw);
  }

  @Override
  public Array getArray(int a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getArray(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Array getArray(String a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getArray(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public BigDecimal getBigDecimal(int a) throws SQLException {
    try {
      return ((CallableStatement) raw).getBigDecimal(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public BigDecimal getBigDecimal(int a, int b) throws SQLException {
    try {
      return ((CallableStatement) raw).getBigDecimal(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public BigDecimal getBigDecimal(String a) throws SQLException {
    try {
      return ((CallableStatement) raw).getBigDecimal(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Blob getBlob(int a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getBlob(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Blob getBlob(String a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getBlob(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean getBoolean(int a) throws SQLException {
    try {
      return ((CallableStatement) raw).getBoolean(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean getBoolean(String a) throws SQLException {
    try {
      return ((CallableStatement) raw).getBoolean(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public byte getByte(int a) throws SQLException {
    try {
      return ((CallableStatement) raw).getByte(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public byte getByte(String a) throws SQLException {
    try {
      return ((CallableStatement) raw).getByte(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public byte[] getBytes(int a) throws SQLException {
    try {
      return ((CallableStatement) raw).getBytes(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public byte[] getBytes(String a) throws SQLException {
    try {
      return ((CallableStatement) raw).getBytes(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Reader getCharacterStream(int a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getCharacterStream(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Reader getCharacterStream(String a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getCharacterStream(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Clob getClob(int a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getClob(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Clob getClob(String a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getClob(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Date getDate(int a) throws SQLException {
    try {
      return ((CallableStatement) raw).getDate(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Date getDate(int a, Calendar b) throws SQLException {
    try {
      return ((CallableStatement) raw).getDate(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Date getDate(String a) throws SQLException {
    try {
      return ((CallableStatement) raw).getDate(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Date getDate(String a, Calendar b) throws SQLException {
    try {
      return ((CallableStatement) raw).getDate(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public double getDouble(int a) throws SQLException {
    try {
      return ((CallableStatement) raw).getDouble(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public double getDouble(String a) throws SQLException {
    try {
      return ((CallableStatement) raw).getDouble(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public float getFloat(int a) throws SQLException {
    try {
      return ((CallableStatement) raw).getFloat(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public float getFloat(String a) throws SQLException {
    try {
      return ((CallableStatement) raw).getFloat(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getInt(int a) throws SQLException {
    try {
      return ((CallableStatement) raw).getInt(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getInt(String a) throws SQLException {
    try {
      return ((CallableStatement) raw).getInt(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public long getLong(int a) throws SQLException {
    try {
      return ((CallableStatement) raw).getLong(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public long getLong(String a) throws SQLException {
    try {
      return ((CallableStatement) raw).getLong(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Reader getNCharacterStream(int a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getNCharacterStream(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Reader getNCharacterStream(String a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getNCharacterStream(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public NClob getNClob(int a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getNClob(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public NClob getNClob(String a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getNClob(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getNString(int a) throws SQLException {
    try {
      return ((CallableStatement) raw).getNString(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getNString(String a) throws SQLException {
    try {
      return ((CallableStatement) raw).getNString(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public <T> T getObject(int a, Class<T> b) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getObject(a, b));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public <T> T getObject(String a, Class<T> b) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getObject(a, b));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Object getObject(int a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getObject(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Object getObject(int a, Map<String, Class<?>> b) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getObject(a, b));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Object getObject(String a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getObject(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Object getObject(String a, Map<String, Class<?>> b) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getObject(a, b));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Ref getRef(int a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getRef(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Ref getRef(String a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getRef(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public RowId getRowId(int a) throws SQLException {
    try {
      return ((CallableStatement) raw).getRowId(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public RowId getRowId(String a) throws SQLException {
    try {
      return ((CallableStatement) raw).getRowId(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public SQLXML getSQLXML(int a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getSQLXML(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public SQLXML getSQLXML(String a) throws SQLException {
    try {
      return lent(((CallableStatement) raw).getSQLXML(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public short getShort(int a) throws SQLException {
    try {
      return ((CallableStatement) raw).getShort(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public short getShort(String a) throws SQLException {
    try {
      return ((CallableStatement) raw).getShort(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getString(int a) throws SQLException {
    try {
      return ((CallableStatement) raw).getString(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getString(String a) throws SQLException {
    try {
      return ((CallableStatement) raw).getString(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Time getTime(int a) throws SQLException {
    try {
      return ((CallableStatement) raw).getTime(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Time getTime(int a, Calendar b) throws SQLException {
    try {
      return ((CallableStatement) raw).getTime(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Time getTime(String a) throws SQLException {
    try {
      return ((CallableStatement) raw).getTime(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Time getTime(String a, Calendar b) throws SQLException {
    try {
      return ((CallableStatement) raw).getTime(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Timestamp getTimestamp(int a) throws SQLException {
    try {
      return ((CallableStatement) raw).getTimestamp(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Timestamp getTimestamp(int a, Calendar b) throws SQLException {
    try {
      return ((CallableStatement) raw).getTimestamp(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Timestamp getTimestamp(String a) throws SQLException {
    try {
      return ((CallableStatement) raw).getTimestamp(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Timestamp getTimestamp(String a, Calendar b) throws SQLException {
    try {
      return ((CallableStatement) raw).getTimestamp(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public URL getURL(int a) throws SQLException {
    try {
      return ((CallableStatement) raw).getURL(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public URL getURL(String a) throws SQLException {
    try {
      return ((CallableStatement) raw).getURL(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void registerOutParameter(int a, int b) throws SQLException {
    try {
      ((CallableStatement) raw).registerOutParameter(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void registerOutParameter(int a, int b, int c) throws SQLException {
    try {
      ((CallableStatement) raw).registerOutParameter(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void registerOutParameter(int a, int b, String c) throws SQLException {
    try {
      ((CallableStatement) raw).registerOutParameter(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void registerOutParameter(String a, int b) throws SQLException {
    try {
      ((CallableStatement) raw).registerOutParameter(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void registerOutParameter(String a, int b, int c) throws SQLException {
    try {
      ((CallableStatement) raw).registerOutParameter(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void registerOutParameter(String a, int b, String c) throws SQLException {
    try {
      ((CallableStatement) raw).registerOutParameter(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void registerOutParameter(int a, SQLType b) throws SQLException {
    try {
      ((CallableStatement) raw).registerOutParameter(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void registerOutParameter(int a, SQLType b, int c) throws SQLException {
    try {
      ((CallableStatement) raw).registerOutParameter(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void registerOutParameter(int a, SQLType b, String c) throws SQLException {
    try {
      ((CallableStatement) raw).registerOutParameter(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void registerOutParameter(String a, SQLType b) throws SQLException {
    try {
      ((CallableStatement) raw).registerOutParameter(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void registerOutParameter(String a, SQLType b, int c) throws SQLException {
    try {
      ((CallableStatement) raw).registerOutParameter(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void registerOutParameter(String a, SQLType b, String c) throws SQLException {
    try {
      ((CallableStatement) raw).registerOutParameter(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setAsciiStream(String a, InputStream b) throws SQLException {
    try {
      ((CallableStatement) raw).setAsciiStream(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setAsciiStream(String a, InputStream b, int c) throws SQLException {
    try {
      ((CallableStatement) raw).setAsciiStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setAsciiStream(String a, InputStream b, long c) throws SQLException {
    try {
      ((CallableStatement) raw).setAsciiStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBigDecimal(String a, BigDecimal b) throws SQLException {
    try {
      ((CallableStatement) raw).setBigDecimal(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBinaryStream(String a, InputStream b) throws SQLException {
    try {
      ((CallableStatement) raw).setBinaryStream(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBinaryStream(String a, InputStream b, int c) throws SQLException {
    try {
      ((CallableStatement) raw).setBinaryStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBinaryStream(String a, InputStream b, long c) throws SQLException {
    try {
      ((CallableStatement) raw).setBinaryStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBlob(String a, InputStream b) throws SQLException {
    try {
      ((CallableStatement) raw).setBlob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBlob(String a, InputStream b, long c) throws SQLException {
    try {
      ((CallableStatement) raw).setBlob(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBlob(String a, Blob b) throws SQLException {
    try {
      ((CallableStatement) raw).setBlob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBoolean(String a, boolean b) throws SQLException {
    try {
      ((CallableStatement) raw).setBoolean(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setByte(String a, byte b) throws SQLException {
    try {
      ((CallableStatement) raw).setByte(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBytes(String a, byte[] b) throws SQLException {
    try {
      ((CallableStatement) raw).setBytes(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setCharacterStream(String a, Reader b) throws SQLException {
    try {
      ((CallableStatement) raw).setCharacterStream(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setCharacterStream(String a, Reader b, int c) throws SQLException {
    try {
      ((CallableStatement) raw).setCharacterStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setCharacterStream(String a, Reader b, long c) throws SQLException {
    try {
      ((CallableStatement) raw).setCharacterStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setClob(String a, Reader b) throws SQLException {
    try {
      ((CallableStatement) raw).setClob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setClob(String a, Reader b, long c) throws SQLException {
    try {
      ((CallableStatement) raw).setClob(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setClob(String a, Clob b) throws SQLException {
    try {
      ((CallableStatement) raw).setClob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setDate(String a, Date b) throws SQLException {
    try {
      ((CallableStatement) raw).setDate(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setDate(String a, Date b, Calendar c) throws SQLException {
    try {
      ((CallableStatement) raw).setDate(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setDouble(String a, double b) throws SQLException {
    try {
      ((CallableStatement) raw).setDouble(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setFloat(String a, float b) throws SQLException {
    try {
      ((CallableStatement) raw).setFloat(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setInt(String a, int b) throws SQLException {
    try {
      ((CallableStatement) raw).setInt(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setLong(String a, long b) throws SQLException {
    try {
      ((CallableStatement) raw).setLong(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setNCharacterStream(String a, Reader b) throws SQLException {
    try {
      ((CallableStatement) raw).setNCharacterStream(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setNCharacterStream(String a, Reader b, long c) throws SQLException {
    try {
      ((CallableStatement) raw).setNCharacterStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setNClob(String a, Reader b) throws SQLException {
    try {
      ((CallableStatement) raw).setNClob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setNClob(String a, Reader b, long c) throws SQLException {
    try {
      ((CallableStatement) raw).setNClob(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setNClob(String a, NClob b) throws SQLException {
    try {
      ((CallableStatement) raw).setNClob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setNString(String a, String b) throws SQLException {
    try {
      ((CallableStatement) raw).setNString(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setNull(String a, int b) throws SQLException {
    try {
      ((CallableStatement) raw).setNull(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setNull(String a, int b, String c) throws SQLException {
    try {
      ((CallableStatement) raw).setNull(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setObject(String a, Object b) throws SQLException {
    try {
      ((CallableStatement) raw).setObject(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setObject(String a, Object b, int c) throws SQLException {
    try {
      ((CallableStatement) raw).setObject(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setObject(String a, Object b, int c, int d) throws SQLException {
    try {
      ((CallableStatement) raw).setObject(a, b, c, d);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setObject(String a, Object b, SQLType c) throws SQLException {
    try {
      ((CallableStatement) raw).setObject(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setObject(String a, Object b, SQLType c, int d) throws SQLException {
    try {
      ((CallableStatement) raw).setObject(a, b, c, d);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setRowId(String a, RowId b) throws SQLException {
    try {
      ((CallableStatement) raw).setRowId(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setSQLXML(String a, SQLXML b) throws SQLException {
    try {
      ((CallableStatement) raw).setSQLXML(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setShort(String a, short b) throws SQLException {
    try {
      ((CallableStatement) raw).setShort(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setString(String a, String b) throws SQLException {
    try {
      ((CallableStatement) raw).setString(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setTime(String a, Time b) throws SQLException {
    try {
      ((CallableStatement) raw).setTime(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setTime(String a, Time b, Calendar c) throws SQLException {
    try {
      ((CallableStatement) raw).setTime(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setTimestamp(String a, Timestamp b) throws SQLException {
    try {
      ((CallableStatement) raw).setTimestamp(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setTimestamp(String a, Timestamp b, Calendar c) throws SQLException {
    try {
      ((CallableStatement) raw).setTimestamp(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setURL(String a, URL b) throws SQLException {
    try {
      ((CallableStatement) raw).setURL(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean wasNull() throws SQLException {
    try {
      return ((CallableStatement) raw).wasNull();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }
}
