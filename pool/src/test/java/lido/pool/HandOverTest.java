package lido.pool;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the next borrower gets after whatever this one did. */
class HandOverTest extends OnFakeDatabase {

  private interface Use {
    void of(Connection connection) throws SQLException;
  }

  /** Uses the one connection and returns it; what was called at the return. */
  private List<String> returnAfter(Database pool, Use use) throws SQLException {
    Connection connection = pool.getConnection();
    use.of(connection);
    database.calls().clear();
    connection.close();
    return List.copyOf(database.calls());
  }

  private static Named<Use> use(String name, Use use) {
    return Named.of(name, use);
  }

  static Stream<Named<Use>> settings() {
    return Stream.of(
        use("autocommit", c -> c.setAutoCommit(false)),
        use("read-only", c -> c.setReadOnly(true)),
        use("isolation", c -> c.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE)),
        use("catalog", c -> c.setCatalog("other")),
        use("schema", c -> c.setSchema("other")),
        use("holdability", c -> c.setHoldability(ResultSet.CLOSE_CURSORS_AT_COMMIT)),
        use("type map", c -> c.setTypeMap(Map.of("a", String.class))),
        use("one client info", c -> c.setClientInfo("ApplicationName", "x")),
        use("all client info", c -> c.setClientInfo(info("ApplicationName", "y"))),
        use("network timeout", c -> c.setNetworkTimeout(Runnable::run, 17)));
  }

  private static Properties info(String key, String value) {
    var properties = new Properties();
    properties.setProperty(key, value);
    return properties;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void a_changed_setting_is_put_back(Use change) throws Exception {
    Database pool = open(sizes(1, 1));
    var before = new TreeMap<>(database.connections().get(0).settings);

    for (int i = 0; i < 3; i++) {
      Connection connection = pool.getConnection();
      change.of(connection);
      assertThat(new TreeMap<>(database.connections().get(0).settings)).isNotEqualTo(before);
      connection.close();

      assertThat(new TreeMap<>(database.connections().get(0).settings)).isEqualTo(before);
    }
    assertThat(database.opened()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void a_setting_that_fails_after_it_took_effect_is_put_back(Use change) throws Exception {
    Database pool = open(sizes(1, 1));
    var before = new TreeMap<>(database.connections().get(0).settings);
    database.failAfter = true;
    Connection connection = pool.getConnection();
    try {
      change.of(connection);
    } catch (SQLException | IllegalStateException expected) {
      database.failAfter = false;
    }

    connection.close();

    assertThat(new TreeMap<>(database.connections().get(0).settings)).isEqualTo(before);
  }

  @Test
  void a_setting_that_cannot_be_put_back_costs_the_connection() throws Exception {
    Database pool = open(sizes(1, 1));
    Connection connection = pool.getConnection();
    connection.setReadOnly(true);
    database.at(
        "setReadOnly",
        () -> {
          throw new SQLException("not now");
        });

    connection.close();
    database.behave();

    try (Connection next = pool.getConnection()) {
      assertThat(next.isReadOnly()).isFalse();
    }
    assertThat(database.opened()).isEqualTo(2);
  }

  @Test
  void a_read_only_use_comes_back_without_a_round_trip() throws Exception {
    Database pool = open(sizes(1, 1));

    List<String> calls =
        returnAfter(
            pool,
            connection -> {
              try (var statement = connection.prepareStatement("SELECT 1");
                  var rows = statement.executeQuery()) {
                rows.next();
              }
            });

    assertThat(calls).containsExactly("clearWarnings");
  }

  static Stream<Arguments> finishedWork() {
    return Stream.of(
        arguments(use("none", c -> {}), List.of()),
        arguments(
            use("with autocommit", c -> c.createStatement().execute("INSERT INTO t VALUES (1)")),
            List.of("statement.close", "clearWarnings")),
        arguments(
            use(
                "committed",
                c -> {
                  c.setAutoCommit(false);
                  c.createStatement().execute("INSERT INTO t VALUES (1)");
                  c.commit();
                }),
            List.of("statement.close", "setAutoCommit", "clearWarnings")),
        arguments(
            use(
                "committed by switching autocommit on",
                c -> {
                  c.setAutoCommit(false);
                  c.createStatement().execute("INSERT INTO t VALUES (1)");
                  c.setAutoCommit(true);
                }),
            List.of("statement.close", "clearWarnings")));
  }

  @ParameterizedTest
  @MethodSource("finishedWork")
  void finished_work_is_not_rolled_back(Use work, List<String> callsAtReturn) throws Exception {
    Database pool = open(sizes(1, 1));

    assertThat(returnAfter(pool, work)).containsExactlyElementsOf(callsAtReturn);
  }

  static Stream<Named<Use>> work() {
    return Stream.of(
        use("execute", c -> c.createStatement().execute("INSERT INTO t VALUES (1)")),
        use("update", c -> c.createStatement().executeUpdate("INSERT INTO t VALUES (1)")),
        use("query", c -> c.createStatement().executeQuery("SELECT 1 FOR UPDATE")),
        use("large", c -> c.createStatement().executeLargeUpdate("INSERT INTO t VALUES (1)")),
        use("batch", c -> c.createStatement().executeBatch()),
        use("prepared", c -> c.prepareStatement("INSERT INTO t VALUES (1)").executeUpdate()),
        use("call", c -> c.prepareCall("{call x()}").execute()),
        use("a row of a result set", c -> c.createStatement().executeQuery("SELECT 1").insertRow()),
        use(
            "after a commit",
            c -> {
              c.commit();
              c.createStatement().execute("INSERT INTO t VALUES (1)");
            }),
        use(
            "after a rollback to a savepoint",
            c -> {
              var savepoint = c.setSavepoint();
              c.createStatement().execute("INSERT INTO t VALUES (1)");
              c.rollback(savepoint);
            }),
        use(
            "by the driver's own object",
            c -> {
              var raw = c.unwrap(java.lang.reflect.Proxy.class);
              ((Connection) raw).createStatement().execute("INSERT INTO t VALUES (1)");
            }));
  }

  @ParameterizedTest
  @MethodSource("work")
  void open_work_is_rolled_back_before_autocommit_is_switched_on(Use work) throws Exception {
    Database pool = open(sizes(1, 1).reset(Reset.CHANGED));

    List<String> calls =
        returnAfter(
            pool,
            connection -> {
              connection.setAutoCommit(false);
              work.of(connection);
            });

    assertThat(calls).containsSubsequence("rollback", "setAutoCommit");
    assertThat(calls.indexOf("rollback")).as("first of all").isZero();
  }

  static Stream<Named<Use>> sql_that_leaves_state() {
    return Stream.of(
        use("execute", c -> c.createStatement().execute("SET @x = 1")),
        use("update", c -> c.createStatement().executeUpdate("ALTER SESSION SET x = 1")),
        use("query", c -> c.createStatement().executeQuery("SELECT GET_LOCK('a', 1)")),
        use("addBatch", c -> c.createStatement().addBatch("SET @x = 1")),
        use("prepared", c -> c.prepareStatement("CREATE TEMPORARY TABLE t (a INT)").execute()),
        use(
            "after a harmless one",
            c -> {
              c.createStatement().execute("SELECT 1");
              c.createStatement().execute("SET @x = 1");
              c.createStatement().execute("SELECT 1");
            }));
  }

  /** What nobody can read, and what JDBC can put back. */
  static Stream<Named<Use>> calls_and_mistakes() {
    return Stream.of(
        use("call", c -> c.prepareCall("{call x()}").execute()),
        use("a mistake", c -> c.createStatement().execute("SELEC 1")),
        use("start transaction", c -> c.createStatement().execute("START TRANSACTION")),
        use("another catalog", c -> c.createStatement().execute("USE other")),
        use("the driver's own object", c -> c.unwrap(java.lang.reflect.Proxy.class)),
        use(
            "the driver's own statement",
            c -> {
              try (Statement statement = c.createStatement()) {
                statement.unwrap(java.lang.reflect.Proxy.class);
              }
            }));
  }

  @ParameterizedTest
  @MethodSource("calls_and_mistakes")
  void a_call_or_a_mistake_costs_no_connection_where_it_could_not_be_reset(Use use)
      throws Exception {
    Database pool = open(sizes(1, 1).reset(Reset.AUTO));

    for (int i = 0; i < 200; i++) {
      returnAfter(pool, use);
    }

    assertThat(database.opened()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void what_the_drivers_own_object_changed_is_put_back_as_far_as_jdbc_goes(Use change)
      throws Exception {
    Database pool = open(sizes(1, 1).reset(Reset.AUTO));
    var before = new TreeMap<>(database.connections().get(0).settings);

    try (Connection connection = pool.getConnection()) {
      change.of((Connection) connection.unwrap(java.lang.reflect.Proxy.class));
    }

    assertThat(new TreeMap<>(database.connections().get(0).settings)).isEqualTo(before);
    assertThat(database.opened()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("sql_that_leaves_state")
  void auto_replaces_a_session_that_it_cannot_reset(Use use) throws Exception {
    Database pool = open(sizes(1, 1).reset(Reset.AUTO));
    returnAfter(pool, use);

    pool.getConnection().close();

    assertThat(database.opened()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("sql_that_leaves_state")
  void changed_never_looks_at_sql(Use use) throws Exception {
    Database pool = open(sizes(1, 1).reset(Reset.CHANGED));
    returnAfter(pool, use);

    pool.getConnection().close();

    assertThat(database.opened()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Reset.class)
  void what_leaves_nothing_costs_a_connection_only_under_full(Reset reset) throws Exception {
    Database pool = open(sizes(1, 1).reset(reset));
    returnAfter(pool, c -> c.createStatement().execute("SELECT 1"));

    pool.getConnection().close();

    assertThat(database.opened() > 1).isEqualTo(reset == Reset.FULL);
  }

  @Test
  void every_borrowed_connection_has_the_network_timeout_of_the_configuration() throws Exception {
    Database pool = open(sizes(0, 1).socketTimeout(ofMillis(4321)));

    try (Connection connection = pool.getConnection()) {
      assertThat(connection.getNetworkTimeout()).isEqualTo(4321);
    }
  }

  @Test
  void commands_are_run_on_each_new_connection() throws Exception {
    DatabaseConfig plain = database.row("default", sizes(2, 2));
    var row = Rows.with(plain, List.of("SET a = 1", "SET b = 2"));
    var pool = new DatabasePool(List.of(row));
    pools.add(pool);

    pool.initPool();

    assertThat(database.count("statement.execute")).isEqualTo(4);
  }
}
