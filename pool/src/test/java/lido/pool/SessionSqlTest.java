package lido.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionSqlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "  select * from products where id = ?",
        "SELECT*FROM t",
        "(SELECT 1) UNION (SELECT 2)",
        "-- a hint\nSELECT 1",
        "/* route: GET /x */ SELECT 1",
        "# MySQL's comment\nSELECT 1",
        "SELECT 1;",
        "SELECT 1 ; \n",
        "INSERT INTO users (mail) VALUES ('a@b.example')",
        "INSERT INTO t VALUES (?, ?)",
        "UPDATE stock SET n = n - 1 WHERE id = ?",
        "DELETE FROM t WHERE template_id = 3",
        "REPLACE INTO t VALUES (1)",
        "MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN UPDATE SET a = 1",
        "WITH a AS (SELECT 1) SELECT * FROM a",
        "SELECT id FROM orders FOR UPDATE",
        "SELECT @@version",
        "SELECT @x",
        "CREATE TABLE t (id INT)",
        "CREATE TABLE templates (id INT)",
        "DROP TABLE t",
        "ALTER TABLE sessions ADD COLUMN x INT",
        "TRUNCATE t",
        "EXPLAIN SELECT 1",
        "SHOW TABLES",
        "VALUES (1)"
      })
  void leaves_nothing_behind(String sql) {
    assertThat(SessionSql.leavesState(sql)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET @x = 1",
        "set sql_mode = ''",
        "SET autocommit=0",
        "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE",
        "-- harmless?\nSET time_zone = '+00:00'",
        "/* a */ /* b */ SET @x = 1",
        "/*!50000 SET @x = 1 */",
        "/*M! SET @x = 1; */ SELECT 1",
        "USE other",
        "START TRANSACTION",
        "begin",
        "LOCK TABLES t WRITE",
        "SELECT GET_LOCK('a', 1)",
        "SELECT 1, get_lock('a', 1) FROM dual",
        "DO GET_LOCK('a', 1)",
        "SELECT @x := 1",
        "UPDATE t SET a = (@n := @n + 1)",
        "SELECT id INTO @x FROM t",
        "SELECT id, name INTO\n @x, @y FROM t",
        "SELECT 1 INTO@x",
        "CREATE TEMPORARY TABLE t (id INT)",
        "create temp table t (id int)",
        "CREATE TABLE pg_temp.t (id int)",
        "CREATE LOCAL TEMPORARY VIEW v AS SELECT 1",
        "SELECT * INTO TEMP t FROM u",
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_try_advisory_lock_shared(1)",
        "SELECT set_config('search_path', 'x', false)",
        "SELECT pg_catalog.set_config('a', 'b', false)",
        "WITH a AS (SELECT set_config('a', 'b', false)) SELECT * FROM a",
        "SELECT 1; SET @x = 1",
        "INSERT INTO t VALUES (1); SET @x = 1;",
        "PREPARE p FROM 'SELECT 1'",
        "EXECUTE p",
        "CALL touch()",
        "{call touch()}",
        "LISTEN channel",
        "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
        "ALTER SESSION SET CURRENT_SCHEMA = x",
        "HANDLER t OPEN",
        "no SQL at all",
        ""
      })
  void may_leave_something_behind(String sql) {
    assertThat(SessionSql.leavesState(sql)).isTrue();
  }
}
