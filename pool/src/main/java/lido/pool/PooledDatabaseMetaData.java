package lido.pool;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Wrapper;

/** The borrower's view of the driver's metadata; refuses once the connection has gone back. */
final class PooledDatabaseMetaData extends ForwardingDatabaseMetaData {

  private final PooledConnection connection;
  private final DatabaseMetaData raw;

  PooledDatabaseMetaData(PooledConnection connection, DatabaseMetaData raw) {
    this.connection = connection;
    this.raw = raw;
  }

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public int getDriverMajorVersion() {
    return raw.getDriverMajorVersion();
  }

  @Override
  public int getDriverMinorVersion() {
    return raw.getDriverMinorVersion();
  }

  @Override
  DatabaseMetaData raw() throws SQLException {
    connection.raw();
    return raw;
  }

  @Override
  PooledConnection connection() {
    return connection;
  }

  @Override
  Wrapper driverObject() throws SQLException {
    return raw();
  }
}
