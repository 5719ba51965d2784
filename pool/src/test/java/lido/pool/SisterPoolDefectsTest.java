package lido.pool;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The defects of FastD's pool and of the article's, as far as they concern a pool: numbers are
 * those of reference/fastd-and-swoole.md 3.13, letters those of 4.8 in their order.
 */
class SisterPoolDefectsTest extends OnFakeDatabase {

  private static void fails(FakeDatabase which, Throwable failure) {
    which.at(
        "connect",
        () -> {
          throw failure;
        });
  }

  @Test
  void defect_1_a_failing_key_does_not_keep_the_others_from_being_tried() {
    try (var other = new FakeDatabase()) {
      var pool =
          new DatabasePool(List.of(database.row("a", sizes(1, 1)), other.row("b", sizes(1, 1))));
      pools.add(pool);
      fails(database, new SQLException("no"));
      fails(other, new SQLException("no"));

      var failure = catchThrowableOfType(PoolOpenException.class, pool::initPool);

      assertThat(failure.keys()).containsExactly("a", "b");
    }
  }

  @Test
  void defect_2_an_error_of_the_driver_is_a_failed_opening_like_any_other() throws Exception {
    var pool = new DatabasePool(List.of(database.row("default", sizes(1, 1))));
    pools.add(pool);
    fails(database, new NoClassDefFoundError("fake"));

    assertThatThrownBy(pool::initPool).isInstanceOf(PoolOpenException.class);
    Eventually.eventually("nothing is open", () -> database.open() == 0);
  }

  @Test
  void defect_6_an_ordinary_error_costs_no_connection() throws Exception {
    Database pool = open(sizes(1, 1));
    database.at(
        "statement.execute",
        () -> {
          throw new SQLException("duplicate key", "23000", 1062);
        });
    for (int i = 0; i < 200; i++) {
      try (Connection connection = pool.getConnection()) {
        assertThatThrownBy(() -> connection.createStatement().execute("INSERT INTO t VALUES (1)"))
            .hasMessage("duplicate key");
      }
    }

    assertThat(database.opened()).isEqualTo(1);
  }

  @Test
  void defect_7_a_statement_is_never_run_a_second_time() throws Exception {
    Database pool = open(sizes(1, 1));
    database.at(
        "statement.execute",
        () -> {
          throw new SQLException("gone", "08S01");
        });

    assertThatThrownBy(
            () ->
                pool.transaction(
                    connection -> connection.createStatement().execute("INSERT INTO t VALUES (1)")))
        .hasMessage("gone");

    assertThat(database.count("statement.execute")).isEqualTo(1);
  }

  @Test
  void defect_8_a_transaction_that_threw_is_not_handed_to_the_next() throws Exception {
    Database pool = open(sizes(1, 1));
    Connection connection = pool.getConnection();
    connection.setAutoCommit(false);
    connection.createStatement().execute("INSERT INTO t VALUES (1)");

    connection.close();

    assertThat(database.calls()).contains("rollback").doesNotContain("commit");
    try (Connection next = pool.getConnection()) {
      assertThat(next.getAutoCommit()).isTrue();
    }
  }

  @Test
  void defect_9_nothing_is_done_to_a_session_that_nobody_asked_for() throws Exception {
    Database pool = open(sizes(1, 2));

    // The first one tells what a login gives.
    assertThat(database.calls())
        .startsWith("connect", "getAutoCommit", "setNetworkTimeout")
        .allMatch(call -> call.matches("connect|setNetworkTimeout|(metadata[.])?(get|is)[A-Z].*"));
    database.calls().clear();
    giveBack(take(pool, 2));
    assertThat(database.calls())
        .filteredOn(call -> !call.equals("isWrapperFor"))
        .containsExactly("connect", "getAutoCommit", "setNetworkTimeout");
  }

  @Test
  void defect_24_closing_the_pool_closes_its_connections() throws Exception {
    open(sizes(3, 3));

    pools.get(0).close();

    Eventually.eventually("nothing is open", () -> database.open() == 0);
  }

  @Test
  void article_a_a_failed_connect_does_not_shrink_the_pool() throws Exception {
    Database pool = openEmpty(sizes(0, 2).acquireTimeout(ofMillis(20)), SharedThreads.SHARED);
    fails(database, new SQLException("down", "08001"));
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);
    }
    database.behave();

    Eventually.eventually("it grows", () -> grows(pool));
  }

  private static boolean grows(Database pool) {
    try (Connection one = pool.getConnection();
        Connection two = pool.getConnection()) {
      return one != two;
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void article_b_a_broken_connection_does_not_come_back_like_a_good_one() throws Exception {
    Database pool = open(sizes(1, 1));
    Connection broken = pool.getConnection();
    database.breakAll();
    assertThatThrownBy(broken::createStatement).isInstanceOf(SQLException.class);
    broken.close();

    try (Connection next = pool.getConnection()) {
      assertThat(next.createStatement()).isNotNull();
    }
  }

  @Test
  void article_c_work_inside_of_work_takes_no_second_connection() throws Exception {
    Database pool = open(sizes(1, 1));

    int answer =
        pool.transaction(
            outer ->
                pool.<Integer, SQLException>withConnection(
                    inner -> pool.<Integer, SQLException>transaction(innermost -> 42)));

    assertThat(answer).isEqualTo(42);
  }

  @Test
  void article_d_there_is_a_health_check() throws Exception {
    Database pool = open(sizes(1, 1).validateAfterIdle(ZERO));

    pool.getConnection().close();

    assertThat(database.count("isValid")).isEqualTo(1);
  }

  @Test
  void article_e_transactions_are_reset() throws Exception {
    Database pool = open(sizes(1, 1));
    try (Connection connection = pool.getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    }

    try (Connection next = pool.getConnection()) {
      assertThat(next.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
    }
  }

  @Test
  void article_f_two_pools_of_one_process_keep_their_own_configuration() throws Exception {
    Database first = open(sizes(1, 1));
    Database second = open(sizes(2, 3));

    assertThat(first.stats().max()).isEqualTo(1);
    assertThat(second.stats().max()).isEqualTo(3);
    assertThat(second.stats().idle()).isEqualTo(2);
  }

  @Test
  void article_g_port_and_charset_are_configurable() {
    DatabaseConfig row = Rows.of(Adapter.MYSQL, "db", 3307, "shop", "utf8");

    assertThat(row.jdbcUrl()).isEqualTo("jdbc:mysql://db:3307/shop");
    assertThat(Adapter.MYSQL.properties("shop", "utf8", ofMillis(1)))
        .containsEntry("characterEncoding", "UTF-8");
  }
}
