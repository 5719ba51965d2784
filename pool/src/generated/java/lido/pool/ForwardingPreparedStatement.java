package lido.pool;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/** Mechanical delegation, written by {@code src/generator}; nothing to read here. */
@SuppressWarnings({"deprecation", "NullAway"})
abstract class ForwardingPreparedStatement extends PooledStatement implements PreparedStatement {

  ForwardingPreparedStatement(PooledConnection connection, PreparedStatement raw) {
    super(connection, raw);
  }

  @Override
  public void addBatch() throws SQLException {
    executing();
    try {
      ((PreparedStatement) raw).addBatch();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void clearParameters() throws SQLException {
    try {
      ((PreparedStatement) raw).clearParameters();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean execute() throws SQLException {
    executing();
    try {
      return ((PreparedStatement) raw).execute();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    executing();
    try {
      return ((PreparedStatement) raw).executeLargeUpdate();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    executing();
    try {
      return wrap(((PreparedStatement) raw).executeQuery());
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int executeUpdate() throws SQLException {
    executing();
    try {
      return ((PreparedStatement) raw).executeUpdate();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    try {
      return described(((PreparedStatement) raw).getMetaData());
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    try {
      return lent(((PreparedStatement) raw).getParameterMetaData());
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setArray(int a, Array b) throws SQLException {
    try {
      ((PreparedStatement) raw).setArray(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setAsciiStream(int a, InputStream b) throws SQLException {
    try {
      ((PreparedStatement) raw).setAsciiStream(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setAsciiStream(int a, InputStream b, int c) throws SQLException {
    try {
      ((PreparedStatement) raw).setAsciiStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setAsciiStream(int a, InputStream b, long c) throws SQLException {
    try {
      ((PreparedStatement) raw).setAsciiStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBigDecimal(int a, BigDecimal b) throws SQLException {
    try {
      ((PreparedStatement) raw).setBigDecimal(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBinaryStream(int a, InputStream b) throws SQLException {
    try {
      ((PreparedStatement) raw).setBinaryStream(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBinaryStream(int a, InputStream b, int c) throws SQLException {
    try {
      ((PreparedStatement) raw).setBinaryStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBinaryStream(int a, InputStream b, long c) throws SQLException {
    try {
      ((PreparedStatement) raw).setBinaryStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBlob(int a, InputStream b) throws SQLException {
    try {
      ((PreparedStatement) raw).setBlob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBlob(int a, InputStream b, long c) throws SQLException {
    try {
      ((PreparedStatement) raw).setBlob(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBlob(int a, Blob b) throws SQLException {
    try {
      ((PreparedStatement) raw).setBlob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBoolean(int a, boolean b) throws SQLException {
    try {
      ((PreparedStatement) raw).setBoolean(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setByte(int a, byte b) throws SQLException {
    try {
      ((PreparedStatement) raw).setByte(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setBytes(int a, byte[] b) throws SQLException {
    try {
      ((PreparedStatement) raw).setBytes(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setCharacterStream(int a, Reader b) throws SQLException {
    try {
      ((PreparedStatement) raw).setCharacterStream(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setCharacterStream(int a, Reader b, int c) throws SQLException {
    try {
      ((PreparedStatement) raw).setCharacterStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setCharacterStream(int a, Reader b, long c) throws SQLException {
    try {
      ((PreparedStatement) raw).setCharacterStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setClob(int a, Reader b) throws SQLException {
    try {
      ((PreparedStatement) raw).setClob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setClob(int a, Reader b, long c) throws SQLException {
    try {
      ((PreparedStatement) raw).setClob(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setClob(int a, Clob b) throws SQLException {
    try {
      ((PreparedStatement) raw).setClob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setDate(int a, Date b) throws SQLException {
    try {
      ((PreparedStatement) raw).setDate(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setDate(int a, Date b, Calendar c) throws SQLException {
    try {
      ((PreparedStatement) raw).setDate(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setDouble(int a, double b) throws SQLException {
    try {
      ((PreparedStatement) raw).setDouble(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setFloat(int a, float b) throws SQLException {
    try {
      ((PreparedStatement) raw).setFloat(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setInt(int a, int b) throws SQLException {
    try {
      ((PreparedStatement) raw).setInt(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setLong(int a, long b) throws SQLException {
    try {
      ((PreparedStatement) raw).setLong(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setNCharacterStream(int a, Reader b) throws SQLException {
    try {
      ((PreparedStatement) raw).setNCharacterStream(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setNCharacterStream(int a, Reader b, long c) throws SQLException {
    try {
      ((PreparedStatement) raw).setNCharacterStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setNClob(int a, Reader b) throws SQLException {
    try {
      ((PreparedStatement) raw).setNClob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setNClob(int a, Reader b, long c) throws SQLException {
    try {
      ((PreparedStatement) raw).setNClob(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setNClob(int a, NClob b) throws SQLException {
    try {
      ((PreparedStatement) raw).setNClob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setNString(int a, String b) throws SQLException {
    try {
      ((PreparedStatement) raw).setNString(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setNull(int a, int b) throws SQLException {
    try {
      ((PreparedStatement) raw).setNull(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setNull(int a, int b, String c) throws SQLException {
    try {
      ((PreparedStatement) raw).setNull(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setObject(int a, Object b) throws SQLException {
    try {
      ((PreparedStatement) raw).setObject(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setObject(int a, Object b, int c) throws SQLException {
    try {
      ((PreparedStatement) raw).setObject(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setObject(int a, Object b, int c, int d) throws SQLException {
    try {
      ((PreparedStatement) raw).setObject(a, b, c, d);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setObject(int a, Object b, SQLType c) throws SQLException {
    try {
      ((PreparedStatement) raw).setObject(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setObject(int a, Object b, SQLType c, int d) throws SQLException {
    try {
      ((PreparedStatement) raw).setObject(a, b, c, d);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setRef(int a, Ref b) throws SQLException {
    try {
      ((PreparedStatement) raw).setRef(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setRowId(int a, RowId b) throws SQLException {
    try {
      ((PreparedStatement) raw).setRowId(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setSQLXML(int a, SQLXML b) throws SQLException {
    try {
      ((PreparedStatement) raw).setSQLXML(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setShort(int a, short b) throws SQLException {
    try {
      ((PreparedStatement) raw).setShort(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setString(int a, String b) throws SQLException {
    try {
      ((PreparedStatement) raw).setString(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setTime(int a, Time b) throws SQLException {
    try {
      ((PreparedStatement) raw).setTime(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setTime(int a, Time b, Calendar c) throws SQLException {
    try {
      ((PreparedStatement) raw).setTime(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setTimestamp(int a, Timestamp b) throws SQLException {
    try {
      ((PreparedStatement) raw).setTimestamp(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setTimestamp(int a, Timestamp b, Calendar c) throws SQLException {
    try {
      ((PreparedStatement) raw).setTimestamp(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setURL(int a, URL b) throws SQLException {
    try {
      ((PreparedStatement) raw).setURL(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void setUnicodeStream(int a, InputStream b, int c) throws SQLException {
    try {
      ((PreparedStatement) raw).setUnicodeStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }
}
