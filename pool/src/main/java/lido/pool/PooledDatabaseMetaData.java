package lido.pool;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

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

  /** Rows from metadata belong to a statement that the driver made for them: it ends as others. */
  @Override
  @Nullable ResultSet wrap(@Nullable ResultSet rows) {
    if (rows != null) {
      try {
        Statement behind = rows.getStatement();
        if (behind != null) {
          connection.watch(behind);
        }
      } catch (SQLException e) {
        // Then there is none: the rows are the driver's own, and ask no server.
        return super.wrap(rows);
      }
    }
    return super.wrap(rows);
  }

  @Override
  Wrapper driverObject() throws SQLException {
    return raw();
  }
}
