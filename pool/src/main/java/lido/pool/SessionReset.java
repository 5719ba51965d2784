package lido.pool;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes a session as new, with everything that SQL left in it gone: one round trip where the server
 * has a command for that. The driver's method is called by name, because the pool depends on no
 * driver (ADR 0007).
 */
final class SessionReset {

  /**
   * The charset of a database follows the database, that of the connection its collation; no
   * charset for results reads as an empty one.
   */
  private static final String DIFFERENT_FROM_GLOBAL =
      """
      SELECT GROUP_CONCAT(VARIABLE_NAME, '=',
        IF(VARIABLE_TYPE REGEXP 'INT|DOUBLE', SESSION_VALUE,
          IF(VARIABLE_NAME = 'CHARACTER_SET_RESULTS' AND SESSION_VALUE = '', 'NULL',
            QUOTE(SESSION_VALUE))))
      FROM information_schema.SYSTEM_VARIABLES
      WHERE VARIABLE_SCOPE = 'SESSION' AND READ_ONLY = 'NO'
        AND NOT (SESSION_VALUE <=> GLOBAL_VALUE)
        AND VARIABLE_NAME NOT IN
          ('CHARACTER_SET_DATABASE', 'COLLATION_DATABASE', 'CHARACTER_SET_CONNECTION')
      """;

  private SessionReset() {}

  /** Whether it was done; false where the database has nothing of the kind. */
  static boolean reset(Adapter adapter, Connection raw) throws SQLException {
    return switch (adapter) {
      case MYSQL -> call(raw, "com.mysql.cj.jdbc.JdbcConnection", "resetServerState");
      // Sends the command only because Adapter sets useResetConnection, and only to servers that
      // are known to do it right; to others it does not say that it has done nothing.
      case MARIADB -> isMariaDb(raw) && call(raw, "org.mariadb.jdbc.Connection", "reset");
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

  /**
   * What a driver has made of a new session and MariaDB forgets at a reset, the charset first of
   * all: as the assignments of a SET; empty for nothing. MySQL's own pair of driver and server
   * needs none of this.
   */
  static String variables(Connection raw) throws SQLException {
    if (!raw.getMetaData().getDatabaseProductVersion().contains("MariaDB")) {
      return "";
    }
    try (Statement statement = raw.createStatement();
        ResultSet rows = statement.executeQuery(DIFFERENT_FROM_GLOBAL)) {
      String found = rows.next() ? rows.getString(1) : null;
      return found == null ? "" : found;
    }
  }

  /** MariaDB 10.4 and newer (MDEV-18281); the driver knows both from the handshake. */
  private static boolean isMariaDb(Connection raw) throws SQLException {
    DatabaseMetaData server = raw.getMetaData();
    int version = server.getDatabaseMajorVersion() * 100 + server.getDatabaseMinorVersion();
    return version >= 1004 && "MariaDB".equals(server.getDatabaseProductName());
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
