package lido.pool;

import static lido.pool.SessionChange.CATALOG;
import static lido.pool.SessionChange.SQL;
import static lido.pool.SessionChange.UNSEEN;
import static lido.pool.SessionChange.WORK;
import static lido.pool.SqlDialect.H2;
import static lido.pool.SqlDialect.MYSQL;
import static lido.pool.SqlDialect.MYSQL_ANSI;
import static lido.pool.SqlDialect.MYSQL_PLAIN;
import static lido.pool.SqlDialect.OTHER;
import static lido.pool.SqlDialect.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionSqlTest {

  private static final SqlDialect[] ALL = SqlDialect.values();
  private static final SqlDialect[] EVERY_MYSQL = {MYSQL, MYSQL_ANSI, MYSQL_PLAIN};
  private static final SqlDialect[] NO_MYSQL = {POSTGRES, H2, OTHER};

  private static final class Cases {
    private final List<Arguments> all = new ArrayList<>();

    void add(SqlDialect[] dialects, String... texts) {
      for (String text : texts) {
        for (SqlDialect dialect : dialects) {
          all.add(arguments(dialect, text));
        }
      }
    }

    void add(SqlDialect dialect, String... texts) {
      add(new SqlDialect[] {dialect}, texts);
    }
  }

  static Stream<Arguments> harmless() {
    var cases = new Cases();
    cases.add(
        ALL,
        "SELECT 1",
        "  select * from products where id = ?",
        "SELECT*FROM t",
        "(SELECT 1) UNION (SELECT 2)",
        "-- a hint\nSELECT 1",
        "/* route: GET /x */ SELECT 1",
        "SELECT 1;",
        "SELECT 1 ; \n",
        "SELECT 1; -- that was all",
        "SELECT 1; SELECT 2",
        "INSERT INTO users (mail) VALUES ('a@b.example')",
        "INSERT INTO t VALUES (?, ?)",
        "UPDATE stock SET n = n - 1 WHERE id = ?",
        "DELETE FROM t WHERE template_id = 3",
        "REPLACE INTO t VALUES (1)",
        "MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN UPDATE SET a = 1",
        "WITH a AS (SELECT 1) SELECT * FROM a",
        "SELECT id FROM orders FOR UPDATE",
        "CREATE TABLE t (id INT)",
        "CREATE TABLE templates (id INT)",
        "CREATE TABLE t (temp INT, temporary_id INT)",
        "DROP TABLE t",
        "ALTER TABLE sessions ADD COLUMN x INT",
        "ALTER TABLE session ADD COLUMN x INT",
        "TRUNCATE t",
        "EXPLAIN SELECT 1",
        "SHOW TABLES",
        "VALUES (1)",
        "COMMENT ON TABLE account IS 'hello'",
        // Names and strings that only look like it.
        "SELECT is_locked FROM account",
        "SELECT temp FROM account",
        "SELECT temp FROM temp",
        "INSERT INTO temp VALUES (1)",
        "INSERT INTO temporary (a) SELECT b FROM temp",
        "UPDATE account SET note = 'a; b'",
        "UPDATE account SET note = 'a; SET x = 1' WHERE id = 1",
        "SELECT 'GET_LOCK(1)', 'set_config(1)', 'INTO @x', ':='",
        "SELECT a /* ; SET x = 1 */ FROM t",
        "SELECT a -- ; SET x = 1\nFROM t",
        "SELECT get_lock, set_config, pg_advisory_lock FROM t",
        "SELECT a FROM temp AS t WHERE t.into = 1",
        "INSERT INTO t VALUES ('it''s', 'temp'), ('a', ';')");
    cases.add(
        EVERY_MYSQL,
        "# MySQL's comment\nSELECT 1",
        "SELECT 1 # ; SET @x = 1",
        "SELECT @@version",
        "SELECT @x",
        "SELECT @@session.sql_mode, @x FROM t",
        "SELECT LAST_INSERT_ID()",
        "SELECT last_insert_id( /* nothing */ )",
        "SELECT `temp`, `is_locked`, `;` FROM `set`",
        "SELECT IS_FREE_LOCK('a'), RELEASE_LOCK('a')",
        "SELECT /*+ SET_VAR(sort_buffer_size = 16M) */ 1",
        "SELECT /*!40001 SQL_NO_CACHE */ a FROM t",
        "CREATE TABLE t (a INT) /*!50100 PARTITION BY HASH (a) PARTITIONS 4 */",
        "INSERT IGNORE INTO temp VALUES (1)",
        "INSERT LOW_PRIORITY IGNORE INTO temp VALUES (1)",
        "REPLACE INTO temporary VALUES (1)",
        "SELECT 1--1",
        "DO SLEEP(0)",
        "LOAD DATA INFILE 'x' INTO TABLE t (a, b)",
        "KILL 17",
        "OPTIMIZE TABLE t");
    cases.add(MYSQL, "SELECT 'it\\'s', GET_LOCK FROM t", "SELECT \"it\\\"s; SET\" FROM t");
    cases.add(MYSQL, "SELECT 'a\\\\', 'SET' FROM t");
    cases.add(MYSQL_PLAIN, "SELECT 'a\\', 'b' FROM t");
    cases.add(MYSQL_ANSI, "SELECT \"a\\\", 'b' FROM t");
    cases.add(
        POSTGRES,
        "SELECT $$; SET x = 1$$, $a$ set_config( $b$ $a$",
        "SELECT $1, $2 FROM t",
        "SELECT E'it\\'s; SET x', 'a\\'",
        "SELECT a /* one /* two */ ; SET x = 1 */ FROM t",
        "SELECT \"temp\", \"set_config\" FROM \"set;\"",
        "SELECT a[1], array['a', 'b'] FROM t",
        "SELECT pg_advisory_xact_lock(1)",
        "SELECT pg_advisory_unlock(1)",
        "SELECT f(a := 1)",
        "SELECT a::text, b # 3 FROM t",
        "COPY t FROM STDIN",
        "NOTIFY channel, 'x'",
        "CREATE FUNCTION f() RETURNS INT LANGUAGE sql AS $$ SELECT set_config('a', 'b', false) $$",
        "VACUUM ANALYZE t");
    cases.add(
        H2,
        "SELECT $$; SET x$$",
        "SELECT 1 // ; SET x\n",
        "CREATE GLOBAL TEMPORARY TABLE t (a INT)",
        "SELECT a /* one /* two */ ; SET x = 1 */ FROM t");
    cases.add(
        OTHER,
        "SELECT [temp], [is_locked], [;] FROM [set]",
        "SELECT v$session, a#b FROM t",
        "CREATE GLOBAL TEMPORARY TABLE t (a INT) ON COMMIT DELETE ROWS",
        "SELECT @x, @@rowcount FROM t",
        "SELECT a # b FROM t");
    return cases.all.stream();
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void leaves_nothing_behind(SqlDialect dialect, String sql) {
    assertThat(SessionSql.changes(sql, dialect)).isZero();
  }

  static Stream<Arguments> telling() {
    var cases = new Cases();
    cases.add(
        ALL,
        "SET x = 1",
        "set sql_mode = ''",
        "-- harmless?\nSET time_zone = '+00:00'",
        "/* a */ /* b */ SET x = 1",
        "CREATE TEMPORARY TABLE t (id INT)",
        "create temp table t (id int)",
        "CREATE LOCAL TEMPORARY VIEW v AS SELECT 1",
        "CREATE OR REPLACE TEMPORARY TABLE t (id INT)",
        "SELECT 1; SET x = 1",
        "SELECT ';'; SET x = 1",
        "INSERT INTO t VALUES (1); SET x = 1;",
        "ALTER SESSION SET CURRENT_SCHEMA = x",
        "SELECT 1 /* a; */; /* b */ SET x = 1",
        "RESET ALL");
    cases.add(
        EVERY_MYSQL,
        "SET @x = 1",
        "SET autocommit=0",
        "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE",
        "SET TRANSACTION READ ONLY",
        "SET ROLE r",
        "/*!50000 SET @x = 1 */",
        "/*M! SET @x = 1; */ SELECT 1",
        "/*!99999 SELECT */ SET @x = 1",
        "SELECT 1 /*!99999 , ' */ , GET_LOCK('a', 1), ''",
        "SELECT a INTO /*!99999 OUTFILE */ @x",
        "LOCK TABLES t WRITE",
        "SELECT GET_LOCK('a', 1)",
        "SELECT 1, get_lock('a', 1) FROM dual",
        "SELECT get_lock /* a */ ( 'a', 1)",
        "SELECT `get_lock`('a', 1)",
        "DO GET_LOCK('a', 1)",
        "SELECT @x := 1",
        "UPDATE t SET a = (@n := @n + 1)",
        "SELECT id INTO @x FROM t",
        "SELECT id, name INTO\n @x, @y FROM t",
        "SELECT 1 INTO@x",
        "SELECT 1 INTO /* here */ @x",
        "SELECT LAST_INSERT_ID(17)",
        "UPDATE t SET n = last_insert_id(n + 1)",
        "SELECT 1; SET @x = 1",
        "SELECT 1 -- \n; SET @x = 1",
        "LOAD DATA INFILE 'x' INTO TABLE t (a, @b)",
        "GET DIAGNOSTICS @n = NUMBER",
        "PREPARE p FROM 'SELECT 1'",
        "PREPARE transaction FROM 'SELECT 1'",
        "EXECUTE p",
        "CALL touch()",
        "{call touch()}",
        "{? = call touch()}",
        "HANDLER t OPEN",
        "FLUSH TABLES WITH READ LOCK",
        "XA START 'x'",
        "SELECT 'it''s', GET_LOCK('a', 1), ''");
    cases.add(MYSQL, "SELECT 'a\\\\', GET_LOCK('a', 1)", "SELECT 'a\\'', GET_LOCK('a', 1), ''");
    cases.add(MYSQL_PLAIN, "SELECT 'a\\', GET_LOCK('x\\', 1)", "SELECT \"a\\\", GET_LOCK('x', 1)");
    cases.add(MYSQL_ANSI, "SELECT \"a\\\", GET_LOCK('x', 1)", "SELECT \"get_lock\"('a', 1)");
    cases.add(
        POSTGRES,
        "CREATE TABLE pg_temp.t (id int)",
        "SELECT * INTO TEMP t FROM u",
        "SELECT * INTO LOCAL TEMPORARY TABLE t FROM u",
        "CREATE GLOBAL TEMPORARY TABLE t (a INT)",
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_try_advisory_lock_shared(1)",
        "SELECT set_config('search_path', 'x', false)",
        "SELECT pg_catalog.set_config('a', 'b', false)",
        "SELECT \"set_config\"('a', 'b', false)",
        "SELECT set_config('a', 'b', not true)",
        "SELECT set_config('a', concat('b', 'c', true), false)",
        "SELECT set_config('a', 'b', ?)",
        "WITH a AS (SELECT set_config('a', 'b', false)) SELECT * FROM a",
        "SELECT 'a\\', set_config('a', 'b', false)",
        "SELECT E'a\\\\', set_config('a', 'b', false)",
        "SELECT $a$ $b$ $a$, set_config('a', 'b', false)",
        "SELECT 1--1\n, set_config('a', 'b', false)",
        "SELECT 1 /* /* */ */, set_config('a', 'b', false)",
        "LISTEN channel",
        "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
        "SET local.x = 1",
        "SET ROLE r",
        "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE",
        "DISCARD PLANS",
        "DO $$ BEGIN END $$",
        "PREPARE p AS SELECT 1",
        "EXECUTE p",
        "SELECT U&\"set\\005fconfig\"('a', 'b', false)");
    cases.add(H2, "SELECT @x := 1", "SELECT SET(@x, 1)", "USE other");
    cases.add(
        OTHER,
        "SELECT a INTO #t FROM u",
        "CREATE TABLE #t (a INT)",
        "CREATE PRIVATE TEMPORARY TABLE t (a INT)",
        "DECLARE GLOBAL TEMPORARY TABLE t (a INT)",
        "ATTACH DATABASE 'x' AS y");
    return cases.all.stream();
  }

  @ParameterizedTest
  @MethodSource("telling")
  void may_leave_something_behind(SqlDialect dialect, String sql) {
    assertThat(SessionSql.changes(sql, dialect) & (SQL | (dialect == H2 ? UNSEEN : 0))).isNotZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELEC 1",
        "no SQL at all",
        "",
        "-- a comment",
        "CALL touch()",
        "{call touch()}",
        "{? = call touch(?)}",
        "EXECUTE p",
        "EXEC sp_who",
        "SELECT 'it",
        "'x'"
      })
  void what_nobody_knows_costs_a_reset_where_there_is_one_and_no_connection_elsewhere(String sql) {
    for (SqlDialect dialect : ALL) {
      boolean resets = dialect.isMySql() || dialect == POSTGRES;

      assertThat(SessionSql.changes(sql, dialect))
          .as(dialect.toString())
          .isEqualTo(resets ? SQL | UNSEEN : UNSEEN);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT q'[it's]' FROM dual",
        "SELECT 'a\\' FROM t",
        "SELECT [it's] FROM t",
        "SELECT 1 /* /* */ */",
        "SELECT 1 # don't\n"
      })
  void what_an_unknown_server_may_read_in_two_ways_costs_no_connection(String sql) {
    assertThat(SessionSql.changes(sql, OTHER)).isEqualTo(UNSEEN);
  }

  static Stream<Arguments> transactions() {
    var cases = new Cases();
    cases.add(ALL, "START TRANSACTION", "COMMIT", "ROLLBACK", "SAVEPOINT a");
    cases.add(new SqlDialect[] {MYSQL, POSTGRES, H2}, "begin", "BEGIN; UPDATE t SET a = 1");
    cases.add(
        POSTGRES,
        "SET LOCAL search_path = x",
        "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
        "SET CONSTRAINTS ALL DEFERRED",
        "SELECT set_config('a', 'b', true)",
        "SELECT set_config('a', concat('b', 'c'), true), 1",
        "PREPARE TRANSACTION 'x'",
        "LOCK TABLE t");
    cases.add(NO_MYSQL, "LOCK TABLE t IN EXCLUSIVE MODE");
    return cases.all.stream();
  }

  @ParameterizedTest
  @MethodSource("transactions")
  void a_transaction_by_sql_may_be_open(SqlDialect dialect, String sql) {
    assertThat(SessionSql.changes(sql, dialect)).isEqualTo(WORK);
  }

  @ParameterizedTest
  @EnumSource(
      value = SqlDialect.class,
      names = {"MYSQL", "OTHER"})
  void use_changes_the_database_alone(SqlDialect dialect) {
    assertThat(SessionSql.changes("USE other", dialect)).isEqualTo(CATALOG);
  }

  @Test
  void a_block_of_an_unknown_server_may_be_a_transaction_or_a_call() {
    assertThat(SessionSql.changes("BEGIN dbms_lock.sleep(1); END;", OTHER))
        .isEqualTo(WORK | UNSEEN);
  }

  /** Counts how often a character is read. */
  private static final class Counted implements CharSequence {
    private final String text;
    private long reads;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      reads++;
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      reads += end - start;
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "('Person', 'person@example.com'),",
        "'a@b', @",
        "INTO ",
        "@",
        "(",
        "[a]",
        "# ",
        "$a",
        "$a$ ",
        "/* ",
        "/*! ",
        "*/",
        "--",
        "a;",
        "'\\'",
        "\"",
        "`a`",
        ": =",
        "set_config(",
        "temp ",
        "get_lock ",
        "é",
        "1",
        "{",
        "_"
      })
  void the_work_grows_as_the_text_does(String piece) {
    for (SqlDialect dialect : ALL) {
      for (String start : List.of("SELECT ", "INSERT INTO t VALUES ", "")) {
        var sql = new Counted(start + piece.repeat(40_000 / piece.length()));

        SessionSql.changes(sql, dialect);

        assertThat(sql.reads).as(dialect + " " + start).isLessThan(12L * sql.length());
      }
    }
  }
}
