package lido.pool;

import java.sql.ClientInfoStatus;
import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Consumer;

/** Changes a connection's client info; JDBC has an exception of its own for that. */
final class ClientInfo {

  private ClientInfo() {}

  interface Change {
    void apply(Connection raw) throws SQLClientInfoException;
  }

  /** Notes that a return has something to undo, and hands out the driver's connection. */
  interface Noted {
    Connection raw() throws SQLException;
  }

  static void change(Noted noted, Consumer<Throwable> examine, Change change)
      throws SQLClientInfoException {
    try {
      change.apply(noted.raw());
    } catch (SQLClientInfoException | RuntimeException | Error e) {
      examine.accept(e);
      throw e;
    } catch (SQLException e) {
      throw new SQLClientInfoException(
          e.getMessage(), e.getSQLState(), Map.<String, ClientInfoStatus>of(), e);
    }
  }
}
