package lido.pool;

import static lido.pool.Eventually.eventually;
import static lido.pool.Pools.ask;
import static lido.pool.Pools.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * After any lease the next borrower of H2 sees what a new connection shows, in the same session.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class SessionLawH2Test {

  /** Without DB_CLOSE_DELAY: the data are gone with the last connection. */
  private static final String URL = "jdbc:h2:mem:law";

  private DatabasePool pool;

  private interface Use {
    void of(Connection connection) throws SQLException;
  }

  @AfterEach
  void close() {
    if (pool != null) {
      pool.close();
    }
  }

  private Database open(String url) throws Exception {
    return open(url, Reset.AUTO);
  }

  private Database open(String url, Reset reset) throws Exception {
    PoolConfig sizes = PoolConfig.builder().min(1).max(1).reset(reset).build();
    pool = new DatabasePool(List.of(DatabaseConfig.ofUrl("default", url, "", "", sizes)));
    pool.initPool();
    Database database = pool.getConnection();
    run(
        database,
        "CREATE TABLE IF NOT EXISTS account (id INT, is_locked BOOLEAN, temp INT, note VARCHAR)",
        "INSERT INTO account VALUES (1, FALSE, 20, 'x')",
        "CREATE SEQUENCE IF NOT EXISTS seq",
        "CREATE SCHEMA IF NOT EXISTS other",
        "CREATE ALIAS IF NOT EXISTS twice FOR \"java.lang.Math.abs(int)\"");
    return database;
  }

  private static Named<Use> use(String name, Use use) {
    return Named.of(name, use);
  }

  static Stream<Named<Use>> uses() {
    return Stream.of(
        use("a query", c -> ask(c, "SELECT id FROM account")),
        use("call", c -> ask(c, "CALL NEXT VALUE FOR seq")),
        use(
            "callable",
            c -> {
              try (CallableStatement call = c.prepareCall("{call twice(?)}")) {
                call.setInt(1, 2);
                call.execute();
              }
            }),
        use("is_locked", c -> ask(c, "SELECT is_locked FROM account")),
        use("temp", c -> ask(c, "SELECT temp FROM account")),
        use("a semicolon", c -> run(c, "UPDATE account SET note = 'a; b'")),
        use("unwrap", c -> c.unwrap(JdbcConnection.class)),
        use("comment", c -> run(c, "COMMENT ON TABLE account IS 'hello'")),
        use(
            "a mistake",
            c -> {
              try {
                run(c, "SELEC 1");
              } catch (SQLException e) {
                assertThat(e.getSQLState()).startsWith("42");
              }
            }),
        use("variable", c -> run(c, "SET @x = 1")));
  }

  @ParameterizedTest
  @MethodSource("uses")
  void two_hundred_uses_are_one_session_and_the_data_stay(Use use) throws Exception {
    Database database = open(URL);
    String session = ask(database, "SELECT SESSION_ID()");

    for (int i = 0; i < 200; i++) {
      try (Connection connection = database.getConnection()) {
        use.of(connection);
      }
    }

    assertThat(ask(database, "SELECT SESSION_ID()")).isEqualTo(session);
    assertThat(ask(database, "SELECT COUNT(*) FROM account")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SET @x = 'left'                   | SELECT @x
          SET @x = 1; SET @y = 2            | SELECT COALESCE(@x, @y)
          SELECT SET(@x, 1)                 | SELECT @x
          CREATE LOCAL TEMPORARY TABLE mine (a INT) | SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'MINE'
          SET SCHEMA other                  | SELECT SCHEMA()
          USE other                         | SELECT SCHEMA()
          SET LOCK_TIMEOUT 7                | SELECT LOCK_TIMEOUT()
          SET QUERY_TIMEOUT 7000            | SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'QUERY_TIMEOUT'
          SET TIME ZONE '+05:00'            | SELECT EXTRACT(TIMEZONE_HOUR FROM CURRENT_TIMESTAMP)
          SET VARIABLE_BINARY TRUE          | SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'VARIABLE_BINARY'
          SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE | SELECT ISOLATION_LEVEL FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID = SESSION_ID()
          SET AUTOCOMMIT OFF                | SELECT AUTOCOMMIT()
          BEGIN; DELETE FROM account        | SELECT COUNT(*) FROM account
          """)
  void what_sql_left_is_gone_for_the_next_borrower(String leave, String look) throws Exception {
    Database database = open(URL);
    String clean = ask(database, look);
    String session = ask(database, "SELECT SESSION_ID()");

    run(database, leave);

    assertThat(ask(database, look)).isEqualTo(clean);
    assertThat(ask(database, "SELECT SESSION_ID()")).isEqualTo(session);
  }

  @Test
  void what_the_rows_url_gave_is_there_after_that() throws Exception {
    Database database =
        open(
            URL + "url;INIT=CREATE SCHEMA IF NOT EXISTS app\\;SET SCHEMA app\\;SET @tenant = 'jp'");
    String session = ask(database, "SELECT SESSION_ID()");

    run(database, "SET @tenant = 'de'", "SET SCHEMA public", "SET @x = 1");

    assertThat(ask(database, "SELECT @tenant || SCHEMA() || COALESCE(@x, 'none')"))
        .isEqualTo("jpAPPnone");
    assertThat(ask(database, "SELECT SESSION_ID()")).isEqualTo(session);
  }

  @Test
  void one_borrowers_query_timeout_does_not_cancel_the_next_ones_query() throws Exception {
    for (Reset reset : Reset.values()) {
      Database database = open(URL + reset, reset);
      try (Connection connection = database.getConnection();
          var statement = connection.createStatement()) {
        statement.setQueryTimeout(7);
        statement.executeQuery("SELECT 1");
      }

      try (Connection next = database.getConnection();
          var statement = next.createStatement()) {
        assertThat(statement.getQueryTimeout()).as(reset.toString()).isZero();
      }
      assertThat(
              ask(
                  database,
                  "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                      + " WHERE SETTING_NAME = 'QUERY_TIMEOUT'"))
          .isEqualTo("0");
      close();
    }
  }

  @Test
  void a_database_in_memory_outlives_the_replacement_of_its_last_connection() throws Exception {
    Database database = open(URL);
    String session = ask(database, "SELECT SESSION_ID()");

    database.getConnection().abort(Runnable::run);

    assertThat(ask(database, "SELECT SESSION_ID()")).isNotEqualTo(session);
    assertThat(ask(database, "SELECT COUNT(*) FROM account")).isEqualTo("1");
  }

  @Test
  void a_database_in_memory_is_gone_with_its_pool_as_the_url_says() throws Exception {
    open(URL);
    close();

    try (Connection later = DriverManager.getConnection(URL)) {
      assertThat(
              ask(
                  later,
                  "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'ACCOUNT'"))
          .isEqualTo("0");
    }
  }

  @Test
  void an_evicted_session_is_gone_although_the_driver_does_nothing_at_abort() throws Exception {
    Database database = open(URL);

    for (int i = 0; i < 5; i++) {
      database.getConnection().abort(Runnable::run);
    }

    // One in the pool, and one that keeps the data.
    eventually(
        "the others are gone",
        () -> ask(database, "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS").equals("2"));
  }
}
