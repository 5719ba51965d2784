package lido.pool;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The settings of JDBC as a connection shows them right after its login and the row's commands; the
 * same for all connections of one {@link Login}. Thread-safe.
 *
 * <p>A setting that the driver does not tell is unknown. A connection on which a borrower has
 * changed such a setting cannot be restored.
 */
final class LoginState {

  /** A power of two: as many texts as a program has that runs often. */
  private static final int TEXTS = 64;

  /** Longer ones are made for one use. */
  private static final int LONGEST_TEXT = 4096;

  private final Adapter adapter;

  /** Texts that were found to leave nothing, by their hash; racy on purpose. */
  private final @Nullable String[] harmless = new String[TEXTS];

  private int known;
  private int isolation;
  private boolean readOnly;
  private @Nullable String catalog;
  private @Nullable String schema;
  private @Nullable String searchPath;

  /** 0 where the driver does not tell. */
  private int holdability;

  private @Nullable Map<String, Class<?>> typeMap;
  private @Nullable Properties clientInfo;
  private int queryTimeout;
  private DriverSettings driver = DriverSettings.NONE;
  private SqlDialect dialect;
  private @Nullable SessionReset reset;
  private ServerStatus status = ServerStatus.UNKNOWN;

  private LoginState(Adapter adapter) {
    this.adapter = adapter;
    this.dialect = SqlDialect.of(adapter);
  }

  private interface Question {
    void ask() throws SQLException;
  }

  /**
   * Learns from a connection that nobody has borrowed yet; see {@link #leftAsItWas}.
   *
   * @throws SQLException if the connection itself has failed
   */
  static LoginState of(DatabaseConfig row, Connection raw) throws SQLException {
    LoginState state = settings(row.adapter(), raw);
    state.status = ServerStatus.of(row.adapter(), raw);
    state.driver = DriverSettings.of(raw);
    if (H2Tracking.isWanted(raw)) {
      state.queryTimeout = queryTimeout(raw);
    }
    if (row.pool().reset() != Reset.CHANGED) {
      SessionReset reset = SessionReset.of(row, raw);
      if (reset != null) {
        reset.learn(row, raw);
        state.reset = reset;
        state.dialect = reset.dialect();
      }
    }
    return state;
  }

  private static LoginState settings(Adapter adapter, Connection raw) throws SQLException {
    var state = new LoginState(adapter);
    state.learn(
        raw, SessionChange.ISOLATION, () -> state.isolation = raw.getTransactionIsolation());
    state.learn(raw, SessionChange.READ_ONLY, () -> state.readOnly = raw.isReadOnly());
    state.learn(raw, SessionChange.CATALOG, () -> state.catalog = raw.getCatalog());
    if (adapter == Adapter.PGSQL) {
      // JDBC knows the first schema of the path only.
      state.learn(raw, SessionChange.SCHEMA, () -> state.searchPath = searchPath(raw));
    } else {
      state.learn(raw, SessionChange.SCHEMA, () -> state.schema = raw.getSchema());
    }
    state.learn(raw, SessionChange.LOCAL, () -> state.holdability = raw.getHoldability());
    state.learn(raw, SessionChange.LOCAL, () -> state.typeMap = copy(raw.getTypeMap()));
    state.learn(raw, SessionChange.CLIENT_INFO, () -> state.clientInfo = copy(raw.getClientInfo()));
    return state;
  }

  private static int queryTimeout(Connection raw) throws SQLException {
    try (Statement statement = raw.createStatement()) {
      return statement.getQueryTimeout();
    }
  }

  private void learn(Connection raw, int bit, Question question) throws SQLException {
    try {
      question.ask();
      known |= bit;
    } catch (SQLException | RuntimeException | AbstractMethodError e) {
      // Not supported, or a driver of an older JDBC; but not a connection that has just died.
      if (raw.isClosed() || (e instanceof SQLException lost && isGone(lost))) {
        throw new SQLException("the connection failed right after its login", "08006", e);
      }
    }
  }

  private static boolean isGone(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("08");
  }

  private static @Nullable String searchPath(Connection raw) throws SQLException {
    try (Statement statement = raw.createStatement();
        ResultSet rows = statement.executeQuery("SHOW search_path")) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  /** What a statement may leave in the session, as bits of {@link SessionChange}. */
  int changes(String sql) {
    int hash = sql.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (TEXTS - 1);
    if (sql.equals(harmless[slot])) {
      return 0;
    }
    int changes = SessionSql.changes(sql, dialect);
    if (reset != null) {
      changes = reset.meaning(changes);
    }
    if (changes == 0 && sql.length() <= LONGEST_TEXT) {
      harmless[slot] = sql;
    }
    return changes;
  }

  /** How a session becomes again what it was after the login; null where there is no way. */
  @Nullable SessionReset reset() {
    return reset;
  }

  /** What a human should know of {@link #reset}; empty for nothing. */
  String problem() {
    return reset == null ? "" : reset.problem();
  }

  /** Whether the connection that this was learned from is still as after its login. */
  boolean leftAsItWas() {
    return reset == null || reset.leftAsItWas();
  }

  /** Whether the driver has told the settings of all these bits of {@link SessionChange}. */
  boolean knows(int bits) {
    return (bits & known) == bits;
  }

  /** The isolation level; meaningful where {@link #knows} it. */
  int isolation() {
    return isolation;
  }

  /** Whether connections are read-only; meaningful where {@link #knows} it. */
  boolean isReadOnly() {
    return readOnly;
  }

  /** The current catalog, for MySQL the database; null for none. */
  @Nullable String catalog() {
    return catalog;
  }

  /** Whether the driver asks the server for some of what it tells of columns and parameters. */
  boolean asksForDescriptions() {
    return adapter == Adapter.PGSQL;
  }

  /** How the driver tells what the server says of a session. */
  ServerStatus status() {
    return status;
  }

  /** Puts back every setting whose bit is set. */
  void restore(int bits, Connection raw) throws SQLException {
    if (!knows(bits)) {
      throw new SQLException("the driver does not tell how this connection was after its login");
    }
    if ((bits & SessionChange.ISOLATION) != 0) {
      raw.setTransactionIsolation(isolation);
    }
    if ((bits & SessionChange.READ_ONLY) != 0) {
      raw.setReadOnly(readOnly);
    }
    if ((bits & SessionChange.CATALOG) != 0) {
      if (reset instanceof MySqlReset mySql) {
        mySql.putBackDatabase(raw);
      } else {
        putBackCatalog(raw);
      }
    }
    if ((bits & SessionChange.SCHEMA) != 0) {
      putBackSchema(raw);
    }
    if ((bits & SessionChange.LOCAL) != 0) {
      if (holdability != 0) {
        raw.setHoldability(holdability);
      }
      if (typeMap != null) {
        raw.setTypeMap(copy(typeMap));
      }
    }
    if ((bits & SessionChange.CLIENT_INFO) != 0 && clientInfo != null) {
      putBack(clientInfo, raw);
    }
  }

  void restoreQueryTimeout(Connection raw) throws SQLException {
    try (Statement statement = raw.createStatement()) {
      statement.setQueryTimeout(queryTimeout);
    }
  }

  /** Puts back what differs: for whoever does not know what was changed. */
  void restoreDifferent(Connection raw) throws SQLException {
    driver.restore(raw);
    LoginState now = settings(adapter, raw);
    int different = 0;
    for (int bit = 1; bit <= known; bit <<= 1) {
      if (knows(bit) && !Objects.equals(value(bit), now.value(bit))) {
        different |= bit;
      }
    }
    if (different != 0) {
      restore(different, raw);
    }
  }

  private @Nullable Object value(int bit) {
    return switch (bit) {
      case SessionChange.ISOLATION -> isolation;
      case SessionChange.READ_ONLY -> readOnly;
      case SessionChange.CATALOG -> catalog;
      case SessionChange.SCHEMA -> searchPath == null ? schema : searchPath;
      case SessionChange.LOCAL -> Arrays.asList(holdability, typeMap);
      case SessionChange.CLIENT_INFO -> clientInfo;
      default -> null;
    };
  }

  private void putBackCatalog(Connection raw) throws SQLException {
    if (catalog != null && !catalog.isEmpty()) {
      raw.setCatalog(catalog);
    } else if (!Objects.equals(catalog, raw.getCatalog())) {
      throw new SQLException("there is no way back to no database at all");
    }
  }

  /**
   * The path as it was, letter by letter. pgjdbc keeps its prepared statements until it reads of a
   * search_path in a SET: hence two statements, in one round trip.
   */
  private void putBackSchema(Connection raw) throws SQLException {
    if (searchPath == null) {
      raw.setSchema(schema);
      return;
    }
    try (Statement statement = raw.createStatement()) {
      statement.execute(
          "SET SESSION search_path TO DEFAULT; SELECT pg_catalog.set_config('search_path', "
              + PostgresReset.quoted(searchPath)
              + ", false)");
    }
  }

  /** By name: JDBC says that a missing property is cleared, but not every driver does that. */
  private static void putBack(Properties clientInfo, Connection raw) throws SQLException {
    for (String name : raw.getClientInfo().stringPropertyNames()) {
      if (!clientInfo.containsKey(name)) {
        raw.setClientInfo(name, null);
      }
    }
    for (String name : clientInfo.stringPropertyNames()) {
      raw.setClientInfo(name, clientInfo.getProperty(name));
    }
  }

  // Drivers hand out their own objects, and a borrower may change those.

  /** Null where the driver answers null, though JDBC knows none. */
  @SuppressWarnings("NullAway")
  static Properties copy(Properties properties) {
    if (properties == null) {
      return null;
    }
    var copy = new Properties();
    copy.putAll(properties);
    return copy;
  }

  /** Null where the driver answers null, though JDBC knows none. */
  @SuppressWarnings("NullAway")
  static Map<String, Class<?>> copy(Map<String, Class<?>> map) {
    return map == null ? null : new HashMap<>(map);
  }
}
