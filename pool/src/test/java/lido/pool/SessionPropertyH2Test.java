package lido.pool;

import static lido.pool.JdbcPolluters.sql;
import static lido.pool.JdbcPolluters.steps;
import static lido.pool.Pools.ask;
import static lido.pool.Pools.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import lido.pool.SessionProperty.Polluter;
import lido.pool.SessionProperty.Result;
import lido.pool.SessionProperty.Source;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link SessionProperty} on H2, in memory. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(600)
class SessionPropertyH2Test {

  private static final String URL =
      "jdbc:h2:mem:property;INIT=SET @tenant = 'jp'\\;SET LOCK_TIMEOUT 1234";

  private final DatabaseConfig row =
      DatabaseConfig.ofUrl("default", URL, "", "", PoolConfig.builder().min(1).max(1).build());
  private final DatabasePool pool = new DatabasePool(List.of(row));
  private Database database;

  @BeforeEach
  void open() throws Exception {
    pool.initPool();
    database = pool.getConnection();
    run(
        database,
        "CREATE SCHEMA other",
        "CREATE TABLE scratch (id INT AUTO_INCREMENT, a INT)",
        "CREATE SEQUENCE seq",
        "CREATE ALIAS twice FOR \"java.lang.Math.abs(int)\"");
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private static Source fresh(DatabaseConfig row) {
    return () -> {
      try {
        return new Connector(row).open();
      } catch (OpenFailure e) {
        throw e.toSqlException();
      }
    };
  }

  private static List<Polluter> polluters() {
    var all = new ArrayList<Polluter>();
    all.addAll(
        JdbcPolluters.of("INSERT INTO scratch (a) VALUES (1)", "OTHER", JdbcConnection.class));
    for (int i = 0; i < 20; i++) {
      all.addAll(sql("SET @x" + i + " = " + i));
    }
    all.addAll(
        sql(
            "SET @x = 'left'",
            "SET @tenant = 'de'",
            "SET @tenant = NULL",
            "SELECT SET(@x, 1)",
            "SELECT @x := 1",
            "SET @x = (SELECT MAX(a) FROM scratch)",
            "SET SCHEMA other",
            "SET SCHEMA_SEARCH_PATH public, other",
            "USE other",
            "SET LOCK_TIMEOUT 7",
            "SET QUERY_TIMEOUT 77000",
            "SET THROTTLE 1",
            "SET LAZY_QUERY_EXECUTION 1",
            "SET TIME ZONE '+05:00'",
            "SET TIME ZONE 'Asia/Tokyo'",
            "SET VARIABLE_BINARY TRUE",
            "SET TRUNCATE_LARGE_LENGTH TRUE",
            "SET NON_KEYWORDS VALUE, DAY",
            "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE",
            "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ UNCOMMITTED",
            "SET AUTOCOMMIT OFF",
            "SET AUTOCOMMIT FALSE; INSERT INTO scratch (a) VALUES (3)",
            "BEGIN",
            "BEGIN; INSERT INTO scratch (a) VALUES (2)",
            "COMMIT",
            "ROLLBACK",
            "SAVEPOINT a",
            "CREATE LOCAL TEMPORARY TABLE t_temp (a INT)",
            "CREATE CACHED LOCAL TEMPORARY TABLE t_cached (a INT)",
            "CREATE LOCAL TEMPORARY TABLE t_as AS SELECT 1 AS a",
            "CREATE LOCAL TEMPORARY TABLE scratch (b INT)",
            "CREATE GLOBAL TEMPORARY TABLE IF NOT EXISTS t_global (a INT)",
            "CALL NEXT VALUE FOR seq",
            "CALL twice(2)",
            "SELECT NEXT VALUE FOR seq",
            "INSERT INTO scratch (a) VALUES (1)",
            "COMMENT ON TABLE scratch IS 'hello'",
            "ANALYZE",
            "EXPLAIN SELECT 1",
            "EXECUTE IMMEDIATE 'SET @immediate = 1'",
            "PREPARE p1 AS SELECT 1",
            "SELECT 'SET @x = 1; temp', 1 AS \"set\""));
    all.addAll(
        List.of(
            steps("SET SCHEMA other", "SET SCHEMA public"),
            steps("SET @a = 1; SET @b = 2"),
            steps("BEGIN", "INSERT INTO scratch (a) VALUES (5)"),
            steps("CREATE LOCAL TEMPORARY TABLE t1 (a INT)", "DROP TABLE t1"),
            new Polluter(
                "schema by SQL, then by JDBC",
                c -> {
                  run(c, "SET SCHEMA other");
                  c.setSchema("PUBLIC");
                })));
    all.addAll(
        JdbcPolluters.behind(
            JdbcConnection.class, "SET @raw = 1", "SET SCHEMA other", "BEGIN", "SET THROTTLE 1"));
    return all;
  }

  private static SortedMap<String, String> look(Connection connection) throws SQLException {
    SortedMap<String, String> shown = SessionProperty.jdbc(connection);
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT STATE_KEY, STATE_COMMAND FROM INFORMATION_SCHEMA.SESSION_STATE UNION ALL"
                    + " SELECT SETTING_NAME, SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                    + " WHERE SETTING_NAME IN ('QUERY_TIMEOUT', 'TRUNCATE_LARGE_LENGTH',"
                    + " 'VARIABLE_BINARY', 'OLD_INFORMATION_SCHEMA', 'NON_KEYWORDS', 'TIME ZONE')")) {
      while (rows.next()) {
        shown.put(rows.getString(1), rows.getString(2));
      }
    }
    shown.put("lock timeout", ask(connection, "CALL LOCK_TIMEOUT()"));
    shown.put("autocommit", ask(connection, "CALL AUTOCOMMIT()"));
    shown.put("table scratch", ask(connection, "SELECT COUNT(a) >= 0 FROM scratch"));
    try {
      shown.put("prepared", ask(connection, "EXECUTE p1"));
    } catch (SQLException e) {
      shown.put("prepared", "none");
    }
    return shown;
  }

  @Test
  void after_any_lease_the_next_borrower_sees_a_new_session() throws Exception {
    List<Polluter> polluters = polluters();
    var property =
        new SessionProperty(polluters, SessionPropertyH2Test::look, fresh(row), () -> {});

    Result seen = property.run("H2", database::getConnection, SessionProperty.sequences(400));

    assertThat(polluters).hasSizeGreaterThanOrEqualTo(200);
    assertThat(seen.failures()).isEmpty();
    assertThat(seen.failed()).isZero();
    Figures.seen("row 5", "H2: %d sequences, 0 failed", seen.sequences());
  }

  @Test
  void the_test_itself_finds_nothing_on_a_new_connection_for_each_borrower() throws Exception {
    var property =
        new SessionProperty(polluters(), SessionPropertyH2Test::look, fresh(row), () -> {});

    Result seen = property.run("H2 control", fresh(row), SessionProperty.sequences(400) / 4);

    assertThat(seen.failures()).isEmpty();
  }
}
