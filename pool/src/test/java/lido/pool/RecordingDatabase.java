package lido.pool;

import com.mysql.cj.Session;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.ServerSession;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/**
 * A driver that records, with each call that it gets, how its connection is at that moment: what a
 * server would have been asked in. Each object that it hands out, a Blob as well as a ResultSet,
 * records too. Answers to Connector/J's interfaces, so that the pool takes it for that driver. Has
 * one connection at a time and is used by one thread.
 */
final class RecordingDatabase implements Driver, AutoCloseable {

  /** The settings of a connection. */
  record State(boolean autoCommit, int isolation, boolean readOnly, String catalog, String schema) {

    static final State AT_LOGIN =
        new State(true, Connection.TRANSACTION_REPEATABLE_READ, false, "shop", "public");

    /** A reset leaves the current database as it is. */
    private State in(String current) {
      return new State(autoCommit, isolation, readOnly, current, schema);
    }
  }

  /** A call of an object, and the state that it met. */
  record Call(String name, State met) {}

  /** The driver's session, with the methods that a reset needs. */
  public interface ResettableSession extends Session {
    void resetSessionState();

    void setSessionMaxRows(int most);
  }

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String url = "jdbc:recording:" + NUMBER.incrementAndGet();
  private final List<Call> calls = new ArrayList<>();

  /** How the connection is. */
  State state = State.AT_LOGIN;

  /** What the driver believes of autocommit: as Connector/J, it does not hear of SQL. */
  private boolean booked = true;

  /** Whether something was executed since the last end of a transaction. */
  boolean inTransaction;

  /** How often a server would have been asked. */
  int roundTrips;

  /** What lasts, one text for each execution. */
  final List<String> committed = new ArrayList<>();

  private final List<String> open = new ArrayList<>();

  /** Each call fails while this is set, as on a connection that has died. */
  boolean dead;

  int opened;

  RecordingDatabase() {
    try {
      DriverManager.registerDriver(this);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  DatabaseConfig row(Adapter adapter, PoolConfig sizes) {
    return new DatabaseConfig(
        "default",
        "database.default",
        "",
        adapter,
        url,
        "",
        0,
        "",
        "user",
        "pass",
        "",
        "",
        Map.of(),
        List.of(),
        true,
        sizes);
  }

  /** The calls since this was asked last. */
  List<Call> takeCalls() {
    var taken = List.copyOf(calls);
    calls.clear();
    return taken;
  }

  private Object proxy(Class<?> type) {
    return Proxy.newProxyInstance(
        getClass().getClassLoader(), new Class<?>[] {type}, new Recorded(type));
  }

  /** One object of the driver's. */
  private final class Recorded implements InvocationHandler {

    private final Class<?> type;

    /** Then it refuses, without asking the server. */
    private boolean closed;

    /** Rows are one row. */
    private boolean read;

    /** What a statement has executed, and its rows tell. */
    private String sql = "";

    private Recorded(Class<?> type) {
      this.type = type;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws SQLException {
      String name = method.getName();
      if (method.getDeclaringClass() == Object.class) {
        return switch (name) {
          case "equals" -> proxy == arguments[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "recording " + type.getSimpleName();
        };
      }
      if (type == ServerSession.class) {
        return name.equals("isAutocommit") ? state.autoCommit : inTransaction;
      }
      if (name.equals("getSession") || name.equals("getServerSession")) {
        return proxy(name.equals("getSession") ? ResettableSession.class : ServerSession.class);
      }
      if (name.equals("close") || name.equals("abort") || name.equals("isClosed")) {
        closed |= !name.equals("isClosed");
        return method.getReturnType() == boolean.class ? closed : null;
      }
      if (name.equals("resetSessionState")) {
        end(false);
        set(State.AT_LOGIN.in(state.catalog));
        return null;
      }
      if (dead && name.equals("isValid")) {
        return false;
      }
      if (dead || closed) {
        throw new SQLException(dead ? "gone" : "closed", dead ? "08S01" : "S1009");
      }
      calls.add(new Call(type.getSimpleName() + "." + name, state));
      if (type == ResultSet.class && name.equals("next")) {
        read = !read;
        return read;
      }
      if (name.equals("getString") && sql.contains("DATABASE()")) {
        return arguments[0].equals(1) ? " database" : state.catalog;
      }
      Object answer =
          type == JdbcConnection.class
              ? connection(method, arguments)
              : statement(type, method, arguments);
      if (answer instanceof ResultSet rows && arguments != null && name.equals("executeQuery")) {
        ((Recorded) Proxy.getInvocationHandler(rows)).sql = (String) arguments[0];
      }
      return answer;
    }
  }

  private Object connection(Method method, Object[] arguments) throws SQLException {
    switch (method.getName()) {
      case "setAutoCommit" -> {
        boolean on = (Boolean) arguments[0];
        booked = on;
        if (on && !state.autoCommit) {
          end(true);
        }
        set(new State(on, state.isolation, state.readOnly, state.catalog, state.schema));
      }
      case "setTransactionIsolation" ->
          set(
              new State(
                  state.autoCommit,
                  (Integer) arguments[0],
                  state.readOnly,
                  state.catalog,
                  state.schema));
      case "setReadOnly" ->
          set(
              new State(
                  state.autoCommit,
                  state.isolation,
                  (Boolean) arguments[0],
                  state.catalog,
                  state.schema));
      case "setCatalog" ->
          set(
              new State(
                  state.autoCommit,
                  state.isolation,
                  state.readOnly,
                  (String) arguments[0],
                  state.schema));
      case "setSchema" ->
          set(
              new State(
                  state.autoCommit,
                  state.isolation,
                  state.readOnly,
                  state.catalog,
                  (String) arguments[0]));
      case "getAutoCommit" -> {
        return booked;
      }
      case "getTransactionIsolation" -> {
        roundTrips++;
        return state.isolation;
      }
      case "isReadOnly" -> {
        roundTrips++;
        return state.readOnly;
      }
      case "getCatalog" -> {
        return state.catalog;
      }
      case "getSchema" -> {
        return state.schema;
      }
      case "commit", "rollback" -> {
        if (booked) {
          throw new SQLException("no " + method.getName() + " with autocommit", "HY000");
        }
        roundTrips++;
        if (arguments == null) {
          end(method.getName().equals("commit"));
        }
      }
      case "isValid" -> {
        roundTrips++;
        return true;
      }
      case "unwrap" -> {
        return proxy(JdbcConnection.class);
      }
      default -> {
        return answer(method.getReturnType());
      }
    }
    return null;
  }

  private void set(State next) {
    roundTrips++;
    state = next;
  }

  private Object statement(Class<?> type, Method method, Object[] arguments) {
    String name = method.getName();
    if (name.startsWith("execute")) {
      roundTrips++;
      String sql = arguments == null ? "prepared" : String.valueOf(arguments[0]);
      if (sql.startsWith("SET autocommit=")) {
        boolean on = sql.endsWith("1");
        if (on) {
          end(true);
        }
        state = new State(on, state.isolation, state.readOnly, state.catalog, state.schema);
      } else if (sql.startsWith("USE `")) {
        state = state.in(sql.substring(5, sql.length() - 1));
      } else if (sql.startsWith("SET SESSION search_path TO DEFAULT")) {
        set(new State(state.autoCommit, state.isolation, state.readOnly, state.catalog, "public"));
      } else if (sql.startsWith("SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE")) {
        state = new State(state.autoCommit, 8, state.readOnly, state.catalog, state.schema);
      } else if (state.autoCommit) {
        committed.add(sql + " " + state);
      } else {
        inTransaction = true;
        open.add(sql + " " + state);
      }
    } else if (type.getSimpleName().equals("DatabaseMetaData")
        && method.getReturnType() == ResultSet.class) {
      roundTrips++;
      inTransaction |= !state.autoCommit;
    }
    return answer(method.getReturnType());
  }

  private void end(boolean commits) {
    if (commits) {
      committed.addAll(open);
    }
    open.clear();
    inTransaction = false;
  }

  /** Something of each kind that may be asked again. */
  private Object answer(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class || type == long.class || type == short.class || type == byte.class) {
      return type == int.class
          ? 0
          : type == long.class ? 0L : type == short.class ? (Object) (short) 0 : (byte) 0;
    }
    if (type == float.class || type == double.class) {
      return type == float.class ? (Object) 0f : 0d;
    }
    if (type == String.class) {
      return "public";
    }
    if (type == Object.class) {
      return proxy(java.sql.Blob.class);
    }
    boolean ask = type.getName().startsWith("java.sql.") || type.getName().startsWith("com.mysql.");
    return type.isInterface() && ask ? proxy(type) : null;
  }

  @Override
  public Connection connect(String asked, Properties properties) {
    if (!acceptsURL(asked)) {
      return null;
    }
    opened++;
    dead = false;
    state = State.AT_LOGIN;
    booked = true;
    end(false);
    return (Connection) proxy(JdbcConnection.class);
  }

  @Override
  public boolean acceptsURL(String asked) {
    return url.equals(asked);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String asked, Properties properties) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void close() throws SQLException {
    DriverManager.deregisterDriver(this);
  }
}
