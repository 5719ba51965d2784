package lido.pool;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hears from the server that a session's state has changed where no text tells it: in a stored
 * function or a trigger. One for each physical connection, and on Connector/J alone, which calls it
 * with what the server adds to its answers, on the thread that asked. By name, as in {@link
 * MySqlDriver}.
 *
 * <p>The server names every variable that has changed, and says that something else has. It counts
 * what the driver does by itself. That is told apart by who has made the driver ask: the setters of
 * a handle say so, and for two variables that the driver sets beside a query, the stack does.
 */
final class MySqlTracking extends SessionTracking implements InvocationHandler {

  private static final String ON =
      """
      SET SESSION session_track_state_change = 1,
        session_track_system_variables = '*'\
      """;

  private static final String CONTROLLER = "com.mysql.cj.protocol.ServerSessionStateController";

  /** The driver sets them for {@code setMaxRows} and for streamed rows. */
  private static final Set<String> BESIDE_QUERIES = Set.of("sql_select_limit", "net_write_timeout");

  /** How it does that: the methods of the driver that call one another, the inner one first. */
  private static final Set<String> BESIDE =
      Set.of(
          "execSQL setSessionMaxRows",
          "executeSimpleNonQuery setupStreamingTimeout",
          "sendCommand close");

  /** Set by {@code setAutoCommit}, or by a text; no function and no trigger may set it. */
  private static final String AUTO_COMMIT = "autocommit";

  // The kinds of change, as the protocol numbers them.
  private static final int VARIABLE = 0;
  private static final int DATABASE = 1;
  private static final int STATE = 2;

  private @Nullable Method changes;
  private @Nullable Method kind;
  private @Nullable Method values;

  /** The driver refers to it weakly. */
  private @Nullable Object listener;

  private MySqlTracking() {}

  /** Returns what hears this session's changes from now on; NONE where it cannot be. */
  static SessionTracking of(Connection raw) throws SQLException {
    var tracking = new MySqlTracking();
    try {
      return tracking.listen(raw) && turnOn(raw) ? tracking : NONE;
    } catch (ReflectiveOperationException e) {
      // Another driver, or one that is too old.
      return NONE;
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
    Class<?> change = Class.forName(CONTROLLER + "$SessionStateChange", false, loader);
    changes =
        Class.forName(CONTROLLER + "$ServerSessionStateChanges", false, loader)
            .getMethod("getSessionStateChangesList");
    kind = change.getMethod("getType");
    values = change.getMethod("getValues");
    listener = Proxy.newProxyInstance(loader, new Class<?>[] {type}, this);
    controller
        .getMethod("addSessionStateChangesListener", type)
        .invoke(connection.getMethod("getServerSessionStateController").invoke(raw), listener);
    return true;
  }

  /** Whether the server knows of it. */
  private static boolean turnOn(Connection raw) throws SQLException {
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
        if (arguments != null) {
          noticed |= changed(arguments[0]);
        }
        yield null;
      }
    };
  }

  private int changed(Object told) {
    Method list = changes;
    Method type = kind;
    Method names = values;
    if (list == null || type == null || names == null) {
      return 0;
    }
    try {
      boolean state = false;
      boolean beside = false;
      for (Object change : (List<?>) list.invoke(told)) {
        int what = (int) type.invoke(change);
        if (what == DATABASE) {
          // By USE, which sets some variables as well; nothing else can do it.
          return SessionChange.CATALOG;
        }
        if (what == VARIABLE) {
          String name = String.valueOf(((List<?>) names.invoke(change)).get(0));
          if (name.equals(AUTO_COMMIT)) {
            return 0;
          }
          if (!BESIDE_QUERIES.contains(name)) {
            return SessionChange.SQL;
          }
          beside = true;
        }
        state |= what == STATE;
      }
      return state && !(beside && isBesideQuery()) ? SessionChange.SQL : 0;
    } catch (ReflectiveOperationException | RuntimeException e) {
      // In doubt it has; and nothing of this is the borrower's business.
      return SessionChange.SQL;
    }
  }

  /** Whether the driver is setting a variable of its own accord. */
  private static boolean isBesideQuery() {
    return StackWalker.getInstance()
        .walk(
            frames -> {
              String inner = "";
              for (var frame : (Iterable<StackWalker.StackFrame>) frames::iterator) {
                if (frame.getClassName().startsWith("com.mysql.cj.")
                    && BESIDE.contains(inner + " " + frame.getMethodName())) {
                  return true;
                }
                inner = frame.getMethodName();
              }
              return false;
            });
  }
}
