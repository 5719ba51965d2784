package lido.pool;

import static java.time.Duration.ofSeconds;
import static lido.pool.Pools.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lido.pool.SessionProperty.Polluter;
import lido.pool.SessionProperty.Result;
import lido.pool.SessionProperty.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link SessionProperty} on PostgreSQL. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(600)
class SessionPropertyPostgresIT {

  private static EmbeddedPostgres server;

  private DatabasePool pool;

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedPostgres.start();
    try (Connection admin = server.getPostgresDatabase().getConnection()) {
      run(admin, PostgresPolluters.preparation().toArray(String[]::new));
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

  private static DatabaseConfig row(Reset reset) {
    return new DatabaseConfig(
        "default",
        "database.default",
        "",
        Adapter.PGSQL,
        null,
        "localhost",
        server.getPort(),
        "postgres",
        "postgres",
        "postgres",
        "utf8",
        "",
        Map.of(
            "ApplicationName", "billing",
            "currentSchema", "public,extensions",
            "options", "-c work_mem=4321kB"),
        List.of("SET lock_timeout = '30s'", "SET statement_timeout = '60s'"),
        true,
        PoolConfig.builder()
            .min(1)
            .max(1)
            .reset(reset)
            .validateAfterIdle(ofSeconds(600))
            .keepaliveTime(ofSeconds(0))
            .acquireTimeout(ofSeconds(30))
            .connectTimeout(ofSeconds(30))
            .build());
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

  private static List<Polluter> polluters(boolean all) throws SQLException {
    var polluters = new ArrayList<Polluter>();
    try (Connection scratch = server.getPostgresDatabase().getConnection()) {
      polluters.addAll(PostgresPolluters.settings(scratch));
    }
    Class<? extends Connection> driver = org.postgresql.jdbc.PgConnection.class;
    polluters.addAll(
        JdbcPolluters.of("INSERT INTO public.scratch (a) VALUES (1)", "tenant", driver));
    polluters.addAll(PostgresPolluters.seen());
    polluters.addAll(
        JdbcPolluters.behind(driver, "SET work_mem = '2MB'", "SET search_path TO tenant", "BEGIN"));
    if (all) {
      polluters.addAll(PostgresPolluters.unseen());
    }
    return polluters;
  }

  private void holds(Reset reset) throws Exception {
    DatabaseConfig row = row(reset);
    pool = new DatabasePool(List.of(row));
    pool.initPool();
    Database database = pool.getConnection();
    var property =
        new SessionProperty(
            polluters(reset != Reset.AUTO), PostgresPolluters::look, fresh(row), () -> {});

    Result seen =
        property.run(
            "PGSQL reset " + reset, database::getConnection, SessionProperty.sequences(250));

    assertThat(seen.failures()).isEmpty();
    assertThat(seen.failed()).isZero();
    Figures.seen("row 5", "PGSQL, reset = %s: %d sequences, 0 failed", reset, seen.sequences());
  }

  @Test
  void after_any_lease_the_next_borrower_sees_a_new_session() throws Exception {
    holds(Reset.AUTO);
  }

  @Test
  void so_does_the_one_after_a_function_that_no_sign_tells_of() throws Exception {
    holds(Reset.FULL);
  }

  @Test
  void the_test_itself_finds_nothing_on_a_new_connection_for_each_borrower() throws Exception {
    DatabaseConfig row = row(Reset.AUTO);
    var property =
        new SessionProperty(polluters(true), PostgresPolluters::look, fresh(row), () -> {});

    Result seen = property.run("PGSQL control", fresh(row), SessionProperty.sequences(250) / 5);

    assertThat(seen.failures()).isEmpty();
  }
}
