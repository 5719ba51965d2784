package lido.pool;

import static java.time.Duration.ofSeconds;
import static lido.pool.Pools.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import lido.pool.SessionProperty.Polluter;
import lido.pool.SessionProperty.Result;
import lido.pool.SessionProperty.Source;
import lido.testserver.TestDatabase;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link SessionProperty} on MySQL and MariaDB, by both drivers. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(600)
class SessionPropertyIT {

  private final TestDatabase server;
  private final Pools pools = new Pools();
  private Connection admin;
  private String other;
  private final List<SessionTracking> listening = new ArrayList<>();

  SessionPropertyIT(TestDatabase server) {
    this.server = server;
  }

  @BeforeEach
  void prepare() throws SQLException {
    admin = server.server().admin();
    other = server.name() + "_other";
    String user = "'" + server.user() + "'@'%'";
    run(
        admin,
        "SET GLOBAL log_bin_trust_function_creators = 1",
        "CREATE DATABASE IF NOT EXISTS " + other,
        "GRANT ALL PRIVILEGES ON " + other + ".* TO " + user,
        "CREATE ROLE IF NOT EXISTS clerk",
        "GRANT clerk TO " + user);
    try (Connection connection = server.connect()) {
      MySqlPolluters.drop(connection);
      run(connection, MySqlPolluters.preparation().toArray(String[]::new));
    }
  }

  @AfterEach
  void close() throws SQLException {
    pools.close();
    try (Connection connection = server.connect()) {
      MySqlPolluters.drop(connection);
      run(connection, "DROP TABLE IF EXISTS scratch, plain");
    }
    admin.close();
  }

  private Row row(Adapter adapter, Reset reset) {
    Row row = Row.of(server, adapter).sizes(1, 1);
    row.commands.add("SET @tenant = 'jp', lock_wait_timeout = 3, innodb_lock_wait_timeout = 2");
    row.pool.reset(reset).acquireTimeout(ofSeconds(30)).connectTimeout(ofSeconds(30));
    row.pool.validateAfterIdle(ofSeconds(600)).keepaliveTime(ofSeconds(0));
    return row;
  }

  /** Opened as the pool opens one. */
  private Source fresh(Row row) {
    DatabaseConfig config = row.config();
    return () -> {
      try {
        Connection raw = new Connector(config).open();
        // The driver refers to it weakly, and stumbles over it when it is gone.
        listening.add(SessionTracking.of(config, raw));
        return raw;
      } catch (OpenFailure e) {
        throw e.toSqlException();
      }
    };
  }

  private List<Polluter> polluters(Adapter adapter, boolean all) throws SQLException {
    Class<? extends Connection> driver =
        adapter == Adapter.MYSQL
            ? com.mysql.cj.jdbc.JdbcConnection.class
            : org.mariadb.jdbc.Connection.class;
    var polluters = new ArrayList<Polluter>();
    try (Connection scratch = server.connect()) {
      polluters.addAll(MySqlPolluters.variables(scratch));
    }
    polluters.addAll(JdbcPolluters.of("INSERT INTO scratch (a) VALUES (1)", other, driver));
    polluters.addAll(MySqlPolluters.seen(other));
    polluters.addAll(
        JdbcPolluters.behind(driver, "SET @raw = 'left'", "SET time_zone = '+04:00'", "BEGIN"));
    if (all || adapter == Adapter.MYSQL) {
      polluters.addAll(MySqlPolluters.tracked());
    }
    if (all) {
      polluters.addAll(MySqlPolluters.unseen());
    }
    return polluters;
  }

  private SessionProperty property(List<Polluter> polluters, Source fresh) {
    return new SessionProperty(
        polluters, connection -> MySqlPolluters.look(connection, admin), fresh, () -> {});
  }

  private void holds(Adapter adapter, Reset reset) throws Exception {
    Row row = row(adapter, reset);
    Database database = pools.open(row);
    var property = property(polluters(adapter, reset != Reset.AUTO), fresh(row));

    Result seen =
        property.run(
            adapter + " reset " + reset, database::getConnection, SessionProperty.sequences(250));

    assertThat(seen.failures()).isEmpty();
    assertThat(seen.failed()).isZero();
    Figures.seen(
        "row 5", "%s, reset = %s: %d sequences, 0 failed", adapter, reset, seen.sequences());
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void after_any_lease_the_next_borrower_sees_a_new_session(Adapter adapter) throws Exception {
    holds(adapter, Reset.AUTO);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void so_does_the_one_after_a_function_that_no_sign_tells_of(Adapter adapter) throws Exception {
    holds(adapter, Reset.FULL);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void the_test_itself_finds_nothing_on_a_new_connection_for_each_borrower(Adapter adapter)
      throws Exception {
    Row row = row(adapter, Reset.AUTO);
    var property = property(polluters(adapter, true), fresh(row));

    Result seen =
        property.run(adapter + " control", fresh(row), SessionProperty.sequences(250) / 5);

    assertThat(seen.failures()).isEmpty();
  }
}
