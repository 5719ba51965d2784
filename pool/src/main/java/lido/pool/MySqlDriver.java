package lido.pool;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends COM_RESET_CONNECTION by the driver of a connection, and keeps the driver's own books right.
 * Connector/J and MariaDB's driver have methods that do that and more; the more is six round trips
 * on the one, and on the other nothing at all where the server is a MySQL. Immutable.
 */
abstract class MySqlDriver {

  private static final String CONNECTOR_J = "com.mysql.cj.jdbc.JdbcConnection";
  private static final String MARIADB = "org.mariadb.jdbc.Connection";

  /** The driver of a connection; null if it is neither of the two, or one that cannot do it. */
  static @Nullable MySqlDriver of(DatabaseConfig row, Connection raw) {
    try {
      Object connection = DriverObject.of(raw, CONNECTOR_J);
      if (connection != null) {
        return ConnectorJ.of(row, connection);
      }
      connection = DriverObject.of(raw, MARIADB);
      return connection == null ? null : MariaDb.of(raw);
    } catch (ReflectiveOperationException | SQLException | InaccessibleObjectException e) {
      return null;
    }
  }

  abstract void reset(Connection raw) throws SQLException;

  /** Whether the driver itself believes to be in another database. */
  abstract boolean isElsewhere(Connection raw, String database) throws SQLException;

  /** Whether a statement that was prepared on the server outlives the lease that prepared it. */
  abstract boolean cachesStatements();

  private static Object found(Connection raw, String type) throws SQLException {
    Object found = DriverObject.of(raw, type);
    if (found == null) {
      throw new SQLException("the connection is no longer one of " + type, "08003");
    }
    return found;
  }

  private static final class ConnectorJ extends MySqlDriver {

    private final Method session;
    private final Method reset;
    private final Method maxRows;

    /** The statements on the server that wait to be used again; null if there is no such cache. */
    private final @Nullable Field statements;

    private ConnectorJ(Method session, Method reset, Method maxRows, @Nullable Field statements) {
      this.session = session;
      this.reset = reset;
      this.maxRows = maxRows;
      this.statements = statements;
    }

    static ConnectorJ of(DatabaseConfig row, Object connection)
        throws ReflectiveOperationException, SQLException {
      Method session = connection.getClass().getMethod("getSession");
      Class<?> type = Objects.requireNonNull(DriverObject.call(session, connection)).getClass();
      boolean caches =
          row.isOption("cachePrepStmts", "true")
              && (row.isOption("useServerPrepStmts", "true")
                  || row.isOption("useCursorFetch", "true"));
      Field statements = null;
      if (caches) {
        // It goes on to use them after the reset that has ended them: they have to go.
        statements = connection.getClass().getDeclaredField("serverSideStatementCache");
        statements.setAccessible(true);
      }
      return new ConnectorJ(
          session,
          type.getMethod("resetSessionState"),
          type.getMethod("setSessionMaxRows", int.class),
          statements);
    }

    @Override
    void reset(Connection raw) throws SQLException {
      Object connection = found(raw, CONNECTOR_J);
      Object asked = DriverObject.call(session, connection);
      DriverObject.call(reset, asked);
      // The limit that setMaxRows had set is gone: it would be believed to be there.
      DriverObject.call(maxRows, asked, -1);
      if (statements != null) {
        try {
          Map<?, ?> cache = (Map<?, ?>) statements.get(connection);
          if (cache != null) {
            cache.clear();
          }
        } catch (IllegalAccessException e) {
          throw new SQLException("cannot clear the driver's cache of statements", e);
        }
      }
    }

    @Override
    boolean isElsewhere(Connection raw, String database) {
      // It does not follow what SQL does.
      return false;
    }

    @Override
    boolean cachesStatements() {
      return statements != null;
    }
  }

  private static final class MariaDb extends MySqlDriver {

    private final Method client;
    private final Method execute;
    private final Method reset;
    private final Method context;
    private final Method isolation;
    private final Method database;
    private final Object packet;

    private MariaDb(
        Method client,
        Method execute,
        Method reset,
        Method context,
        Method isolation,
        Method database,
        Object packet) {
      this.client = client;
      this.execute = execute;
      this.reset = reset;
      this.context = context;
      this.isolation = isolation;
      this.database = database;
      this.packet = packet;
    }

    static MariaDb of(Connection raw) throws ReflectiveOperationException {
      Class<?> message = type(raw, "org.mariadb.jdbc.message.ClientMessage");
      Class<?> client = type(raw, "org.mariadb.jdbc.client.Client");
      Class<?> context = type(raw, "org.mariadb.jdbc.client.Context");
      return new MariaDb(
          type(raw, MARIADB).getMethod("getClient"),
          client.getMethod("execute", message, boolean.class),
          client.getMethod("reset"),
          client.getMethod("getContext"),
          context.getMethod("setTransactionIsolationLevel", Integer.class),
          context.getMethod("getDatabase"),
          Objects.requireNonNull(
              type(raw, "org.mariadb.jdbc.message.client.ResetPacket")
                  .getField("INSTANCE")
                  .get(null)));
    }

    private static Class<?> type(Connection raw, String name) throws ClassNotFoundException {
      Class<?> type = DriverObject.type(raw, name);
      if (type == null) {
        throw new ClassNotFoundException(name);
      }
      return type;
    }

    @Override
    void reset(Connection raw) throws SQLException {
      Object asked = DriverObject.call(client, found(raw, MARIADB));
      DriverObject.call(execute, asked, packet, true);
      // Its cache of prepared statements; and an isolation level that it may have been told of.
      DriverObject.call(reset, asked);
      DriverObject.call(isolation, DriverObject.call(context, asked), (Object) null);
    }

    @Override
    boolean isElsewhere(Connection raw, String database) throws SQLException {
      Object context =
          DriverObject.call(this.context, DriverObject.call(client, found(raw, MARIADB)));
      Object believed = DriverObject.call(this.database, context);
      return believed != null && !believed.equals(database);
    }

    @Override
    boolean cachesStatements() {
      return false;
    }
  }
}
