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
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;

/** Mechanical delegation, written by {@code src/generator}; nothing to read here. */
@SuppressWarnings({"deprecation", "NullAway"})
abstract class ForwardingResultSet extends Handle implements ResultSet {

  ResultSet raw;

  ForwardingResultSet(ResultSet raw) {
    this.raw = raw;
  }

  @Override
  public boolean absolute(int a) throws SQLException {
    try {
      return raw.absolute(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void afterLast() throws SQLException {
    try {
      raw.afterLast();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void beforeFirst() throws SQLException {
    try {
      raw.beforeFirst();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void cancelRowUpdates() throws SQLException {
    try {
      raw.cancelRowUpdates();
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
  public void deleteRow() throws SQLException {
    executing();
    try {
      raw.deleteRow();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int findColumn(String a) throws SQLException {
    try {
      return raw.findColumn(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean first() throws SQLException {
    try {
      return raw.first();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Array getArray(int a) throws SQLException {
    try {
      return lent(raw.getArray(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Array getArray(String a) throws SQLException {
    try {
      return lent(raw.getArray(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public InputStream getAsciiStream(int a) throws SQLException {
    try {
      return lent(raw.getAsciiStream(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public InputStream getAsciiStream(String a) throws SQLException {
    try {
      return lent(raw.getAsciiStream(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public BigDecimal getBigDecimal(int a) throws SQLException {
    try {
      return raw.getBigDecimal(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public BigDecimal getBigDecimal(int a, int b) throws SQLException {
    try {
      return raw.getBigDecimal(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public BigDecimal getBigDecimal(String a) throws SQLException {
    try {
      return raw.getBigDecimal(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public BigDecimal getBigDecimal(String a, int b) throws SQLException {
    try {
      return raw.getBigDecimal(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public InputStream getBinaryStream(int a) throws SQLException {
    try {
      return lent(raw.getBinaryStream(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public InputStream getBinaryStream(String a) throws SQLException {
    try {
      return lent(raw.getBinaryStream(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Blob getBlob(int a) throws SQLException {
    try {
      return lent(raw.getBlob(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Blob getBlob(String a) throws SQLException {
    try {
      return lent(raw.getBlob(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean getBoolean(int a) throws SQLException {
    try {
      return raw.getBoolean(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean getBoolean(String a) throws SQLException {
    try {
      return raw.getBoolean(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public byte getByte(int a) throws SQLException {
    try {
      return raw.getByte(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public byte getByte(String a) throws SQLException {
    try {
      return raw.getByte(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public byte[] getBytes(int a) throws SQLException {
    try {
      return raw.getBytes(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public byte[] getBytes(String a) throws SQLException {
    try {
      return raw.getBytes(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Reader getCharacterStream(int a) throws SQLException {
    try {
      return lent(raw.getCharacterStream(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Reader getCharacterStream(String a) throws SQLException {
    try {
      return lent(raw.getCharacterStream(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Clob getClob(int a) throws SQLException {
    try {
      return lent(raw.getClob(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Clob getClob(String a) throws SQLException {
    try {
      return lent(raw.getClob(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getConcurrency() throws SQLException {
    try {
      return raw.getConcurrency();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getCursorName() throws SQLException {
    try {
      return raw.getCursorName();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Date getDate(int a) throws SQLException {
    try {
      return raw.getDate(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Date getDate(int a, Calendar b) throws SQLException {
    try {
      return raw.getDate(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Date getDate(String a) throws SQLException {
    try {
      return raw.getDate(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Date getDate(String a, Calendar b) throws SQLException {
    try {
      return raw.getDate(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public double getDouble(int a) throws SQLException {
    try {
      return raw.getDouble(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public double getDouble(String a) throws SQLException {
    try {
      return raw.getDouble(a);
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
  public float getFloat(int a) throws SQLException {
    try {
      return raw.getFloat(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public float getFloat(String a) throws SQLException {
    try {
      return raw.getFloat(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getHoldability() throws SQLException {
    try {
      return raw.getHoldability();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getInt(int a) throws SQLException {
    try {
      return raw.getInt(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getInt(String a) throws SQLException {
    try {
      return raw.getInt(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public long getLong(int a) throws SQLException {
    try {
      return raw.getLong(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public long getLong(String a) throws SQLException {
    try {
      return raw.getLong(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    try {
      return described(raw.getMetaData());
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Reader getNCharacterStream(int a) throws SQLException {
    try {
      return lent(raw.getNCharacterStream(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Reader getNCharacterStream(String a) throws SQLException {
    try {
      return lent(raw.getNCharacterStream(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public NClob getNClob(int a) throws SQLException {
    try {
      return lent(raw.getNClob(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public NClob getNClob(String a) throws SQLException {
    try {
      return lent(raw.getNClob(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getNString(int a) throws SQLException {
    try {
      return raw.getNString(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getNString(String a) throws SQLException {
    try {
      return raw.getNString(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public <T> T getObject(int a, Class<T> b) throws SQLException {
    try {
      return lent(raw.getObject(a, b));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public <T> T getObject(String a, Class<T> b) throws SQLException {
    try {
      return lent(raw.getObject(a, b));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Object getObject(int a) throws SQLException {
    try {
      return lent(raw.getObject(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Object getObject(int a, Map<String, Class<?>> b) throws SQLException {
    try {
      return lent(raw.getObject(a, b));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Object getObject(String a) throws SQLException {
    try {
      return lent(raw.getObject(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Object getObject(String a, Map<String, Class<?>> b) throws SQLException {
    try {
      return lent(raw.getObject(a, b));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Ref getRef(int a) throws SQLException {
    try {
      return lent(raw.getRef(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Ref getRef(String a) throws SQLException {
    try {
      return lent(raw.getRef(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getRow() throws SQLException {
    try {
      return raw.getRow();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public RowId getRowId(int a) throws SQLException {
    try {
      return raw.getRowId(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public RowId getRowId(String a) throws SQLException {
    try {
      return raw.getRowId(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public SQLXML getSQLXML(int a) throws SQLException {
    try {
      return lent(raw.getSQLXML(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public SQLXML getSQLXML(String a) throws SQLException {
    try {
      return lent(raw.getSQLXML(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public short getShort(int a) throws SQLException {
    try {
      return raw.getShort(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public short getShort(String a) throws SQLException {
    try {
      return raw.getShort(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getString(int a) throws SQLException {
    try {
      return raw.getString(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getString(String a) throws SQLException {
    try {
      return raw.getString(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Time getTime(int a) throws SQLException {
    try {
      return raw.getTime(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Time getTime(int a, Calendar b) throws SQLException {
    try {
      return raw.getTime(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Time getTime(String a) throws SQLException {
    try {
      return raw.getTime(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Time getTime(String a, Calendar b) throws SQLException {
    try {
      return raw.getTime(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Timestamp getTimestamp(int a) throws SQLException {
    try {
      return raw.getTimestamp(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Timestamp getTimestamp(int a, Calendar b) throws SQLException {
    try {
      return raw.getTimestamp(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Timestamp getTimestamp(String a) throws SQLException {
    try {
      return raw.getTimestamp(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public Timestamp getTimestamp(String a, Calendar b) throws SQLException {
    try {
      return raw.getTimestamp(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getType() throws SQLException {
    try {
      return raw.getType();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public URL getURL(int a) throws SQLException {
    try {
      return raw.getURL(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public URL getURL(String a) throws SQLException {
    try {
      return raw.getURL(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public InputStream getUnicodeStream(int a) throws SQLException {
    try {
      return lent(raw.getUnicodeStream(a));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public InputStream getUnicodeStream(String a) throws SQLException {
    try {
      return lent(raw.getUnicodeStream(a));
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
  public void insertRow() throws SQLException {
    executing();
    try {
      raw.insertRow();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean isAfterLast() throws SQLException {
    try {
      return raw.isAfterLast();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean isBeforeFirst() throws SQLException {
    try {
      return raw.isBeforeFirst();
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
  public boolean isFirst() throws SQLException {
    try {
      return raw.isFirst();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean isLast() throws SQLException {
    try {
      return raw.isLast();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean last() throws SQLException {
    try {
      return raw.last();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void moveToCurrentRow() throws SQLException {
    try {
      raw.moveToCurrentRow();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void moveToInsertRow() throws SQLException {
    try {
      raw.moveToInsertRow();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean next() throws SQLException {
    try {
      return raw.next();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean previous() throws SQLException {
    try {
      return raw.previous();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void refreshRow() throws SQLException {
    try {
      raw.refreshRow();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean relative(int a) throws SQLException {
    try {
      return raw.relative(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean rowDeleted() throws SQLException {
    try {
      return raw.rowDeleted();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean rowInserted() throws SQLException {
    try {
      return raw.rowInserted();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean rowUpdated() throws SQLException {
    try {
      return raw.rowUpdated();
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
  public void updateArray(int a, Array b) throws SQLException {
    try {
      raw.updateArray(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateArray(String a, Array b) throws SQLException {
    try {
      raw.updateArray(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateAsciiStream(int a, InputStream b) throws SQLException {
    try {
      raw.updateAsciiStream(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateAsciiStream(int a, InputStream b, int c) throws SQLException {
    try {
      raw.updateAsciiStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateAsciiStream(int a, InputStream b, long c) throws SQLException {
    try {
      raw.updateAsciiStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateAsciiStream(String a, InputStream b) throws SQLException {
    try {
      raw.updateAsciiStream(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateAsciiStream(String a, InputStream b, int c) throws SQLException {
    try {
      raw.updateAsciiStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateAsciiStream(String a, InputStream b, long c) throws SQLException {
    try {
      raw.updateAsciiStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBigDecimal(int a, BigDecimal b) throws SQLException {
    try {
      raw.updateBigDecimal(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBigDecimal(String a, BigDecimal b) throws SQLException {
    try {
      raw.updateBigDecimal(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBinaryStream(int a, InputStream b) throws SQLException {
    try {
      raw.updateBinaryStream(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBinaryStream(int a, InputStream b, int c) throws SQLException {
    try {
      raw.updateBinaryStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBinaryStream(int a, InputStream b, long c) throws SQLException {
    try {
      raw.updateBinaryStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBinaryStream(String a, InputStream b) throws SQLException {
    try {
      raw.updateBinaryStream(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBinaryStream(String a, InputStream b, int c) throws SQLException {
    try {
      raw.updateBinaryStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBinaryStream(String a, InputStream b, long c) throws SQLException {
    try {
      raw.updateBinaryStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBlob(int a, InputStream b) throws SQLException {
    try {
      raw.updateBlob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBlob(int a, InputStream b, long c) throws SQLException {
    try {
      raw.updateBlob(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBlob(int a, Blob b) throws SQLException {
    try {
      raw.updateBlob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBlob(String a, InputStream b) throws SQLException {
    try {
      raw.updateBlob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBlob(String a, InputStream b, long c) throws SQLException {
    try {
      raw.updateBlob(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBlob(String a, Blob b) throws SQLException {
    try {
      raw.updateBlob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBoolean(int a, boolean b) throws SQLException {
    try {
      raw.updateBoolean(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBoolean(String a, boolean b) throws SQLException {
    try {
      raw.updateBoolean(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateByte(int a, byte b) throws SQLException {
    try {
      raw.updateByte(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateByte(String a, byte b) throws SQLException {
    try {
      raw.updateByte(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBytes(int a, byte[] b) throws SQLException {
    try {
      raw.updateBytes(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateBytes(String a, byte[] b) throws SQLException {
    try {
      raw.updateBytes(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateCharacterStream(int a, Reader b) throws SQLException {
    try {
      raw.updateCharacterStream(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateCharacterStream(int a, Reader b, int c) throws SQLException {
    try {
      raw.updateCharacterStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateCharacterStream(int a, Reader b, long c) throws SQLException {
    try {
      raw.updateCharacterStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateCharacterStream(String a, Reader b) throws SQLException {
    try {
      raw.updateCharacterStream(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateCharacterStream(String a, Reader b, int c) throws SQLException {
    try {
      raw.updateCharacterStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateCharacterStream(String a, Reader b, long c) throws SQLException {
    try {
      raw.updateCharacterStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateClob(int a, Reader b) throws SQLException {
    try {
      raw.updateClob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateClob(int a, Reader b, long c) throws SQLException {
    try {
      raw.updateClob(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateClob(int a, Clob b) throws SQLException {
    try {
      raw.updateClob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateClob(String a, Reader b) throws SQLException {
    try {
      raw.updateClob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateClob(String a, Reader b, long c) throws SQLException {
    try {
      raw.updateClob(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateClob(String a, Clob b) throws SQLException {
    try {
      raw.updateClob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateDate(int a, Date b) throws SQLException {
    try {
      raw.updateDate(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateDate(String a, Date b) throws SQLException {
    try {
      raw.updateDate(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateDouble(int a, double b) throws SQLException {
    try {
      raw.updateDouble(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateDouble(String a, double b) throws SQLException {
    try {
      raw.updateDouble(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateFloat(int a, float b) throws SQLException {
    try {
      raw.updateFloat(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateFloat(String a, float b) throws SQLException {
    try {
      raw.updateFloat(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateInt(int a, int b) throws SQLException {
    try {
      raw.updateInt(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateInt(String a, int b) throws SQLException {
    try {
      raw.updateInt(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateLong(int a, long b) throws SQLException {
    try {
      raw.updateLong(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateLong(String a, long b) throws SQLException {
    try {
      raw.updateLong(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateNCharacterStream(int a, Reader b) throws SQLException {
    try {
      raw.updateNCharacterStream(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateNCharacterStream(int a, Reader b, long c) throws SQLException {
    try {
      raw.updateNCharacterStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateNCharacterStream(String a, Reader b) throws SQLException {
    try {
      raw.updateNCharacterStream(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateNCharacterStream(String a, Reader b, long c) throws SQLException {
    try {
      raw.updateNCharacterStream(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateNClob(int a, Reader b) throws SQLException {
    try {
      raw.updateNClob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateNClob(int a, Reader b, long c) throws SQLException {
    try {
      raw.updateNClob(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateNClob(int a, NClob b) throws SQLException {
    try {
      raw.updateNClob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateNClob(String a, Reader b) throws SQLException {
    try {
      raw.updateNClob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateNClob(String a, Reader b, long c) throws SQLException {
    try {
      raw.updateNClob(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateNClob(String a, NClob b) throws SQLException {
    try {
      raw.updateNClob(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateNString(int a, String b) throws SQLException {
    try {
      raw.updateNString(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateNString(String a, String b) throws SQLException {
    try {
      raw.updateNString(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateNull(int a) throws SQLException {
    try {
      raw.updateNull(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateNull(String a) throws SQLException {
    try {
      raw.updateNull(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateObject(int a, Object b) throws SQLException {
    try {
      raw.updateObject(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateObject(int a, Object b, int c) throws SQLException {
    try {
      raw.updateObject(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateObject(String a, Object b) throws SQLException {
    try {
      raw.updateObject(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateObject(String a, Object b, int c) throws SQLException {
    try {
      raw.updateObject(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateObject(int a, Object b, SQLType c) throws SQLException {
    try {
      raw.updateObject(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateObject(int a, Object b, SQLType c, int d) throws SQLException {
    try {
      raw.updateObject(a, b, c, d);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateObject(String a, Object b, SQLType c) throws SQLException {
    try {
      raw.updateObject(a, b, c);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateObject(String a, Object b, SQLType c, int d) throws SQLException {
    try {
      raw.updateObject(a, b, c, d);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateRef(int a, Ref b) throws SQLException {
    try {
      raw.updateRef(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateRef(String a, Ref b) throws SQLException {
    try {
      raw.updateRef(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateRow() throws SQLException {
    executing();
    try {
      raw.updateRow();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateRowId(int a, RowId b) throws SQLException {
    try {
      raw.updateRowId(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateRowId(String a, RowId b) throws SQLException {
    try {
      raw.updateRowId(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateSQLXML(int a, SQLXML b) throws SQLException {
    try {
      raw.updateSQLXML(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateSQLXML(String a, SQLXML b) throws SQLException {
    try {
      raw.updateSQLXML(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateShort(int a, short b) throws SQLException {
    try {
      raw.updateShort(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateShort(String a, short b) throws SQLException {
    try {
      raw.updateShort(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateString(int a, String b) throws SQLException {
    try {
      raw.updateString(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateString(String a, String b) throws SQLException {
    try {
      raw.updateString(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateTime(int a, Time b) throws SQLException {
    try {
      raw.updateTime(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateTime(String a, Time b) throws SQLException {
    try {
      raw.updateTime(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateTimestamp(int a, Timestamp b) throws SQLException {
    try {
      raw.updateTimestamp(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public void updateTimestamp(String a, Timestamp b) throws SQLException {
    try {
      raw.updateTimestamp(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean wasNull() throws SQLException {
    try {
      return raw.wasNull();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }
}
