package lido.pool;

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
    var row =
        new DatabaseConfig(
            "default",
            "database.default",
            "conf/application.conf: 12",
            Adapter.PGSQL,
            null,
            "localhost",
            server.getPort(),
            "postgres",
            "postgres",
            "postgres",
            "utf8",
            "",
            options,
            List.of(),
            true,
            PoolConfig.builder().min(1).max(1).reset(reset).drainTimeout(ofSeconds(1)).build());
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
}
