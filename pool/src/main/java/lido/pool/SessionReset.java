package lido.pool;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes a session as new, with everything that SQL left in it gone: one round trip where the server
 * has a command for that. The driver's method is called by name, because the pool depends on no
 * driver (ADR 0007).
 */
final class SessionReset {

  private SessionReset() {}

  /** Whether it was done; false where the database has nothing of the kind. */
  static boolean reset(Adapter adapter, Connection raw) throws SQLException {
    return switch (adapter) {
      case MYSQL -> call(raw, "com.mysql.cj.jdbc.JdbcConnection", "resetServerState");
      // Sends the command only because Adapter sets useResetConnection.
      case MARIADB -> call(raw, "org.mariadb.jdbc.Connection", "reset");
      case PGSQL -> {
        if (!raw.getAutoCommit()) {
          raw.rollback();
          raw.setAutoCommit(true);
        }
        try (Statement statement = raw.createStatement()) {
          // DISCARD ALL refuses to run inside a transaction that plain SQL began.
          statement.execute("ROLLBACK");
          statement.execute("DISCARD ALL");
        }
        yield true;
      }
      case H2, OTHER -> false;
    };
  }

  private static boolean call(Connection raw, String type, String method) throws SQLException {
    try {
      Class<?> connection = Class.forName(type, false, raw.getClass().getClassLoader());
      if (!connection.isInstance(raw)) {
        return false;
      }
      connection.getMethod(method).invoke(raw);
      return true;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw new SQLException("cannot reset the session", e.getCause());
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
