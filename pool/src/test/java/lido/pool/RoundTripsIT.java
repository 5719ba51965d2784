package lido.pool;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static lido.pool.Pools.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lido.testserver.FaultProxy;
import lido.testserver.TestDatabase;
import lido.testserver.Traffic;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a borrower's usual works cost in round trips, each like the one before it: exactly this. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class RoundTripsIT {

  private interface Work {
    void run(Connection connection) throws SQLException;
  }

  private final TestDatabase server;
  private final Pools pools = new Pools();

  RoundTripsIT(TestDatabase server) {
    this.server = server;
  }

  @AfterEach
  void close() {
    pools.close();
  }

  /** As a framework does it: the settings first, the settings as they were last. */
  private static Map<String, Work> works() {
    var works = new LinkedHashMap<String, Work>();
    works.put("select", connection -> execute(connection, "SELECT stock FROM product"));
    works.put(
        "transaction",
        connection -> {
          connection.setAutoCommit(false);
          execute(connection, "UPDATE product SET stock = 1");
          connection.commit();
          connection.setAutoCommit(true);
        });
    works.put(
        "read-only transaction",
        connection -> {
          connection.setReadOnly(true);
          connection.setAutoCommit(false);
          execute(connection, "SELECT stock FROM product");
          connection.commit();
          connection.setAutoCommit(true);
          connection.setReadOnly(false);
        });
    works.put(
        "transaction with an isolation level",
        connection -> {
          int before = connection.getTransactionIsolation();
          connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
          connection.setAutoCommit(false);
          execute(connection, "UPDATE product SET stock = 2");
          connection.commit();
          connection.setAutoCommit(true);
          connection.setTransactionIsolation(before);
        });
    works.put(
        "forgotten commit",
        connection -> {
          connection.setAutoCommit(false);
          execute(connection, "UPDATE product SET stock = 3");
        });
    works.put(
        "batch of 1,000 in a transaction",
        connection -> {
          connection.setAutoCommit(false);
          try (PreparedStatement insert =
              connection.prepareStatement("INSERT INTO line (id, amount) VALUES (?, ?)")) {
            for (int i = 0; i < 1_000; i++) {
              insert.setInt(1, i);
              insert.setInt(2, i);
              insert.addBatch();
            }
            insert.executeBatch();
          }
          connection.commit();
        });
    return works;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      // Not by execute(): for that Connector/J asks the server first whether it may write.
      if (sql.startsWith("SELECT")) {
        statement.executeQuery().next();
      } else {
        statement.executeUpdate();
      }
    }
  }

  /** The round trips of each work, when it is done for the third time. */
  private static Map<String, Long> count(Database database, FaultProxy proxy) throws Exception {
    // So that what a driver sends without waiting counts as one.
    proxy.delay(ofMillis(2));
    var counted = new LinkedHashMap<String, Long>();
    for (Map.Entry<String, Work> work : works().entrySet()) {
      Traffic before = proxy.traffic();
      for (int i = 0; i < 3; i++) {
        before = proxy.traffic();
        try (Connection connection = database.getConnection()) {
          work.getValue().run(connection);
        }
      }
      counted.put(work.getKey(), proxy.traffic().since(before).roundTrips());
    }
    return counted;
  }

  /** Nothing of the pool's own comes in between. */
  private static PoolConfig.Builder quiet(PoolConfig.Builder sizes) {
    return sizes
        .min(1)
        .max(1)
        .validateAfterIdle(ofHours(1))
        .keepaliveTime(Duration.ZERO)
        .connectTimeout(ofSeconds(30))
        .acquireTimeout(ofSeconds(30));
  }

  private Map<String, Long> onTestServer(boolean lazy) throws Exception {
    try (Connection connection = server.connect()) {
      run(connection, "DROP TABLE IF EXISTS product", "CREATE TABLE product (stock INT)");
      run(connection, "INSERT INTO product VALUES (0)", "DROP TABLE IF EXISTS line");
      run(connection, "CREATE TABLE line (id INT, amount INT)");
    }
    try (FaultProxy proxy = FaultProxy.inFrontOf(server.server())) {
      Row row = Row.of(server, server.server().isMariaDb() ? Adapter.MARIADB : Adapter.MYSQL);
      quiet(row.pool).lazySettings(lazy);
      Map<String, Long> counted = count(pools.open(row.through(proxy)), proxy);
      pools.close();
      return counted;
    }
  }

  @Test
  void on_mysql_and_mariadb() throws Exception {
    assertThat(onTestServer(true))
        .containsExactly(
            Map.entry("select", 1L),
            Map.entry("transaction", 2L),
            Map.entry("read-only transaction", 2L),
            Map.entry("transaction with an isolation level", 2L),
            Map.entry("forgotten commit", 2L),
            // Connector/J asks first whether it may write.
            Map.entry("batch of 1,000 in a transaction", server.server().isMariaDb() ? 2L : 3L));
  }

  @Test
  void on_mysql_and_mariadb_with_each_setting_sent_at_once() throws Exception {
    // The return puts back once more what the borrower put back. MariaDB's driver keeps read-only
    // to
    // itself.
    assertThat(onTestServer(false))
        .containsEntry("select", 1L)
        .containsEntry("transaction", 4L)
        .containsEntry("read-only transaction", server.server().isMariaDb() ? 4L : 7L)
        .containsEntry("forgotten commit", 4L);
  }

  @Test
  void on_postgresql() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        FaultProxy proxy = FaultProxy.inFrontOf(postgres.getPort())) {
      try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
        run(connection, "CREATE TABLE product (stock INT)", "INSERT INTO product VALUES (0)");
        run(connection, "CREATE TABLE line (id INT, amount INT)");
      }
      var row =
          new DatabaseConfig(
              "default",
              "database.default",
              "",
              Adapter.PGSQL,
              null,
              "127.0.0.1",
              proxy.port(),
              "postgres",
              "postgres",
              "postgres",
              "utf8",
              "",
              Map.of(),
              List.of(),
              true,
              quiet(PoolConfig.builder()).build());
      try (var pool = new DatabasePool(List.of(row))) {
        pool.initPool();

        assertThat(count(pool.getConnection(), proxy))
            .contains(
                Map.entry("select", 1L),
                Map.entry("transaction", 2L),
                Map.entry("read-only transaction", 2L),
                Map.entry("transaction with an isolation level", 2L),
                Map.entry("forgotten commit", 2L));
      }
    }
  }
}
