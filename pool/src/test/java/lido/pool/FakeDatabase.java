package lido.pool;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/**
 * A database that counts, blocks and breaks on command. Each instance has a URL of its own; its
 * driver is found through {@link DriverManager} as any other. Thread-safe.
 */
final class FakeDatabase implements Driver, AutoCloseable {

  /** What a call into the driver does before it does its work; may block, throw, or both. */
  @FunctionalInterface
  interface Behaviour {
    void act() throws Throwable;
  }

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String url = "jdbc:fake:" + NUMBER.incrementAndGet();
  private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger peak = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<FakeConnection> connections = new CopyOnWriteArrayList<>();
  private volatile Properties lastProperties = new Properties();
  private volatile boolean alive = true;
  private volatile boolean quiet;

  /** Whether setters fail when they have done their work. */
  volatile boolean failAfter;

  private volatile int lastValidSeconds = -1;

  FakeDatabase() {
    try {
      DriverManager.registerDriver(this);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String url() {
    return url;
  }

  DatabaseConfig row(String key, PoolConfig.Builder sizes) {
    return DatabaseConfig.ofUrl(key, url, "user", "hunter2", sizes.build());
  }

  /** What happens at {@code connect} or at a method of Connection or Statement of that name. */
  void at(String call, Behaviour behaviour) {
    behaviours.put(call, behaviour);
  }

  void heal(String call) {
    behaviours.remove(call);
  }

  void behave() {
    behaviours.clear();
  }

  /** Records no calls from now on, for tests that make millions. */
  void recordNothing() {
    quiet = true;
  }

  private void record(String call) {
    if (!quiet) {
      calls.add(call);
    }
  }

  /** What {@code isValid} was last called with. */
  int lastValidSeconds() {
    return lastValidSeconds;
  }

  /** How often this was called. */
  long count(String call) {
    return calls.stream().filter(call::equals).count();
  }

  /** Every connection that is open now breaks, silently: isValid says false, all else throws. */
  void breakAll() {
    connections.forEach(connection -> connection.broken = true);
  }

  /** Connections that are open, those being opened included. */
  int open() {
    return open.get();
  }

  /** Counts from here on. */
  void forget() {
    opened.set(0);
    peak.set(open.get());
    calls.clear();
  }

  int peak() {
    return peak.get();
  }

  int opened() {
    return opened.get();
  }

  Properties lastProperties() {
    return lastProperties;
  }

  /** What was called on connections and statements, in order, such as {@code rollback}. */
  List<String> calls() {
    return calls;
  }

  List<FakeConnection> connections() {
    return connections;
  }

  @Override
  public Connection connect(String asked, Properties properties) throws SQLException {
    if (!acceptsURL(asked)) {
      return null;
    }
    lastProperties = properties;
    peak.accumulateAndGet(open.incrementAndGet(), Math::max);
    boolean done = false;
    try {
      record("connect");
      act("connect");
      opened.incrementAndGet();
      var connection = new FakeConnection();
      connections.add(connection);
      done = true;
      return connection.proxy;
    } finally {
      if (!done) {
        open.decrementAndGet();
      }
    }
  }

  private void act(String call) throws SQLException {
    Behaviour behaviour = behaviours.get(call);
    if (behaviour == null) {
      return;
    }
    try {
      behaviour.act();
    } catch (SQLException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new SQLException("fake: interrupted", "08S01", e);
    }
  }

  @Override
  public boolean acceptsURL(String asked) {
    return alive && asked.equals(url);
  }

  @Override
  public void close() {
    alive = false;
    try {
      DriverManager.deregisterDriver(this);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One physical connection with the settings that JDBC knows. */
  final class FakeConnection implements InvocationHandler {
    final Connection proxy =
        (Connection)
            Proxy.newProxyInstance(
                FakeDatabase.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    final int number = NUMBER.incrementAndGet();
    final Map<String, Object> settings = new ConcurrentHashMap<>();
    volatile boolean broken;
    volatile boolean closed;

    FakeConnection() {
      settings.put("AutoCommit", true);
      settings.put("ReadOnly", false);
      settings.put("TransactionIsolation", Connection.TRANSACTION_REPEATABLE_READ);
      settings.put("Catalog", "shop");
      settings.put("Schema", "public");
      settings.put("Holdability", ResultSet.HOLD_CURSORS_OVER_COMMIT);
      settings.put("NetworkTimeout", 0);
      settings.put("TypeMap", Map.of());
      settings.put("ClientInfo", new Properties());
    }

    @Override
    public Object invoke(Object self, Method method, Object[] args) throws Throwable {
      String name = method.getName();
      switch (name) {
        case "hashCode":
          return System.identityHashCode(self);
        case "equals":
          return self == args[0];
        case "toString":
          return "fake connection";
        default:
      }
      record(name);
      FakeDatabase.this.act(name);
      switch (name) {
        case "isClosed":
          return closed;
        case "isValid":
          lastValidSeconds = (int) args[0];
          return !broken && !closed;
        case "close", "abort":
          if (!closed) {
            closed = true;
            open.decrementAndGet();
            connections.remove(this);
          }
          return null;
        case "unwrap":
          return self;
        case "isWrapperFor":
          return ((Class<?>) args[0]).isInstance(self);
        case "getNetworkTimeout":
          return settings.get("NetworkTimeout");
        case "setNetworkTimeout":
          settings.put("NetworkTimeout", args[1]);
          return done();
        default:
      }
      if (closed || broken) {
        throw new SQLNonTransientConnectionException("fake: the connection is gone", "08003");
      }
      if (name.equals("setClientInfo") && args.length == 2) {
        var info = new Properties();
        info.putAll((Properties) settings.get("ClientInfo"));
        if (args[1] == null) {
          info.remove(args[0]);
        } else {
          info.setProperty((String) args[0], (String) args[1]);
        }
        settings.put("ClientInfo", info);
        return done();
      }
      if (name.startsWith("set") && args != null && args.length == 1 && !name.contains("Save")) {
        if (args[0] == null) {
          settings.remove(name.substring(3));
        } else {
          settings.put(name.substring(3), args[0]);
        }
        return done();
      }
      if ((name.startsWith("get") || name.startsWith("is")) && args == null) {
        return switch (name) {
          case "getWarnings" -> null;
          case "getMetaData" -> metaData(this);
          default -> settings.get(name.substring(name.startsWith("get") ? 3 : 2));
        };
      }
      return switch (name) {
        case "createStatement", "prepareStatement", "prepareCall" ->
            statement(this, method.getReturnType());
        // The number of the physical connection, for tests that ask which one they hold.
        case "nativeSQL" -> Integer.toString(number);
        case "setSavepoint" -> savepoint();
        default -> nothing(method.getReturnType());
      };
    }
  }

  private Object statement(FakeConnection connection, Class<?> type) {
    var closed = new AtomicInteger();
    InvocationHandler handler =
        (self, method, args) -> {
          String name = method.getName();
          record("statement." + name);
          act("statement." + name);
          if (name.equals("close")) {
            closed.set(1);
            return null;
          }
          if (name.equals("isClosed")) {
            return closed.get() == 1;
          }
          if (connection.closed || connection.broken) {
            throw new SQLNonTransientConnectionException("fake: the connection is gone", "08S01");
          }
          if (closed.get() == 1) {
            throw new SQLException("fake: the statement is closed", "HY010");
          }
          if (name.equals("unwrap")) {
            return self;
          }
          if (name.equals("getConnection")) {
            return connection.proxy;
          }
          if (method.getReturnType() == ResultSet.class) {
            return rows(connection, self);
          }
          return nothing(method.getReturnType());
        };
    return Proxy.newProxyInstance(
        FakeDatabase.class.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private ResultSet rows(FakeConnection connection, Object statement) {
    InvocationHandler handler =
        (self, method, args) -> {
          String name = method.getName();
          record("rows." + name);
          act("rows." + name);
          if (name.equals("getStatement")) {
            return statement;
          }
          if (name.equals("close")) {
            return null;
          }
          if (connection.closed || connection.broken || ((Statement) statement).isClosed()) {
            throw new SQLException("fake: the rows are gone", "HY010");
          }
          return nothing(method.getReturnType());
        };
    return (ResultSet)
        Proxy.newProxyInstance(
            FakeDatabase.class.getClassLoader(), new Class<?>[] {ResultSet.class}, handler);
  }

  private DatabaseMetaData metaData(FakeConnection connection) {
    InvocationHandler handler =
        (self, method, args) -> {
          String name = method.getName();
          record("metadata." + name);
          act("metadata." + name);
          if (name.equals("getConnection")) {
            return connection.proxy;
          }
          if (method.getReturnType() == ResultSet.class) {
            return rows(connection, statement(connection, Statement.class));
          }
          return nothing(method.getReturnType());
        };
    return (DatabaseMetaData)
        Proxy.newProxyInstance(
            FakeDatabase.class.getClassLoader(), new Class<?>[] {DatabaseMetaData.class}, handler);
  }

  private Object done() throws SQLException {
    if (failAfter) {
      // Of all kinds the one that every setter may throw.
      throw new SQLClientInfoException("fake: done, but", "HY000", Map.of(), null);
    }
    return null;
  }

  private static Savepoint savepoint() {
    return new Savepoint() {
      @Override
      public int getSavepointId() {
        return 1;
      }

      @Override
      public String getSavepointName() {
        return "fake";
      }
    };
  }

  private static Object nothing(Class<?> type) {
    if (!type.isPrimitive() || type == void.class) {
      return null;
    }
    if (type == boolean.class) {
      return false;
    }
    return java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0);
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
}
