package lido.pool;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears from the server that a session's state has changed where no text tells it: in a stored
 * function or a trigger. One for each physical connection, and on Connector/J alone, which calls it
 * with what the server adds to its answers, on the thread that asked. By name, as in {@link
 * SessionReset}.
 *
 * <p>The server does not say what has changed, and it counts what the driver does by itself. So it
 * names three variables: the driver sets them for {@code setAutoCommit}, {@code setMaxRows} and
 * streamed rows, and an answer that names one of them, or a database, is not counted.
 */
final class SessionTracking implements InvocationHandler {

  /** Where there is nothing to hear; never written. */
  static final SessionTracking NONE = new SessionTracking();

  private static final String ON =
      """
      SET SESSION session_track_state_change = 1,
        session_track_system_variables = 'autocommit,net_write_timeout,sql_select_limit'\
      """;

  private static final String CONTROLLER = "com.mysql.cj.protocol.ServerSessionStateController";
  private static final String OPTION = "trackSessionState";

  // The kinds of change, as the protocol numbers them.
  private static final int VARIABLE = 0;
  private static final int DATABASE = 1;
  private static final int STATE = 2;

  /**
   * {@link SessionChange#SQL} once something has changed, else 0. Written and read by the holder of
   * the entry.
   */
  int noticed;

  private @Nullable Method changes;
  private @Nullable Method kind;

  /** The driver refers to it weakly. */
  private @Nullable Object listener;

  private SessionTracking() {}

  /** Whether the driver is to ask the server for it; {@code trackSessionState = false} wins. */
  static boolean isWanted(DatabaseConfig config) {
    return config.adapter() == Adapter.MYSQL
        && config.pool().reset() == Reset.AUTO
        && !config.isOption(OPTION, "false");
  }

  /** Returns what hears this session's changes from now on; NONE where it cannot be. */
  static SessionTracking of(DatabaseConfig config, Connection raw) throws SQLException {
    if (!isWanted(config)) {
      return NONE;
    }
    var tracking = new SessionTracking();
    try {
      if (tracking.listen(raw) && tracking.turnOn(raw)) {
        tracking.forgetAllBut(0);
        return tracking;
      }
      return NONE;
    } catch (ReflectiveOperationException e) {
      // Another driver, or one that is too old.
      return NONE;
    }
  }

  /** What has been noticed since was known anyway. */
  void forgetAllBut(int before) {
    // NONE is shared by all: its memory is not touched.
    if (noticed != before) {
      noticed = before;
    }
  }

  private boolean listen(Connection raw) throws ReflectiveOperationException {
    ClassLoader loader = raw.getClass().getClassLoader();
    Class<?> connection = Class.forName("com.mysql.cj.jdbc.JdbcConnection", false, loader);
    if (!connection.isInstance(raw)) {
      return false;
    }
    Class<?> controller = Class.forName(CONTROLLER, false, loader);
    Class<?> type = Class.forName(CONTROLLER + "$SessionStateChangesListener", false, loader);
    changes =
        Class.forName(CONTROLLER + "$ServerSessionStateChanges", false, loader)
            .getMethod("getSessionStateChangesList");
    kind = Class.forName(CONTROLLER + "$SessionStateChange", false, loader).getMethod("getType");
    listener = Proxy.newProxyInstance(loader, new Class<?>[] {type}, this);
    controller
        .getMethod("addSessionStateChangesListener", type)
        .invoke(connection.getMethod("getServerSessionStateController").invoke(raw), listener);
    return true;
  }

  /** Also after a reset, which turns it off; whether the server knows of it. */
  boolean turnOn(Connection raw) throws SQLException {
    if (this == NONE) {
      return false;
    }
    try (Statement statement = raw.createStatement()) {
      statement.execute(ON);
      return true;
    } catch (SQLException e) {
      if (SqlFaults.verdict(Adapter.MYSQL, e) != SqlFaults.Verdict.HARMLESS) {
        throw e;
      }
      // MySQL 5.6, or something else that speaks its protocol.
      return false;
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "session tracking of lido.pool";
      default -> {
        if (arguments != null && isChanged(arguments[0])) {
          noticed = SessionChange.SQL;
        }
        yield null;
      }
    };
  }

  private boolean isChanged(Object told) {
    Method list = changes;
    Method type = kind;
    if (list == null || type == null) {
      return false;
    }
    try {
      boolean changed = false;
      for (Object change : (List<?>) list.invoke(told)) {
        int what = (int) type.invoke(change);
        if (what == VARIABLE || what == DATABASE) {
          return false;
        }
        changed |= what == STATE;
      }
      return changed;
    } catch (ReflectiveOperationException | RuntimeException e) {
      // In doubt it has; and nothing of this is the borrower's business.
      return true;
    }
  }
}
