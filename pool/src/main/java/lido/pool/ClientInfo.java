package lido.pool;

import java.sql.ClientInfoStatus;
import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.util.Map;

/** Changes a connection's client info; JDBC has an exception of its own for that. */
final class ClientInfo {

  private ClientInfo() {}

  interface Change {
    void apply(Connection raw) throws SQLClientInfoException;
  }

  static void change(PooledConnection connection, Change change) throws SQLClientInfoException {
    try {
      connection.note(SessionChange.CLIENT_INFO);
      change.apply(connection.raw());
    } catch (SQLClientInfoException | RuntimeException | Error e) {
      connection.examine(e);
      throw e;
    } catch (SQLException e) {
      throw new SQLClientInfoException(
          e.getMessage(), e.getSQLState(), Map.<String, ClientInfoStatus>of(), e);
    }
  }
}
