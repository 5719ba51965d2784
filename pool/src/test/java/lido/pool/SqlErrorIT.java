package lido.pool;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static lido.pool.Eventually.eventually;
import static lido.pool.Eventually.inTheEnd;
import static lido.pool.Pools.ask;
import static lido.pool.Pools.give;
import static lido.pool.Pools.run;
import static lido.pool.Pools.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lido.testserver.TestDatabase;
import lido.testserver.TestServer;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which errors of the server cost a connection, and which do not. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class SqlErrorIT {

  private final TestDatabase server;
  private final Pools pools = new Pools();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  SqlErrorIT(TestDatabase server) {
    this.server = server;
  }

  @BeforeEach
  void createTable() throws SQLException {
    try (Connection connection = server.connect()) {
      run(
          connection,
          "DROP TABLE IF EXISTS account",
          "CREATE TABLE account (id INT PRIMARY KEY, amount INT NOT NULL) ENGINE = InnoDB",
          "INSERT INTO account VALUES (1, 100)");
    }
  }

  @AfterEach
  void close() throws SQLException {
    threads.shutdownNow();
    pools.close();
    server.awaitSessions(0, ofMinutes(1));
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void an_ordinary_error_costs_no_connection(Adapter adapter) throws Exception {
    Database database = pools.open(Row.of(server, adapter).sizes(1, 1));
    String session = ask(database, "SELECT CONNECTION_ID()");
    for (String wrong :
        List.of(
            "SELECT FROM WHERE",
            "SELECT * FROM nosuch",
            "INSERT INTO account VALUES (1, 1)",
            "INSERT INTO account VALUES (2, NULL)",
            "INSERT INTO account VALUES ('x', 1)",
            "SELECT * FROM mysql.user")) {
      assertThatThrownBy(() -> run(database, wrong)).isInstanceOf(SQLException.class);
    }

    assertThat(ask(database, "SELECT CONNECTION_ID()")).isEqualTo(session);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_lock_that_was_waited_for_too_long_costs_no_connection(Adapter adapter) throws Exception {
    Database database = pools.open(Row.of(server, adapter).sizes(1, 1));
    String session = ask(database, "SELECT CONNECTION_ID()");
    try (Connection other = server.connect()) {
      other.setAutoCommit(false);
      run(other, "UPDATE account SET amount = 1");

      assertThatThrownBy(
              () ->
                  run(
                      database,
                      "SET innodb_lock_wait_timeout = 1",
                      "UPDATE account SET amount = 2"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1205));
      other.rollback();
    }

    if (adapter == Adapter.MYSQL || server.server().isMariaDb()) {
      assertThat(ask(database, "SELECT CONNECTION_ID()")).isEqualTo(session);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_query_that_took_too_long_costs_no_connection(Adapter adapter) throws Exception {
    Database database = pools.open(Row.of(server, adapter).sizes(1, 1));
    String session = ask(database, "SELECT CONNECTION_ID()");

    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      statement.executeQuery("SELECT BENCHMARK(2000000000, MD5('x'))").close();
      // Where the server gives a result instead of an error, MariaDB's driver hands that on.
      assertThat(adapter).isEqualTo(Adapter.MARIADB);
    } catch (SQLTimeoutException e) {
      assertThat(e.getSQLState()).isIn(null, "70100");
    }

    assertThat(ask(database, "SELECT CONNECTION_ID()")).isEqualTo(session);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_session_killed_in_its_query_costs_its_borrower_an_error_and_nobody_else(Adapter adapter)
      throws Exception {
    Database database = pools.open(Row.of(server, adapter).sizes(2, 2));
    Connection victim = database.getConnection();
    String session = ask(victim, "SELECT CONNECTION_ID()");
    Future<String> query = threads.submit(() -> ask(victim, "SELECT SLEEP(300)"));
    try (Connection admin = server.server().admin()) {
      eventually(
          "it runs",
          () ->
              ask(
                      admin,
                      "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE"
                          + " 'SELECT SLEEP(300%' AND ID = "
                          + session)
                  .equals("1"));
      run(admin, "KILL " + session);
    }

    assertThatThrownBy(query::get).hasCauseInstanceOf(SQLException.class);
    victim.close();
    for (int i = 0; i < 20; i++) {
      assertThat(ask(database, "SELECT CONNECTION_ID()")).isNotEqualTo(session);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void abort_from_another_thread_ends_a_query_and_frees_the_place(Adapter adapter)
      throws Exception {
    Database database = pools.open(Row.of(server, adapter).sizes(1, 1));
    Connection running = database.getConnection();
    Future<String> query = threads.submit(() -> ask(running, "SELECT SLEEP(300)"));
    eventually("it runs", () -> server.sessions() == 1);

    long start = System.nanoTime();
    running.abort(threads);
    String next = ask(database, "SELECT 1");

    Figures.seen(
        "row 6", "%s: %d ms from abort() to the next", adapter, Figures.millisSince(start));
    assertThat(next).isEqualTo("1");
    assertThatThrownBy(query::get).hasCauseInstanceOf(SQLException.class);
    assertThat(running.isClosed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_server_that_no_longer_takes_writes_costs_every_connection(Adapter adapter)
      throws Exception {
    try (var own = TestServer.startPrivate();
        var target = own.createDatabase();
        Connection admin = own.admin()) {
      Database database = pools.open(Row.of(target, adapter).sizes(4, 4));
      run(database, "CREATE TABLE t (id INT)");
      List<String> before = sessions(database);
      run(admin, "SET GLOBAL read_only = 1");

      assertThatThrownBy(() -> run(database, "INSERT INTO t VALUES (1)"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1290));

      assertThat(sessions(database)).doesNotContainAnyElementsOf(before);
      pools.close();
    }
  }

  private static List<String> sessions(Database database) throws SQLException {
    List<Connection> all = take(database, 4);
    var ids = new ArrayList<String>();
    for (Connection each : all) {
      ids.add(ask(each, "SELECT CONNECTION_ID()"));
    }
    give(all);
    return ids;
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_database_that_is_not_required_may_be_down_at_the_start(Adapter adapter) throws Exception {
    try (var own = TestServer.startPrivate();
        var target = own.createDatabase()) {
      own.kill();
      Row row = Row.of(target, adapter);
      row.required = false;
      row.pool.acquireTimeout(ofMillis(200));
      Database database = pools.open(row);
      assertThatThrownBy(database::getConnection)
          .isInstanceOf(AcquireTimeoutException.class)
          .hasMessageContaining("cannot connect to " + row.config().address());

      own.start();

      target.awaitSessions(2, ofMinutes(1));
      assertThat(inTheEnd("it serves", () -> ask(database, "SELECT 1"))).isEqualTo("1");
      pools.close();
    }
  }
}
