package lido.pool;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static lido.pool.Eventually.eventually;
import static lido.pool.Eventually.inTheEnd;
import static lido.pool.Pools.ask;
import static lido.pool.Pools.give;
import static lido.pool.Pools.run;
import static lido.pool.Pools.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pool's basics on a server that speaks no MySQL. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class PostgresIT {

  private static EmbeddedPostgres server;

  private DatabasePool pool;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.builder().setPGStartupWait(ofMinutes(5)).start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void createTable() throws SQLException {
    admin("DROP TABLE IF EXISTS shop_item", "CREATE TABLE shop_item (id INT PRIMARY KEY)");
  }

  @AfterEach
  void close() throws Exception {
    if (pool != null) {
      pool.close();
    }
    eventually("no session is left", () -> sessions() == 0);
  }

  private static void admin(String... commands) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection()) {
      run(connection, commands);
    }
  }

  private static String look(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection()) {
      return ask(connection, sql);
    }
  }

  private static int sessions() throws SQLException {
    return Integer.parseInt(
        look("SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = 'lido'"));
  }

  private Database open(PoolConfig.Builder sizes) throws Exception {
    return open(row("postgres", sizes));
  }

  private Database open(DatabaseConfig row) throws Exception {
    pool = new DatabasePool(List.of(row));
    pool.initPool();
    return pool.getConnection();
  }

  private static DatabaseConfig row(String name, PoolConfig.Builder sizes) {
    return new DatabaseConfig(
        "default",
        "database.default",
        "conf/application.conf: 12",
        Adapter.PGSQL,
        null,
        "localhost",
        server.getPort(),
        name,
        "postgres",
        "postgres",
        "utf8",
        "shop_",
        Map.of("ApplicationName", "lido", "prepareThreshold", "1"),
        List.of("SET statement_timeout = '77s'"),
        true,
        sizes.build());
  }

  private static PoolConfig.Builder sizes(int min, int max) {
    return PoolConfig.builder()
        .min(min)
        .max(max)
        .acquireTimeout(ofMinutes(1))
        .connectTimeout(ofMinutes(1))
        .validationTimeout(ofMinutes(1))
        .drainTimeout(ofSeconds(1));
  }

  @Test
  void it_opens_min_grows_to_max_and_leaves_nothing() throws Exception {
    Database database = open(sizes(2, 4).acquireTimeout(ofSeconds(1)));
    assertThat(sessions()).isEqualTo(2);

    List<Connection> taken = inTheEnd("four are open", () -> take(database, 4));

    assertThat(sessions()).isEqualTo(4);
    assertThatThrownBy(database::getConnection).isInstanceOf(AcquireTimeoutException.class);
    give(taken);
  }

  @Test
  void a_transaction_is_undone_and_a_nested_one_alone() throws Exception {
    Database database = open(sizes(1, 1));

    database.transaction(
        outer -> {
          run(outer, "INSERT INTO " + database.table("item") + " VALUES (1)");
          assertThatThrownBy(
                  () ->
                      database.transaction(
                          inner -> {
                            run(inner, "INSERT INTO shop_item VALUES (1)");
                            return null;
                          }))
              .isInstanceOf(SQLException.class);
          run(outer, "INSERT INTO shop_item VALUES (2)");
          return null;
        });

    assertThat(look("SELECT string_agg(id::text, ',' ORDER BY id) FROM shop_item"))
        .isEqualTo("1,2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SET search_path = pg_catalog           | SHOW search_path
          SET TIME ZONE 'Asia/Tokyo'             | SHOW timezone
          SET SESSION my.mine = 'left'           | SELECT current_setting('my.mine', true)
          SELECT set_config('my.a', 'x', false)  | SELECT current_setting('my.a', true)
          SET statement_timeout = '5s'           | SHOW statement_timeout
          CREATE TEMP TABLE shop_item (a INT, b INT) | SELECT COUNT(*) FROM pg_class WHERE relpersistence = 't'
          SELECT pg_advisory_lock(7)             | SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory'
          PREPARE mine AS SELECT 1               | SELECT COUNT(*) FROM pg_prepared_statements WHERE name = 'mine'
          LISTEN mine                            | SELECT COUNT(*) FROM pg_listening_channels()
          SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE | SHOW default_transaction_isolation
          BEGIN                                  | SELECT COUNT(*) FROM shop_item
          SET ROLE pg_read_all_data              | SELECT current_user
          """)
  void what_sql_left_is_gone_for_the_next_borrower(String leave, String look) throws Exception {
    Database database = open(sizes(1, 1));
    String clean = ask(database, look);
    String session = ask(database, "SELECT pg_backend_pid()");

    run(database, leave, "SELECT 1");

    // A setting of one's own is empty after a reset, not unknown.
    assertThat("" + ask(database, look)).isIn("" + clean, "");
    assertThat(ask(database, "SELECT pg_backend_pid()")).isEqualTo(session);
  }

  @Test
  void what_jdbc_left_is_gone_for_the_next_borrower() throws Exception {
    Database database = open(sizes(1, 1));
    try (Connection dirty = database.getConnection()) {
      dirty.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      dirty.setSchema("pg_catalog");
      dirty.setReadOnly(true);
      dirty.setClientInfo("ApplicationName", "left");
      dirty.setNetworkTimeout(Runnable::run, 1234);
      dirty.setAutoCommit(false);
      run(dirty, "SELECT 1");
    }

    try (Connection next = database.getConnection()) {
      assertThat(next.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
      assertThat(next.getSchema()).isEqualTo("public");
      assertThat(next.isReadOnly()).isFalse();
      assertThat(next.getClientInfo("ApplicationName")).isEqualTo("lido");
      assertThat(next.getNetworkTimeout()).isEqualTo(60_000);
      assertThat(next.getAutoCommit()).isTrue();
      run(next, "INSERT INTO shop_item VALUES (1)");
    }
  }

  @Test
  void a_failed_transaction_left_open_does_not_reach_the_next_borrower() throws Exception {
    Database database = open(sizes(1, 1));
    Connection broken = database.getConnection();
    broken.setAutoCommit(false);
    run(broken, "INSERT INTO shop_item VALUES (1)");
    assertThatThrownBy(() -> run(broken, "INSERT INTO shop_item VALUES (1)"))
        .isInstanceOf(SQLException.class);
    broken.close();

    assertThat(ask(database, "SELECT COUNT(*) FROM shop_item")).isEqualTo("0");
  }

  @Test
  void a_terminated_session_costs_its_borrower_an_error_and_nobody_else() throws Exception {
    Database database = open(sizes(4, 4));
    Connection victim = database.getConnection();
    String pid = ask(victim, "SELECT pg_backend_pid()");

    admin("SELECT pg_terminate_backend(" + pid + ")");
    eventually("it has ended", () -> sessions() == 3);

    var failure = catchThrowableOfType(SQLException.class, () -> ask(victim, "SELECT 1"));
    assertThat(failure.getSQLState()).isIn("57P01", "08006");
    victim.close();
    for (int i = 0; i < 20; i++) {
      assertThat(ask(database, "SELECT pg_backend_pid()")).isNotEqualTo(pid);
    }
  }

  @Test
  void all_idle_sessions_terminated_cost_nobody_an_error() throws Exception {
    Database database = open(sizes(4, 4).validateAfterIdle(ofMillis(0)));
    admin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lido'");
    eventually("they have ended", () -> sessions() == 0);

    for (int i = 0; i < 20; i++) {
      assertThat(ask(database, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void a_write_in_a_transaction_that_is_read_only_by_the_borrowers_wish_costs_no_connection()
      throws Exception {
    Database database = open(sizes(2, 2));
    String before =
        look(
            "SELECT string_agg(pid::text, ',' ORDER BY pid) FROM pg_stat_activity"
                + " WHERE application_name = 'lido'");

    try (Connection reader = database.getConnection()) {
      reader.setReadOnly(true);
      reader.setAutoCommit(false);
      assertThatThrownBy(() -> run(reader, "INSERT INTO shop_item VALUES (1)"))
          .isInstanceOf(SQLException.class);
    }
    List<Connection> both = take(database, 2);
    give(both);

    assertThat(
            look(
                "SELECT string_agg(pid::text, ',' ORDER BY pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'lido'"))
        .isEqualTo(before);
  }

  @Test
  void a_missing_database_is_named() {
    var rows = List.of(row("nosuch", sizes(1, 1)));

    var failure =
        catchThrowableOfType(PoolOpenException.class, () -> new DatabasePool(rows).initPool());

    assertThat(
            failure
                .getMessage()
                .replaceAll("after \\d+ ms", "after N ms")
                .replace(":" + server.getPort(), ":PORT"))
        .isEqualTo(
            """
            1 of 1 database did not open

            database.default: no such database, or no right to it: pgsql://localhost:PORT/nosuch (database, after N ms)
              where: conf/application.conf: 12
              fix:   create the database, or check database.default.name
              cause: FATAL: database "nosuch" does not exist""");
  }
}
