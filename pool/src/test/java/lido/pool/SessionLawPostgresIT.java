package lido.pool;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static lido.pool.Pools.ask;
import static lido.pool.Pools.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import lido.testserver.FaultProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After any lease the next borrower of PostgreSQL sees what a new connection shows. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class SessionLawPostgresIT {

  private static EmbeddedPostgres server;

  private DatabasePool pool;

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedPostgres.start();
    try (Connection admin = server.getPostgresDatabase().getConnection()) {
      run(
          admin,
          "CREATE SCHEMA tenant_a",
          "CREATE TABLE tenant_a.customer (name TEXT)",
          "INSERT INTO tenant_a.customer VALUES ('secret of A')",
          "CREATE TABLE public.customer (name TEXT)",
          "INSERT INTO public.customer VALUES ('public row')",
          "CREATE SCHEMA extensions",
          "CREATE TABLE extensions.lookup (x INT)");
    }
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @AfterEach
  void close() {
    if (pool != null) {
      pool.close();
    }
  }

  private Database open(Reset reset, Map<String, String> options) throws Exception {
    return open(reset, options, server.getPort(), List.of());
  }

  private Database open(Reset reset, Map<String, String> options, int port, List<String> commands)
      throws Exception {
    var row =
        new DatabaseConfig(
            "default",
            "database.default",
            "conf/application.conf: 12",
            Adapter.PGSQL,
            null,
            "localhost",
            port,
            "postgres",
            "postgres",
            "postgres",
            "utf8",
            "",
            options,
            commands,
            true,
            PoolConfig.builder()
                .min(1)
                .max(1)
                .reset(reset)
                .validateAfterIdle(ofSeconds(60))
                .drainTimeout(ofSeconds(1))
                .build());
    pool = new DatabasePool(List.of(row));
    pool.initPool();
    return pool.getConnection();
  }

  @Test
  void a_tenants_search_path_does_not_reach_the_next_borrower() throws Exception {
    Database database = open(Reset.AUTO, Map.of());
    String path = ask(database, "SHOW search_path");

    for (int i = 0; i < 3; i++) {
      try (Connection tenant = database.getConnection()) {
        run(tenant, "SET search_path TO tenant_a");
        assertThat(ask(tenant, "SELECT name FROM customer")).isEqualTo("secret of A");
        tenant.setSchema("public");
      }

      assertThat(ask(database, "SHOW search_path")).isEqualTo(path);
      assertThat(ask(database, "SELECT name FROM customer")).isEqualTo("public row");
    }
  }

  @Test
  void an_isolation_set_by_sql_and_then_by_jdbc_does_not_reach_the_next_borrower()
      throws SQLException, Exception {
    Database database = open(Reset.AUTO, Map.of());

    try (Connection dirty = database.getConnection()) {
      run(dirty, "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE");
      dirty.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    try (Connection next = database.getConnection()) {
      assertThat(next.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
    }
  }

  @ParameterizedTest
  @EnumSource(Reset.class)
  void a_search_path_of_several_schemas_is_whole_after_setSchema(Reset reset) throws Exception {
    Database database = open(reset, Map.of("currentSchema", "tenant_a,extensions,public"));
    String path = ask(database, "SHOW search_path");

    try (Connection dirty = database.getConnection()) {
      dirty.setSchema("public");
    }

    assertThat(ask(database, "SHOW search_path")).isEqualTo(path);
    assertThat(ask(database, "SELECT COUNT(*) FROM lookup")).isEqualTo("0");
  }

  private static final String SHOWN =
      "SELECT concat_ws(' ', current_setting('application_name'), current_setting('search_path'),"
          + " current_setting('TimeZone'), current_setting('work_mem'), current_setting('DateStyle'),"
          + " current_setting('extra_float_digits'), current_setting('my.tenant', true), current_user,"
          + " session_user)";

  @Test
  void what_the_driver_gave_a_session_is_there_after_a_reset() throws Exception {
    Database database =
        open(Reset.AUTO, Map.of("ApplicationName", "billing", "options", "-c TimeZone=Asia/Tokyo"));
    String before = ask(database, SHOWN);
    String session = ask(database, "SELECT pg_backend_pid()");

    for (String dirt : List.of("SET work_mem = '8MB'", "SET TIME ZONE 'UTC'", "RESET ALL")) {
      run(database, dirt);

      assertThat(ask(database, SHOWN)).as(dirt).isEqualTo(before);
    }
    try (Connection connection = database.getConnection()) {
      connection.setClientInfo("ApplicationName", "request-42");
      run(connection, "SET work_mem = '8MB'");
    }
    assertThat(ask(database, SHOWN)).isEqualTo(before);
    assertThat(ask(database, "SELECT pg_backend_pid()")).isEqualTo(session);
  }

  @Test
  void what_the_rows_commands_gave_a_session_is_there_after_a_reset() throws Exception {
    List<String> commands =
        List.of(
            "SET TIME ZONE 'Asia/Tokyo'",
            "SET my.tenant = 'jp'",
            "SELECT set_config('work_mem', '9MB', false)",
            "CREATE TEMP TABLE mine (a INT)",
            "SELECT pg_advisory_lock(77)",
            "SET ROLE pg_read_all_data");
    Database database = open(Reset.AUTO, Map.of(), server.getPort(), commands);
    String before = ask(database, SHOWN);
    assertThat(before).contains("Asia/Tokyo", "jp", "9MB", "pg_read_all_data");
    String session = ask(database, "SELECT pg_backend_pid()");

    for (String dirt :
        List.of("SET my.tenant = 'de'", "RESET ROLE", "SET SESSION AUTHORIZATION DEFAULT")) {
      run(database, dirt);

      assertThat(ask(database, SHOWN)).as(dirt).isEqualTo(before);
      String kept =
          "SELECT COUNT(*) FROM pg_locks WHERE objid = 77 AND pid = pg_backend_pid()"
              + " UNION ALL SELECT COUNT(*) FROM pg_class WHERE relname = 'mine'"
              + " AND relpersistence = 't' AND relnamespace = pg_my_temp_schema()";
      assertThat(ask(database, "SELECT SUM(count) FROM (" + kept + ") AS k")).isEqualTo("2");
    }
    assertThat(ask(database, "SELECT pg_backend_pid()")).isEqualTo(session);
  }

  @Test
  void a_reset_is_one_round_trip() throws Exception {
    try (var proxy = FaultProxy.inFrontOf(server.getPort())) {
      proxy.delay(ofMillis(2));
      Database database =
          open(Reset.AUTO, Map.of("ApplicationName", "billing"), proxy.port(), List.of());
      run(database, "SELECT 1");
      var plain = proxy.traffic();
      run(database, "SELECT 1");
      long each = proxy.traffic().since(plain).roundTrips();

      for (String dirt :
          List.of("SET work_mem = '8MB'", "PREPARE p AS SELECT 1", "SELECT pg_advisory_lock(7)")) {
        var dirty = proxy.traffic();
        run(database, dirt);

        assertThat(proxy.traffic().since(dirty).roundTrips()).as(dirt).isEqualTo(each + 1);
      }
    }
  }

  @Test
  void what_the_driver_has_prepared_outlives_a_reset_for_sql() throws Exception {
    Database database = open(Reset.AUTO, Map.of("prepareThreshold", "1"));
    String prepared =
        "SELECT string_agg(name, ' ') FROM pg_prepared_statements WHERE statement LIKE '%.lookup'";
    String first = null;
    for (int i = 0; i < 5; i++) {
      try (Connection connection = database.getConnection();
          var statement = connection.prepareStatement("SELECT x FROM extensions.lookup")) {
        statement.execute();
        String now = ask(connection, prepared);
        // The first reset of all costs them once, as pgjdbc takes it for a change of search_path.
        first = i < 2 ? now : first;
        assertThat(now).isEqualTo(first);
        run(connection, "SET work_mem = '8MB'");
      }
    }

    assertThat(ask(database, "SHOW work_mem")).isNotEqualTo("8MB");
  }

  @Test
  void a_transaction_that_sql_began_and_ended_costs_no_reset() throws Exception {
    try (var proxy = FaultProxy.inFrontOf(server.getPort())) {
      proxy.delay(ofMillis(2));
      Database database = open(Reset.AUTO, Map.of(), proxy.port(), List.of());
      run(database, "SELECT 1");
      var before = proxy.traffic();

      run(database, "BEGIN", "SET LOCAL my.tenant = 'jp'", "COMMIT");

      assertThat(proxy.traffic().since(before).roundTrips()).isEqualTo(3);
    }
  }
}
