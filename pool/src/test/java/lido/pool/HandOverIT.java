package lido.pool;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static lido.pool.Pools.ask;
import static lido.pool.Pools.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lido.testserver.TestDatabase;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that one borrower leaves reaches the next, whether it came by JDBC or by SQL. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class HandOverIT {

  private static final List<Adapter> DRIVERS = List.of(Adapter.MYSQL, Adapter.MARIADB);

  /** What a borrower does by SQL, and what the next one asks to see whether it is still there. */
  private static final Map<String, Dirt> DIRT = new LinkedHashMap<>();

  private record Dirt(List<String> leave, String look) {}

  private static void dirt(String name, String look, String... leave) {
    DIRT.put(name, new Dirt(List.of(leave), look));
  }

  static {
    dirt("user variable", "SELECT COALESCE(@mine, 'none')", "SET @mine = 'left'");
    dirt(
        "user variable assigned in a query",
        "SELECT COALESCE(@mine, 'none')",
        "SELECT 'left' INTO @mine");
    dirt(
        "temporary table",
        // There is a plain table of this name too, which it would hide.
        "SELECT COUNT(*) FROM account",
        "CREATE TEMPORARY TABLE account (id INT)");
    dirt("sql_mode", "SELECT @@sql_mode", "SET sql_mode = 'ANSI_QUOTES'");
    dirt("time_zone", "SELECT @@time_zone", "SET time_zone = '+05:00'");
    dirt("GET_LOCK", "SELECT IS_FREE_LOCK('handover')", "SELECT GET_LOCK('handover', 0)");
    dirt(
        "LOCK TABLES",
        // Only the locked table may be read under LOCK TABLES.
        "SELECT COUNT(*) FROM other",
        "LOCK TABLES account WRITE");
    dirt("USE", "SELECT DATABASE()", "USE information_schema");
    dirt(
        "SET autocommit=0",
        "SELECT @@autocommit",
        "SET autocommit = 0",
        "INSERT INTO account VALUES (2, 0)");
    dirt(
        "SET SESSION TRANSACTION",
        "SHOW VARIABLES LIKE '%_isolation'",
        "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE");
    dirt(
        "START TRANSACTION",
        "SELECT COUNT(*) FROM account",
        "START TRANSACTION",
        "INSERT INTO account VALUES (3, 0)");
    dirt("PREPARE", "SHOW STATUS LIKE 'Prepared_stmt_count'", "PREPARE mine FROM 'SELECT 1'");
  }

  private final TestDatabase server;
  private final Pools pools = new Pools();

  HandOverIT(TestDatabase server) {
    this.server = server;
  }

  @BeforeEach
  void createTables() throws SQLException {
    try (Connection connection = server.connect()) {
      run(
          connection,
          "DROP TABLE IF EXISTS account, other",
          "CREATE TABLE account (id INT PRIMARY KEY, amount INT)",
          "CREATE TABLE other (id INT)",
          "INSERT INTO account VALUES (1, 100)");
    }
  }

  @AfterAll
  static void figures() {
    Figures.seen("row 5", "%d kinds of SQL-level state clean by both drivers", DIRT.size());
  }

  @AfterEach
  void close() throws SQLException {
    pools.close();
    server.awaitSessions(0, ofMinutes(1));
  }

  private Database open(Adapter adapter, Reset reset) throws Exception {
    Row row = Row.of(server, adapter).sizes(1, 1);
    row.pool.reset(reset);
    return pools.open(row);
  }

  static Stream<Arguments> everyDirt() {
    return DIRT.keySet().stream()
        .flatMap(
            name ->
                DRIVERS.stream()
                    .flatMap(
                        driver ->
                            Stream.of(Reset.AUTO, Reset.FULL)
                                .map(reset -> Arguments.of(name, driver, reset))));
  }

  @ParameterizedTest
  @MethodSource("everyDirt")
  void what_sql_left_is_gone_for_the_next_borrower(String name, Adapter adapter, Reset reset)
      throws Exception {
    Dirt dirt = DIRT.get(name);
    Database database = open(adapter, reset);
    String clean = ask(database, dirt.look());
    String session = ask(database, "SELECT CONNECTION_ID()");

    run(database, dirt.leave().toArray(String[]::new));

    assertThat(ask(database, dirt.look())).isEqualTo(clean);
    assertThat(session.equals(ask(database, "SELECT CONNECTION_ID()")))
        .as("whether the session was cleaned, not thrown away")
        .isTrue();
    try (Connection other = server.connect()) {
      run(other, "UPDATE account SET amount = amount + 1 WHERE id = 1");
      assertThat(ask(other, "SELECT COUNT(*) FROM account")).isEqualTo("1");
    }
  }

  // What no text tells. Connector/J alone hands on what the server says of it.

  /** What a borrower runs, and what the next one asks to see whether something is still there. */
  private static final Map<String, String> HIDDEN_DIRT =
      Map.of(
          "SELECT sets_variable()", "SELECT COALESCE(@of_function, 'none')",
          "UPDATE account SET amount = sets_variable()", "SELECT COALESCE(@of_function, 'none')",
          "INSERT INTO account VALUES (9, 9)", "SELECT COALESCE(@of_trigger, 'none')",
          "SELECT makes_table()", "SELECT COUNT(*) FROM account",
          "SELECT sets_size()", "SELECT @@sort_buffer_size",
          "SELECT sets_zone()", "SELECT @@time_zone");

  private void createRoutines() throws SQLException {
    try (Connection connection = server.connect()) {
      for (String routine :
          List.of(
              "sets_variable() RETURNS INT BEGIN SET @of_function = 'left'; RETURN 1; END",
              "makes_table() RETURNS INT BEGIN"
                  + " CREATE TEMPORARY TABLE account (id INT); RETURN 1; END",
              "sets_size() RETURNS INT BEGIN SET sort_buffer_size = 300000; RETURN 1; END",
              "sets_zone() RETURNS INT BEGIN SET time_zone = '+05:00'; RETURN 1; END",
              "unheard() RETURNS INT BEGIN SELECT 'left' INTO @unheard; RETURN 1; END",
              "takes_it() RETURNS INT RETURN GET_LOCK('hidden', 0)")) {
        String name = routine.substring(0, routine.indexOf('('));
        run(connection, "DROP FUNCTION IF EXISTS " + name, "CREATE FUNCTION " + routine);
      }
      run(
          connection,
          "CREATE TRIGGER account_trigger BEFORE INSERT ON account FOR EACH ROW"
              + " SET @of_trigger = 'left'");
    }
  }

  static Stream<String> everyHiddenDirt() {
    return HIDDEN_DIRT.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("everyHiddenDirt")
  void what_a_function_or_a_trigger_left_is_gone_for_the_next_borrower(String sql)
      throws Exception {
    createRoutines();
    Database database = open(Adapter.MYSQL, Reset.AUTO);
    String look = HIDDEN_DIRT.get(sql);
    String session = ask(database, "SELECT CONNECTION_ID()");

    // Twice: a reset turns the server's tracking off.
    for (boolean prepared : List.of(false, true)) {
      run(database, "DELETE FROM account WHERE id = 9");
      String clean = ask(database, look);
      try (Connection dirty = database.getConnection()) {
        if (prepared) {
          dirty.prepareStatement(sql).execute();
        } else {
          dirty.createStatement().execute(sql);
        }
        assertThat(ask(dirty, look)).isNotEqualTo(clean);
        // What the driver says of this must not make it forget the other.
        dirty.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        dirty.setReadOnly(true);
      }

      assertThat(ask(database, look)).isEqualTo(clean);
    }
    assertThat(ask(database, "SELECT CONNECTION_ID()")).isEqualTo(session);
    Figures.seen("row 5", "%s: undone", sql);
  }

  @Test
  void what_the_driver_does_by_itself_costs_no_reset() throws Exception {
    createRoutines();
    Database database = open(Adapter.MYSQL, Reset.AUTO);
    // Neither its text nor the server tells of it: it is there until something else costs a reset.
    ask(database, "SELECT unheard()");

    run(database, "UPDATE account SET amount = 3 WHERE id = 1");
    database.transaction(c -> ask(c, "SELECT amount FROM account"));
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      connection.setReadOnly(true);
      connection.setCatalog("information_schema");
      statement.setMaxRows(1);
      statement.setQueryTimeout(5);
      read(statement);
    }
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.setFetchSize(Integer.MIN_VALUE);
      read(statement);
      ask(connection, "SELECT 1");
    }
    try (Connection connection = database.getConnection()) {
      connection.getMetaData().getTables(null, null, "%", null).next();
      connection.isValid(1);
    }

    assertThat(ask(database, "SELECT @unheard")).isEqualTo("left");
  }

  private static void read(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT 1")) {
      assertThat(rows.next()).isTrue();
    }
  }

  @Test
  void what_the_server_does_not_tell_of_is_gone_with_reset_full() throws Exception {
    createRoutines();
    Database database = open(Adapter.MYSQL, Reset.FULL);

    ask(database, "SELECT unheard() + takes_it()");

    assertThat(ask(database, "SELECT COALESCE(@unheard, 'none')")).isEqualTo("none");
    assertThat(ask(database, "SELECT IS_FREE_LOCK('hidden')")).isEqualTo("1");
  }

  @Test
  void the_servers_tracking_can_be_left_off() throws Exception {
    createRoutines();
    Row row = Row.of(server, Adapter.MYSQL).sizes(1, 1);
    row.options.put("trackSessionState", "false");
    Database database = pools.open(row);

    assertThat(ask(database, "SELECT @@session_track_state_change")).isEqualTo("0");
    ask(database, "SELECT sets_variable()");
    assertThat(ask(database, "SELECT @of_function")).isEqualTo("left");
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void what_jdbc_left_is_gone_for_the_next_borrower(Adapter adapter) throws Exception {
    for (Reset reset : Reset.values()) {
      Database database = open(adapter, reset);
      Map<String, String> before = settings(database);

      try (Connection dirty = database.getConnection()) {
        dirty.setAutoCommit(false);
        dirty.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        run(dirty, "INSERT INTO account VALUES (7, 7)");
        dirty.commit();
        dirty.setReadOnly(true);
        dirty.setCatalog("information_schema");
        dirty.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT);
        dirty.setNetworkTimeout(Runnable::run, 1234);
        dirty.setClientInfo("ApplicationName", "left");
        dirty.createStatement().executeQuery("SELECT 1");
      }

      assertThat(settings(database)).isEqualTo(before);
      run(database, "DELETE FROM account WHERE id = 7");
      pools.close();
    }
  }

  private static Map<String, String> settings(Database database) throws SQLException {
    var settings = new TreeMap<String, String>();
    try (Connection connection = database.getConnection()) {
      settings.put("autocommit", "" + connection.getAutoCommit());
      settings.put("isolation", "" + connection.getTransactionIsolation());
      settings.put("read-only", "" + connection.isReadOnly());
      settings.put("catalog", connection.getCatalog());
      settings.put("holdability", "" + connection.getHoldability());
      settings.put("network timeout", "" + connection.getNetworkTimeout());
      settings.put("application", "" + connection.getClientInfo("ApplicationName"));
      settings.put("warnings", "" + connection.getWarnings());
      settings.put("server autocommit", ask(connection, "SELECT @@autocommit"));
      settings.put("server database", ask(connection, "SELECT DATABASE()"));
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery("SHOW VARIABLES LIKE 'transaction_%'")) {
        while (rows.next()) {
          if (rows.getString(1).matches(".*(isolation|read_only)")) {
            settings.put(rows.getString(1), rows.getString(2));
          }
        }
      }
    }
    return settings;
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void an_abandoned_transaction_is_rolled_back_never_committed(Adapter adapter) throws Exception {
    for (Reset reset : Reset.values()) {
      Database database = open(adapter, reset);

      try (Connection abandoned = database.getConnection()) {
        abandoned.setAutoCommit(false);
        run(abandoned, "UPDATE account SET amount = 0 WHERE id = 1");
      }

      assertThat(ask(database, "SELECT amount FROM account WHERE id = 1")).isEqualTo("100");
      pools.close();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void after_a_reset_the_session_is_as_the_row_says(Adapter adapter) throws Exception {
    Row row = Row.of(server, adapter).sizes(1, 1);
    row.commands.add("SET SESSION time_zone = '+03:00'");
    row.options.put("sessionVariables", "wait_timeout=1234");
    Database database = pools.open(row);
    String charsets =
        "SELECT CONCAT_WS(' ', @@character_set_client, @@character_set_results,"
            + " @@collation_connection, @@wait_timeout, @@time_zone, @@sql_mode)";
    String before = ask(database, charsets);

    run(database, "SET time_zone = '+05:00', wait_timeout = 99, sql_mode = ''");

    assertThat(ask(database, charsets)).isEqualTo(before);
    assertThat(ask(database, "SELECT '🦢'")).isEqualTo("🦢");
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_statement_prepared_on_the_server_can_be_prepared_again_after_a_reset(Adapter adapter)
      throws Exception {
    Row row = Row.of(server, adapter).sizes(1, 1);
    row.options.put("useServerPrepStmts", "true");
    row.options.put("cachePrepStmts", "true");
    Database database = pools.open(row);

    for (int i = 0; i < 5; i++) {
      try (Connection connection = database.getConnection();
          var select = connection.prepareStatement("SELECT amount FROM account WHERE id = ?")) {
        select.setInt(1, 1);
        assertThat(select.executeQuery().next()).isTrue();
        run(connection, "SET @dirty = 1");
      }
    }

    assertThat(ask(database, "SELECT COALESCE(@dirty, 'clean')")).isEqualTo("clean");
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_row_without_a_database_gives_its_connections_back_without_one(Adapter adapter)
      throws Exception {
    Row row = Row.of(server, adapter).sizes(1, 1);
    row.name = "";
    Database database = pools.open(row);

    run(database, "USE information_schema");

    assertThat(ask(database, "SELECT DATABASE()")).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void reset_changed_never_looks_at_sql(Adapter adapter) throws Exception {
    Database database = open(adapter, Reset.CHANGED);

    run(database, "SET @mine = 'left'");

    assertThat(ask(database, "SELECT COALESCE(@mine, 'none')")).isEqualTo("left");
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void where_nothing_was_changed_a_return_costs_no_round_trip(Adapter adapter) throws Exception {
    Row row = Row.of(server, adapter).sizes(1, 1);
    row.pool.validateAfterIdle(ofMinutes(10)).keepaliveTime(ofSeconds(0));
    Database database = pools.open(row);
    ask(database, "SELECT 1");
    long before = questions(database);

    for (int i = 0; i < 100; i++) {
      try (Connection connection = database.getConnection();
          var select = connection.prepareStatement("SELECT amount FROM account WHERE id = ?")) {
        select.setInt(1, 1);
        select.executeQuery();
      }
    }

    // SHOW SESSION STATUS itself is one.
    assertThat(questions(database) - before).isEqualTo(101);
  }

  /** How many requests the one session has made, as the server counts. */
  private static long questions(Database database) throws SQLException {
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SHOW SESSION STATUS LIKE 'Questions'")) {
      rows.next();
      return rows.getLong(2);
    }
  }

  @Test
  void a_reset_is_one_request_and_the_session_goes_on() throws Exception {
    Map<Reset, Long> micros = new TreeMap<>();
    for (Reset reset : List.of(Reset.FULL, Reset.AUTO)) {
      Database database = open(Adapter.MYSQL, reset);
      String session = ask(database, "SELECT CONNECTION_ID()");
      long start = System.nanoTime();
      for (int i = 0; i < 1000; i++) {
        ask(database, "SELECT 1");
      }
      micros.put(reset, Figures.millisSince(start));
      assertThat(ask(database, "SELECT CONNECTION_ID()")).isEqualTo(session);
      pools.close();
    }

    Figures.seen("row 5", "SELECT 1 in us, by reset: %s", micros);
  }
}
