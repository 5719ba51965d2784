package lido.pool;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of a session with each of its answers: whether autocommit is on, and whether
 * a transaction is open. The drivers of MySQL and MariaDB keep it, so to look costs no round trip.
 * They are asked by name (ADR 0007). Immutable.
 */
final class ServerStatus {

  /** Of a driver that does not tell. */
  static final ServerStatus UNKNOWN = new ServerStatus(List.of(), null, null);

  // As the protocol numbers them.
  private static final int IN_TRANSACTION = 1;
  private static final int AUTO_COMMIT = 2;

  /** From the connection to the object that is asked. */
  private final List<Method> way;

  private final @Nullable Method autoCommit;

  /** Null where the first question is answered with both bits. */
  private final @Nullable Method inTransaction;

  private ServerStatus(
      List<Method> way, @Nullable Method autoCommit, @Nullable Method inTransaction) {
    this.way = way;
    this.autoCommit = autoCommit;
    this.inTransaction = inTransaction;
  }

  /** Finds out how the driver of this connection is asked; {@link #UNKNOWN} for most. */
  static ServerStatus of(Adapter adapter, Connection raw) {
    try {
      return switch (adapter) {
        case MYSQL -> mysql(raw);
        case MARIADB -> mariaDb(raw);
        case PGSQL, H2, OTHER -> UNKNOWN;
      };
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Another driver, or one that is too old.
      return UNKNOWN;
    }
  }

  private static ServerStatus mysql(Connection raw) throws ReflectiveOperationException {
    Class<?> connection = type(raw, "com.mysql.cj.MysqlConnection");
    Class<?> session = type(raw, "com.mysql.cj.Session");
    Class<?> server = type(raw, "com.mysql.cj.protocol.ServerSession");
    return connection.isInstance(raw)
        ? new ServerStatus(
            List.of(connection.getMethod("getSession"), session.getMethod("getServerSession")),
            server.getMethod("isAutocommit"),
            server.getMethod("inTransactionOnServer"))
        : UNKNOWN;
  }

  private static ServerStatus mariaDb(Connection raw) throws ReflectiveOperationException {
    Class<?> connection = type(raw, "org.mariadb.jdbc.Connection");
    Class<?> context = type(raw, "org.mariadb.jdbc.client.Context");
    return connection.isInstance(raw)
        ? new ServerStatus(
            List.of(connection.getMethod("getContext")), context.getMethod("getServerStatus"), null)
        : UNKNOWN;
  }

  private static Class<?> type(Connection raw, String name) throws ClassNotFoundException {
    Class<?> type = DriverObject.type(raw, name);
    if (type == null) {
      throw new ClassNotFoundException(name);
    }
    return type;
  }

  boolean isKnown() {
    return autoCommit != null;
  }

  /**
   * Whether the server has said that no transaction is open and that autocommit is as told here. In
   * doubt it has not.
   */
  boolean isQuiet(Connection raw, boolean withAutoCommit) {
    try {
      return flags(raw) == (withAutoCommit ? AUTO_COMMIT : 0);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }

  private int flags(Connection raw) throws ReflectiveOperationException {
    if (autoCommit == null) {
      return IN_TRANSACTION;
    }
    Object asked = raw;
    for (Method step : way) {
      asked = step.invoke(asked);
    }
    Object said = autoCommit.invoke(asked);
    if (inTransaction == null) {
      return (Integer) said & (IN_TRANSACTION | AUTO_COMMIT);
    }
    return ((Boolean) said ? AUTO_COMMIT : 0)
        | ((Boolean) inTransaction.invoke(asked) ? IN_TRANSACTION : 0);
  }
}
