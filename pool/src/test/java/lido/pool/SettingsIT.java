package lido.pool;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static lido.pool.Eventually.eventually;
import static lido.pool.Pools.ask;
import static lido.pool.Pools.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import lido.testserver.TestDatabase;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection that is idle with autocommit off holds nothing and hides nothing. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class SettingsIT {

  private final TestDatabase server;
  private final Pools pools = new Pools();

  SettingsIT(TestDatabase server) {
    this.server = server;
  }

  @BeforeEach
  void createTable() throws SQLException {
    admin("DROP TABLE IF EXISTS account", "CREATE TABLE account (id INT PRIMARY KEY, amount INT)");
    admin("INSERT INTO account VALUES (1, 100)");
  }

  @AfterEach
  void close() throws SQLException {
    pools.close();
    server.awaitSessions(0, ofSeconds(30));
  }

  private void admin(String... commands) throws SQLException {
    try (Connection connection = server.connect()) {
      run(connection, commands);
    }
  }

  private String look(String sql) throws SQLException {
    try (Connection connection = server.server().admin()) {
      return ask(connection, sql);
    }
  }

  /** The server's own word; its list of transactions may be a moment old. */
  private void awaitNoTransaction() throws Exception {
    eventually(
        "no transaction is open",
        () -> look("SELECT COUNT(*) FROM information_schema.INNODB_TRX").equals("0"));
  }

  /** One connection that was left with autocommit off. */
  private Database manual(Row row) throws Exception {
    Database database = pools.open(row.sizes(1, 1));
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      run(connection, "SELECT amount FROM account");
      connection.commit();
    }
    return database;
  }

  private Row row(Adapter adapter) {
    return Row.of(server, adapter);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void it_holds_no_transaction_neither_at_once_nor_after_a_validation(Adapter adapter)
      throws Exception {
    Row row = row(adapter);
    row.pool.validateAfterIdle(ofMillis(0)).keepaliveTime(ofMillis(100));
    Database database = manual(row);
    awaitNoTransaction();

    // Validates before it lends.
    database.getConnection().close();

    awaitNoTransaction();
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void it_holds_no_snapshot(Adapter adapter) throws Exception {
    Database database = manual(row(adapter));
    admin("UPDATE account SET amount = 200");

    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);

      assertThat(ask(connection, "SELECT amount FROM account")).isEqualTo("200");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_plain_statement_on_it_lasts_at_once(Adapter adapter) throws Exception {
    Database database = manual(row(adapter));

    try (Connection connection = database.getConnection()) {
      run(connection, "UPDATE account SET amount = 300");

      assertThat(look("SELECT amount FROM " + server.name() + ".account")).isEqualTo("300");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void sql_on_it_sees_what_the_login_gave(Adapter adapter) throws Exception {
    String sql =
        "SELECT CONCAT_WS(',', @@autocommit, @@transaction_isolation, @@transaction_read_only,"
            + " DATABASE())";
    if (server.server().isMariaDb()) {
      sql = sql.replace("@@transaction", "@@tx");
    }
    Database database = pools.open(row(adapter).sizes(1, 1));
    String fresh = ask(database, sql);
    try (Connection connection = database.getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      connection.setReadOnly(true);
      connection.setCatalog("information_schema");
      connection.setAutoCommit(false);
      run(connection, "SELECT 1");
    }

    assertThat(ask(database, sql)).isEqualTo(fresh);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_forgotten_commit_is_undone_and_locks_nothing(Adapter adapter) throws Exception {
    Database database = pools.open(row(adapter).sizes(1, 1));
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      run(connection, "UPDATE account SET amount = 400");
    }

    awaitNoTransaction();
    admin("SET innodb_lock_wait_timeout = 1", "UPDATE account SET amount = amount + 1");
    assertThat(look("SELECT amount FROM " + server.name() + ".account")).isEqualTo("101");
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void where_each_commit_begins_a_transaction_autocommit_is_put_back(Adapter adapter)
      throws Exception {
    Row row = row(adapter);
    row.options.put("sessionVariables", "completion_type=1");

    manual(row);

    awaitNoTransaction();
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void autocommit_switched_on_inside_of_work_commits_it_at_once(Adapter adapter) throws Exception {
    Database database = manual(row(adapter));
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      run(connection, "UPDATE account SET amount = 500");

      connection.setAutoCommit(true);

      assertThat(look("SELECT amount FROM " + server.name() + ".account")).isEqualTo("500");
    }
  }
}
