package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import lido.testserver.TestDatabase;
import lido.testserver.TestServer;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reload and stop of {@code bin/server} on a real database, under the load of another process that
 * counts every answer. {@code -Dlido.reload.seconds} says for how long; 20 reloads in any case.
 */
@Timeout(900)
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ServerUnderLoadIT {

  private static final int CONNECTIONS = 8;
  private static final int RELOADS = 20;
  private static final int SECONDS = Integer.getInteger("lido.reload.seconds", 20);

  /** Two workers with {@code max = 2} each, on each database. */
  private static final int NEED = 4;

  private final MysqlShop databases;
  private final Path directory;

  ServerUnderLoadIT(TestServer server, @TempDir Path directory) throws Exception {
    this.databases = new MysqlShop(server);
    this.directory = directory;
  }

  @BeforeEach
  void configure() throws IOException {
    configure(databases.rows());
  }

  @AfterEach
  void dropDatabases() throws SQLException {
    databases.close();
  }

  private void configure(String rows) throws IOException {
    Files.writeString(
        directory.resolve("shop.conf"),
        """
        include required(file("%s"))
        server.listeners { tcp.listen = "tcp://127.0.0.1:0", udp.listen = "udp://127.0.0.1:0" }
        server { listen = "http://127.0.0.1:0", pid-file = "%s", workers = 2 }
        # A busy machine takes its time.
        app { start-timeout = 10m, stop-timeout = 3m }, server.drain-timeout = 1m
        %s
        database { default.pool { min = 2, max = 2 }, orders.pool { min = 2, max = 2 } }
        """
            .formatted(
                Path.of("..", "conf", "mysql.conf").toRealPath(),
                directory.resolve("shop.pid"),
                rows));
  }

  @Test
  void twenty_reloads_and_a_new_password_lose_no_request_and_no_order() throws Exception {
    var over = new AtomicBoolean();
    try (var server = start();
        var load = Load.start(port(server), CONNECTIONS)) {
      fillStock();
      var sessions = CompletableFuture.supplyAsync(() -> mostSessions(over));
      load.awaitAnswered(100);
      long begin = System.nanoTime();

      for (int i = 1; i <= RELOADS; i++) {
        if (i == RELOADS / 2) {
          rotatePasswords();
        }
        var reload = BinServer.run(directory, "reload", "--conf", "shop.conf");
        assertThat(reload.exitCode()).as(reload.errors()).isZero();
        // The server takes its time to end those of the generation before.
        databases.shop().awaitSessions(NEED, Duration.ofMinutes(1));
        databases.orders().awaitSessions(NEED, Duration.ofMinutes(1));
        load.awaitTime(begin + Duration.ofSeconds(SECONDS).toNanos() * i / RELOADS);
      }
      over.set(true);
      var outcome = load.end();
      Duration took = Duration.ofNanos(System.nanoTime() - begin);

      assertThat(outcome.counts()).containsOnlyKeys("status 200", "status 201");
      assertThat(ordersOnTheServer()).isEqualTo(outcome.orders());
      assertThat(sessions.join()).isBetween(NEED, 2 * NEED);
      System.out.printf(
          "figure reload: %s reloads in %s s, %s requests, %s orders, 0 lost; at most %s sessions"
              + " a database (one generation needs %s)%n",
          RELOADS,
          took.toSeconds(),
          outcome.answered(),
          outcome.orders().size(),
          sessions.join(),
          NEED);
      server.terminate();
      assertThat(server.end().exitCode()).isZero();
    } finally {
      over.set(true);
    }
    databases.shop().awaitSessions(0, Duration.ofMinutes(1));
    databases.orders().awaitSessions(0, Duration.ofMinutes(1));
  }

  @Test
  void a_stop_under_load_answers_every_request_on_a_connection_that_was_accepted()
      throws Exception {
    try (var server = start();
        var load = Load.start(port(server), CONNECTIONS)) {
      fillStock();
      load.awaitAnswered(2000);

      long begin = System.nanoTime();
      var stop = BinServer.run(directory, "stop", "--conf", "shop.conf");
      var took = Duration.ofNanos(System.nanoTime() - begin);
      var outcome = load.end();

      assertThat(stop.exitCode()).as(stop.errors()).isZero();
      assertThat(server.end().exitCode()).isZero();
      assertThat(outcome.counts())
          .containsKeys("status 200", "status 201", "refused")
          .allSatisfy(
              (what, count) ->
                  assertThat(what)
                      .isIn(
                          "status 200",
                          "status 201",
                          "refused",
                          // Its client saw the end before it sent anything.
                          "closed while idle",
                          // A new connection, in the system's queue when the server stopped.
                          "never accepted"));
      assertThat(ordersOnTheServer()).isEqualTo(outcome.orders());
      System.out.printf(
          "figure stop under load: %s requests answered, %s; %s ms with the start of the command%n",
          outcome.answered(), outcome.counts(), took.toMillis());
    }
    databases.shop().awaitSessions(0, Duration.ofMinutes(1));
    databases.orders().awaitSessions(0, Duration.ofMinutes(1));
  }

  private BinServer start() throws IOException {
    return BinServer.start(directory, "start", "--conf", "shop.conf");
  }

  private static int port(BinServer server) throws IOException {
    var uri = URI.create(server.line("Server http://").substring("Server ".length()));
    server.line("Server Manager");
    return uri.getPort();
  }

  /** The example has little, so that it can run out. */
  private void fillStock() throws SQLException {
    try (var connection = databases.orders().connect();
        var statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE stock SET quantity = 1000000000 WHERE product_id = 1");
    }
  }

  /** Through the server's administrator: the user's own old password is no longer good. */
  private Set<String> ordersOnTheServer() throws SQLException {
    var orders = databases.orders();
    var found = new HashSet<String>();
    try (var connection = orders.server().admin();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery("SELECT customer FROM %s.orders".formatted(orders.name()))) {
      while (rows.next()) {
        assertThat(found.add(rows.getString(1))).as("written twice: " + rows.getString(1)).isTrue();
      }
    }
    return found;
  }

  private void rotatePasswords() throws SQLException, IOException {
    var rows = databases.rows();
    for (var database : new TestDatabase[] {databases.shop(), databases.orders()}) {
      var fresh = "fresh-" + database.pass();
      try (var connection = database.server().admin();
          var statement = connection.createStatement()) {
        statement.execute(
            "ALTER USER '%s'@'%%' IDENTIFIED BY '%s'".formatted(database.user(), fresh));
      }
      rows = rows.replace('"' + database.pass() + '"', '"' + fresh + '"');
    }
    configure(rows);
  }

  private int mostSessions(AtomicBoolean over) {
    int most = 0;
    try {
      while (!over.get()) {
        most = Math.max(most, databases.shop().sessions());
        most = Math.max(most, databases.orders().sessions());
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return most;
  }
}
