package lido.pool;

import static lido.pool.JdbcPolluters.sql;
import static lido.pool.JdbcPolluters.steps;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import lido.pool.SessionProperty.Polluter;

/** What SQL can do to a session of MySQL or MariaDB, and what such a session shows. */
final class MySqlPolluters {

  /** They tell of the moment, of the session's number or of the last statement. */
  private static final Set<String> VOLATILE =
      Set.of(
          "timestamp",
          "rand_seed1",
          "rand_seed2",
          "last_insert_id",
          "identity",
          "insert_id",
          "pseudo_thread_id",
          "warning_count",
          "error_count",
          "last_gtid");

  /** They leave a borrower, or the test, without a session. */
  private static final Set<String> DEADLY =
      Set.of("wait_timeout", "interactive_timeout", "net_read_timeout", "net_write_timeout");

  private MySqlPolluters() {}

  /** What the tests' user needs, made by itself: run once. */
  static List<String> preparation() {
    return List.of(
        "DROP TABLE IF EXISTS scratch, plain",
        "CREATE TABLE scratch (id INT PRIMARY KEY AUTO_INCREMENT, a INT)",
        "CREATE TABLE plain (a INT)",
        "CREATE TRIGGER dirty BEFORE INSERT ON plain FOR EACH ROW SET @of_trigger = 'left'",
        "CREATE FUNCTION f_variable() RETURNS INT BEGIN SET @of_function = 'left'; RETURN 1; END",
        "CREATE FUNCTION f_zone() RETURNS INT BEGIN SET time_zone = '+05:00'; RETURN 1; END",
        "CREATE FUNCTION f_limit() RETURNS INT BEGIN SET sql_select_limit = 2; RETURN 1; END",
        "CREATE FUNCTION f_net() RETURNS INT BEGIN SET net_write_timeout = 777; RETURN 1; END",
        "CREATE FUNCTION f_size() RETURNS INT BEGIN SET sort_buffer_size = 300000, @s = 1;"
            + " RETURN 1; END",
        "CREATE FUNCTION f_limit_too() RETURNS INT BEGIN SET @of_limit = 1, sql_select_limit = 4;"
            + " RETURN 1; END",
        "CREATE FUNCTION f_isolation() RETURNS INT BEGIN SET SESSION"
            + " TRANSACTION ISOLATION LEVEL SERIALIZABLE; RETURN 1; END",
        "CREATE FUNCTION f_table() RETURNS INT BEGIN CREATE TEMPORARY TABLE t_function (a INT);"
            + " RETURN 1; END",
        "CREATE FUNCTION f_into() RETURNS INT BEGIN SELECT 'left' INTO @of_into; RETURN 1; END",
        "CREATE FUNCTION f_lock() RETURNS INT RETURN GET_LOCK('of_function', 0)",
        "CREATE PROCEDURE p_variable() SET @of_procedure = 'left'",
        "CREATE PROCEDURE p_into() SELECT 'left' INTO @of_procedure",
        "CREATE PROCEDURE p_mode() SET SESSION sql_mode = 'ANSI_QUOTES'",
        "CREATE PROCEDURE p_lock() DO GET_LOCK('of_procedure', 0)",
        "CREATE PROCEDURE p_table() CREATE TEMPORARY TABLE t_procedure (a INT)",
        "CREATE PROCEDURE p_begin() BEGIN START TRANSACTION; INSERT INTO scratch (a) VALUES (9); END",
        "CREATE PROCEDURE p_autocommit() SET autocommit = 0",
        "CREATE PROCEDURE p_nothing() SELECT 1");
  }

  static void drop(Connection connection) throws SQLException {
    for (String routine : preparation()) {
      String[] words = routine.split("[ (]+");
      if (words[0].equals("CREATE") && !words[1].equals("TABLE") && !words[1].equals("TRIGGER")) {
        Pools.run(connection, "DROP " + words[1] + " IF EXISTS " + words[2]);
      }
    }
  }

  /** Every session variable of the server, set to something else. */
  static List<Polluter> variables(Connection scratch) throws SQLException {
    var polluters = new ArrayList<Polluter>();
    int route = 0;
    for (Map.Entry<String, String> each : variablesOf(scratch).entrySet()) {
      String name = each.getKey();
      if (VOLATILE.contains(name) || DEADLY.contains(name) || name.startsWith("character_set")) {
        continue;
      }
      String value = another(scratch, name, each.getValue());
      if (value != null) {
        String[] ways = {
          "SET SESSION %s = %s", "SET @@%s = %s", "SET LOCAL %s = %s", "SET %s = %s"
        };
        String text = ways[route++ % ways.length].formatted(name, value);
        polluters.add(new Polluter(text, c -> c.createStatement().execute(text)));
      }
    }
    return polluters;
  }

  private static SortedMap<String, String> variablesOf(Connection connection) throws SQLException {
    var variables = new TreeMap<String, String>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW SESSION VARIABLES")) {
      while (rows.next()) {
        variables.put(rows.getString(1), rows.getString(2));
      }
    }
    return variables;
  }

  /** A value that the variable takes and does not have; null if none was found. */
  private static String another(Connection scratch, String name, String value) {
    List<String> candidates = new ArrayList<>();
    if (value.equals("ON") || value.equals("OFF")) {
      candidates.add(value.equals("ON") ? "OFF" : "ON");
    } else if (value.matches("\\d{1,18}")) {
      long number = Long.parseLong(value);
      for (long other : List.of(number + 1, number * 2 + 1024, number / 2, 1L, 0L)) {
        candidates.add("" + other);
      }
    } else if (value.matches("\\d+(\\.\\d+)?")) {
      candidates.addAll(List.of("1", "1.5", "1000"));
    } else {
      candidates.addAll(
          List.of(
              "'latin1_bin'",
              "'ANSI_QUOTES'",
              "'+05:00'",
              "'de_DE'",
              "'SERIALIZABLE'",
              "'MyISAM'",
              "'ALL'",
              "'ON'",
              "'OFF'",
              "'index_merge=off'",
              "''"));
    }
    for (String candidate : candidates) {
      try (Statement statement = scratch.createStatement()) {
        statement.execute("SET SESSION " + name + " = " + candidate);
        if (!value.equals(variablesOf(scratch).get(name))) {
          return candidate;
        }
      } catch (SQLException e) {
        // Not this one.
      }
    }
    return null;
  }

  /** What is seen, or is not there to be seen, by any driver. */
  static List<Polluter> seen(String other) {
    var all = new ArrayList<Polluter>();
    all.addAll(
        sql(
            "SET @x = 'left'",
            "SET @x := 1, @y = 2",
            "SELECT 'left' INTO @x",
            "SELECT 1, 2 INTO @x, @`y z`",
            "SELECT @x := 'left'",
            "/* a */ SET @commented = 1",
            "/*!50000 SET @executed = 1 */",
            "-- a\nSET @behind = 1",
            "SET NAMES utf8mb4 COLLATE utf8mb4_bin",
            "SET time_zone = '+05:00'",
            "SET sql_mode = ''",
            "SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'",
            "SET autocommit = 0",
            "SET @@autocommit = 0",
            "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE",
            "SET SESSION TRANSACTION READ ONLY",
            "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED",
            "SET TRANSACTION READ ONLY",
            "SET timestamp = 1",
            "SET last_insert_id = 17",
            "SET net_write_timeout = 333",
            "SET sql_select_limit = 2",
            "USE " + other,
            "BEGIN",
            "START TRANSACTION",
            "START TRANSACTION READ ONLY",
            "START TRANSACTION WITH CONSISTENT SNAPSHOT",
            "COMMIT AND CHAIN",
            "CREATE TEMPORARY TABLE t_temp (a INT)",
            "CREATE TEMPORARY TABLE t_as AS SELECT 1 AS a",
            "CREATE TEMPORARY TABLE scratch (b INT)",
            "create /* a */ temporary table t_low (a int)",
            "SELECT GET_LOCK('l1', 0)",
            "SELECT 1 FROM DUAL WHERE get_lock ('l2', 0) = 1",
            "DO GET_LOCK('l3', 0)",
            "LOCK TABLES scratch WRITE",
            "LOCK TABLES scratch READ, plain READ",
            "FLUSH TABLES WITH READ LOCK",
            "PREPARE p1 FROM 'SELECT 1'",
            "HANDLER scratch OPEN",
            "SET ROLE NONE",
            "SET ROLE clerk",
            "SET ROLE ALL",
            "SELECT LAST_INSERT_ID(99)",
            "SET SESSION max_sort_length = 99",
            "SET profiling = 1",
            "CALL p_variable()",
            "CALL p_into()",
            "CALL p_mode()",
            "CALL p_lock()",
            "CALL p_table()",
            "CALL p_begin()",
            "CALL p_autocommit()",
            "CALL p_nothing()",
            "INSERT INTO scratch (a) VALUES (1), (2)",
            "SELECT SQL_CALC_FOUND_ROWS * FROM scratch LIMIT 1",
            "SELECT 'temp', 'SET', '@x := 1' AS `temporary`"));
    all.addAll(
        List.of(
            steps("BEGIN", "INSERT INTO scratch (a) VALUES (5)"),
            steps("SET autocommit = 0", "INSERT INTO scratch (a) VALUES (6)"),
            steps("SET SESSION TRANSACTION READ ONLY", "SET SESSION TRANSACTION READ WRITE"),
            steps("XA START 'x1'", "INSERT INTO scratch (a) VALUES (7)"),
            steps("XA START 'x2'", "XA END 'x2'"),
            steps("PREPARE p2 FROM 'SET @prepared = 1'", "EXECUTE p2"),
            steps("PREPARE p3 FROM 'SELECT 1'", "DEALLOCATE PREPARE p3"),
            steps("USE " + other, "SET @there = 1"),
            steps("SAVEPOINT a", "ROLLBACK TO a"),
            new Polluter(
                "isolation by SQL, then by JDBC",
                c -> {
                  Pools.run(c, "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE");
                  c.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                }),
            new Polluter(
                "isolation by JDBC, then by SQL",
                c -> {
                  c.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                  Pools.run(c, "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE");
                }),
            new Polluter(
                "read-only by SQL, then by JDBC",
                c -> {
                  Pools.run(c, "SET SESSION TRANSACTION READ ONLY");
                  c.setReadOnly(false);
                }),
            new Polluter(
                "database by SQL, then by JDBC",
                c -> {
                  Pools.run(c, "USE " + other);
                  c.setCatalog(other);
                }),
            new Polluter(
                "in a batch",
                c -> {
                  try (Statement statement = c.createStatement()) {
                    statement.addBatch("INSERT INTO scratch (a) VALUES (3)");
                    statement.addBatch("SET @batched = 1");
                    statement.executeBatch();
                  }
                }),
            new Polluter(
                "callable",
                c -> {
                  try (var call = c.prepareCall("{call p_variable()}")) {
                    call.execute();
                  }
                })));
    return all;
  }

  /** What a server with session tracking tells of, if the driver hands it on. */
  static List<Polluter> tracked() {
    return sql(
        "INSERT INTO plain VALUES (1)",
        "SELECT f_variable()",
        "SELECT f_zone()",
        "SELECT f_limit()",
        "SELECT f_limit_too()",
        "SELECT f_net()",
        "SELECT f_size()",
        "SELECT f_isolation()",
        "SELECT f_table()",
        "UPDATE scratch SET a = f_variable()",
        "SELECT f_variable(), f_limit(), f_net()");
  }

  /** What nobody tells of. */
  static List<Polluter> unseen() {
    return sql("SELECT f_into()", "SELECT f_lock()", "UPDATE scratch SET a = f_into()");
  }

  /**
   * All that a session shows; what others see of it is asked on a connection of an administrator.
   */
  static SortedMap<String, String> look(Connection connection, Connection admin)
      throws SQLException {
    SortedMap<String, String> shown = SessionProperty.jdbc(connection);
    shown.put("network timeout", "" + connection.getNetworkTimeout());
    for (Map.Entry<String, String> each : variablesOf(connection).entrySet()) {
      if (!VOLATILE.contains(each.getKey())) {
        shown.put(each.getKey(), each.getValue());
      }
    }
    for (String name :
        List.of(
            "x",
            "y",
            "y z",
            "commented",
            "executed",
            "behind",
            "of_trigger",
            "of_function",
            "s",
            "of_limit",
            "of_into",
            "of_procedure",
            "prepared",
            "there",
            "batched",
            "raw")) {
      shown.put("@" + name, value(connection, "SELECT @`" + name + "`"));
    }
    for (String lock : List.of("l1", "l2", "l3", "of_function", "of_procedure")) {
      shown.put("lock " + lock, value(connection, "SELECT IS_FREE_LOCK('" + lock + "')"));
    }
    shown.put(
        "identity",
        value(connection, "SELECT CONCAT_WS(' ', DATABASE(), CURRENT_USER(), CURRENT_ROLE())"));
    for (String table : List.of("t_temp", "t_as", "t_low", "t_function", "t_procedure")) {
      shown.put("table " + table, value(connection, "SELECT COUNT(*) FROM " + table));
    }
    shown.put("table scratch", value(connection, "SELECT COUNT(a) >= 0 FROM scratch"));
    shown.put("prepared", failure(connection, "EXECUTE p1"));
    shown.put("handler", failure(connection, "HANDLER scratch CLOSE"));
    shown.put("write", failure(connection, "INSERT INTO scratch (a) VALUES (0)"));
    shown.put("text", value(connection, "SELECT 'Grüße 🦢'"));
    shown.put(
        "transactions",
        value(
            admin,
            "SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_mysql_thread_id = "
                + value(connection, "SELECT CONNECTION_ID()")));
    shown.put(
        "locked tables", value(admin, "SHOW OPEN TABLES WHERE In_use > 0 AND `Table` = 'scratch'"));
    return shown;
  }

  private static String value(Connection connection, String sql) {
    try {
      return Pools.ask(connection, sql);
    } catch (SQLException e) {
      return "error " + e.getErrorCode();
    }
  }

  private static String failure(Connection connection, String sql) {
    try {
      Pools.run(connection, sql);
      return "done";
    } catch (SQLException e) {
      return "error " + e.getErrorCode();
    }
  }
}
