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
import java.util.SortedMap;
import java.util.TreeMap;
import lido.pool.SessionProperty.Polluter;

/** What SQL can do to a session of PostgreSQL, and what such a session shows. */
final class PostgresPolluters {

  private PostgresPolluters() {}

  /** Run once. */
  static List<String> preparation() {
    return List.of(
        "CREATE SCHEMA tenant",
        "CREATE SCHEMA extensions",
        "CREATE TABLE public.scratch (id SERIAL, a INT)",
        "CREATE TABLE public.plain (a INT)",
        "CREATE TABLE tenant.scratch (a INT)",
        "CREATE ROLE clerk",
        "CREATE FUNCTION f_zone() RETURNS TEXT LANGUAGE sql AS"
            + " $$ SELECT set_config('TimeZone', 'Asia/Tokyo', false) $$",
        "CREATE FUNCTION f_name() RETURNS TEXT LANGUAGE plpgsql AS"
            + " $$ BEGIN SET application_name = 'left'; RETURN 1; END $$",
        "CREATE FUNCTION f_path() RETURNS TEXT LANGUAGE sql AS"
            + " $$ SELECT set_config('search_path', 'tenant', false) $$",
        "CREATE FUNCTION f_memory() RETURNS TEXT LANGUAGE plpgsql AS"
            + " $$ BEGIN SET work_mem = '9MB'; RETURN 1; END $$",
        "CREATE FUNCTION f_lock() RETURNS TEXT LANGUAGE plpgsql AS"
            + " $$ BEGIN PERFORM pg_advisory_lock(99); RETURN 1; END $$",
        "CREATE FUNCTION f_table() RETURNS TEXT LANGUAGE plpgsql AS"
            + " $$ BEGIN CREATE TEMP TABLE t_function (a INT); RETURN 1; END $$",
        "CREATE FUNCTION f_listen() RETURNS TEXT LANGUAGE plpgsql AS"
            + " $$ BEGIN LISTEN of_function; RETURN 1; END $$",
        "CREATE FUNCTION f_trigger() RETURNS TRIGGER LANGUAGE plpgsql AS"
            + " $$ BEGIN PERFORM set_config('work_mem', '10MB', false); RETURN NEW; END $$",
        "CREATE TRIGGER dirty BEFORE INSERT ON plain FOR EACH ROW EXECUTE FUNCTION f_trigger()",
        "CREATE PROCEDURE p_memory() LANGUAGE plpgsql AS $$ BEGIN SET work_mem = '11MB'; END $$",
        "CREATE PROCEDURE p_lock() LANGUAGE sql AS $$ SELECT pg_advisory_lock(98) $$");
  }

  /** Every setting that a user may change, set to something else. */
  static List<Polluter> settings(Connection scratch) throws SQLException {
    var polluters = new ArrayList<Polluter>();
    int route = 0;
    for (Map.Entry<String, List<String>> each : candidates(scratch).entrySet()) {
      for (String value : each.getValue()) {
        String[] ways = {
          "SET %s = '%s'", "SET SESSION %s TO '%s'", "SELECT set_config('%s', '%s', false)"
        };
        String text = ways[route++ % ways.length].formatted(each.getKey(), value);
        if (takes(scratch, text)) {
          polluters.add(new Polluter(text, c -> c.createStatement().execute(text)));
          break;
        }
      }
    }
    return polluters;
  }

  private static Map<String, List<String>> candidates(Connection scratch) throws SQLException {
    var all = new TreeMap<String, List<String>>();
    try (Statement statement = scratch.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT name, setting, vartype, enumvals, min_val, max_val FROM pg_settings"
                    + " WHERE context IN ('user', 'superuser') AND name NOT IN"
                    // Without these a borrower, or the test, can do nothing more.
                    + " ('client_encoding', 'DateStyle', 'statement_timeout', 'lock_timeout',"
                    + " 'idle_session_timeout', 'ignore_system_indexes', 'transaction_isolation',"
                    + " 'transaction_read_only', 'transaction_deferrable', 'seed',"
                    + " 'debug_discard_caches', 'standard_conforming_strings')"
                    + " AND name NOT LIKE 'log%' AND name NOT LIKE 'debug%'"
                    + " AND name NOT LIKE 'trace%' AND name NOT LIKE 'plpgsql%'")) {
      while (rows.next()) {
        String value = rows.getString(2);
        var candidates = new ArrayList<String>();
        switch (rows.getString(3)) {
          case "bool" -> candidates.add(value.equals("on") ? "off" : "on");
          case "enum" -> candidates.addAll(List.of((String[]) rows.getArray(4).getArray()));
          case "integer", "real" ->
              candidates.addAll(List.of("100", "1", rows.getString(5), rows.getString(6)));
          default -> candidates.addAll(List.of("C", "Asia/Tokyo", "tenant", "extensions,public"));
        }
        candidates.remove(value);
        all.put(rows.getString(1), candidates);
      }
    }
    return all;
  }

  private static boolean takes(Connection scratch, String text) {
    try {
      Pools.run(scratch, text, "RESET ALL");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  static List<Polluter> seen() {
    var all = new ArrayList<Polluter>();
    all.addAll(
        sql(
            "SET search_path TO tenant",
            "SET search_path TO tenant, extensions, public",
            "SELECT set_config('search_path', 'tenant,public', false)",
            "SELECT pg_catalog.set_config('work_mem', '8MB', false)",
            "SELECT set_config('work_mem', '8MB', true)",
            "SET LOCAL work_mem = '8MB'",
            "WITH a AS (SELECT set_config('work_mem', '7MB', false)) SELECT * FROM a",
            "SET my.tenant = 'left'",
            "SET TIME ZONE 'Asia/Tokyo'",
            "SET TIME ZONE INTERVAL '+05:00' HOUR TO MINUTE",
            "SET statement_timeout = '50s'",
            "SET lock_timeout = '40s'",
            "SET NAMES 'UTF8'",
            "SET ROLE clerk",
            "SET SESSION ROLE pg_read_all_data",
            "SET SESSION AUTHORIZATION clerk",
            "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE",
            "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
            "SET default_transaction_deferrable = on",
            "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
            "SET CONSTRAINTS ALL DEFERRED",
            "SET SEED TO 0.5",
            "SELECT setseed(0.5)",
            "RESET ALL",
            "RESET search_path",
            "RESET ROLE",
            "DISCARD PLANS",
            "DISCARD ALL",
            "BEGIN",
            "BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY",
            "START TRANSACTION READ ONLY",
            "COMMIT AND CHAIN",
            "CREATE TEMP TABLE t_temp (a INT)",
            "CREATE TEMPORARY VIEW v_temp AS SELECT 1",
            "CREATE TEMP SEQUENCE s_temp",
            "CREATE TABLE pg_temp.t_schema (a INT)",
            "CREATE TEMP TABLE scratch (b INT)",
            "CREATE FUNCTION pg_temp.f_temp() RETURNS INT LANGUAGE sql AS 'SELECT 1'",
            "SELECT 1 AS a INTO TEMP t_into",
            "create /* a */ temp table t_low as select 1",
            "PREPARE p1 AS SELECT 1",
            "LISTEN mine",
            "NOTIFY mine, 'x'",
            "SELECT pg_advisory_lock(1)",
            "SELECT pg_advisory_lock_shared(2)",
            "SELECT pg_try_advisory_lock(3)",
            "SELECT pg_try_advisory_lock_shared(4, 5)",
            "SELECT pg_advisory_xact_lock(6)",
            "DECLARE c1 CURSOR WITH HOLD FOR SELECT 1",
            "LOCK TABLE scratch",
            "DO $$ BEGIN SET work_mem = '12MB'; END $$",
            "DO $$ BEGIN PERFORM pg_advisory_lock(7); END $$",
            "CALL p_memory()",
            "CALL p_lock()",
            "EXECUTE p1",
            "INSERT INTO scratch (a) VALUES (1)",
            "SELECT 'temp', 'set_config(1)', $$; SET x = 1$$",
            // The server reports these of itself.
            "SELECT f_zone()",
            "SELECT f_name()"));
    all.addAll(
        List.of(
            steps("BEGIN", "INSERT INTO public.scratch (a) VALUES (5)"),
            steps("BEGIN", "SELECT 1/0"),
            steps("BEGIN", "SET LOCAL my.tenant = 'x'", "COMMIT"),
            steps("BEGIN", "SET search_path TO tenant", "COMMIT"),
            steps("BEGIN", "SET search_path TO tenant", "ROLLBACK"),
            steps("BEGIN", "DECLARE c2 CURSOR WITH HOLD FOR SELECT 1", "COMMIT"),
            steps("BEGIN", "SAVEPOINT a", "SET work_mem = '5MB'", "RELEASE a", "COMMIT"),
            steps("BEGIN", "SELECT pg_advisory_lock(8)", "COMMIT"),
            steps("PREPARE p2 AS SELECT set_config('work_mem', '6MB', false)", "EXECUTE p2"),
            steps("SET search_path TO tenant", "SET search_path TO public"),
            steps("SET ROLE clerk", "RESET ROLE"),
            steps("SELECT nextval('public.scratch_id_seq'); SET work_mem = '3MB'"),
            new Polluter(
                "search_path by SQL, then setSchema",
                c -> {
                  Pools.run(c, "SET search_path TO tenant");
                  c.setSchema("public");
                }),
            new Polluter(
                "setSchema, then search_path by SQL",
                c -> {
                  c.setSchema("extensions");
                  Pools.run(c, "SET search_path TO tenant, public");
                }),
            new Polluter(
                "isolation by SQL, then by JDBC",
                c -> {
                  Pools.run(
                      c, "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE");
                  c.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                }),
            new Polluter(
                "isolation by JDBC, then by SQL",
                c -> {
                  c.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                  Pools.run(
                      c, "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE");
                }),
            new Polluter(
                "copy",
                c ->
                    c.unwrap(org.postgresql.PGConnection.class)
                        .getCopyAPI()
                        .copyOut("COPY scratch TO STDOUT", new java.io.StringWriter())),
            new Polluter(
                "the driver's settings",
                c -> {
                  var driver = c.unwrap(org.postgresql.PGConnection.class);
                  driver.setPrepareThreshold(17);
                  driver.setDefaultFetchSize(77);
                }),
            new Polluter(
                "in a batch",
                c -> {
                  try (Statement statement = c.createStatement()) {
                    statement.addBatch("INSERT INTO public.scratch (a) VALUES (3)");
                    statement.addBatch("SET work_mem = '13MB'");
                    statement.executeBatch();
                  }
                })));
    return all;
  }

  /** What the server reports nothing of. */
  static List<Polluter> unseen() {
    return sql(
        "SELECT f_path()",
        "SELECT f_memory()",
        "SELECT f_lock()",
        "SELECT f_table()",
        "SELECT f_listen()",
        "INSERT INTO plain VALUES (1)");
  }

  static SortedMap<String, String> look(Connection connection) throws SQLException {
    SortedMap<String, String> shown = SessionProperty.jdbc(connection);
    shown.put("network timeout", "" + connection.getNetworkTimeout());
    var driver = connection.unwrap(org.postgresql.PGConnection.class);
    shown.put("driver", driver.getPrepareThreshold() + " " + driver.getDefaultFetchSize());
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name, setting FROM pg_settings")) {
      while (rows.next()) {
        // A library that was loaded stays, and nobody can see more of it than its settings.
        if (!rows.getString(1).startsWith("plpgsql.")) {
          shown.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    for (String question :
        List.of(
            "current_user || ' ' || session_user || ' ' || current_setting('role')",
            "current_schemas(false)::text",
            "COALESCE(current_setting('my.tenant', true), '')",
            "(SELECT COUNT(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory')",
            "(SELECT string_agg(name, ' ' ORDER BY name) FROM pg_prepared_statements WHERE from_sql)",
            "(SELECT string_agg(c, ' ' ORDER BY c) FROM pg_listening_channels() AS c)",
            "(SELECT string_agg(name, ' ') FROM pg_cursors WHERE is_holdable)",
            "(SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class"
                + " WHERE relnamespace = pg_my_temp_schema())",
            "(SELECT COUNT(*) FROM pg_proc WHERE pronamespace = pg_my_temp_schema())",
            "(SELECT COUNT(a) >= 0 FROM public.scratch)",
            "txid_current_if_assigned()",
            "'Grüße 🦢'")) {
      shown.put(question, value(connection, "SELECT " + question));
    }
    shown.put("write", value(connection, "INSERT INTO public.scratch (a) VALUES (0) RETURNING 1"));
    return shown;
  }

  private static String value(Connection connection, String sql) {
    try {
      return Pools.ask(connection, sql);
    } catch (SQLException e) {
      return "error " + e.getSQLState();
    }
  }
}
