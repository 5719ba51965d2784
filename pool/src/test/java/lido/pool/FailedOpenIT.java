package lido.pool;

import static java.time.Duration.ofMinutes;
import static lido.pool.Pools.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import lido.testserver.FaultProxy;
import lido.testserver.TestDatabase;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a stranger reads when a row is wrong; the same words by both drivers. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class FailedOpenIT {

  private final TestDatabase server;
  private final Pools pools = new Pools();

  FailedOpenIT(TestDatabase server) {
    this.server = server;
  }

  @AfterEach
  void close() throws SQLException {
    pools.close();
    server.awaitSessions(0, ofMinutes(1));
  }

  /** The message, with what differs from run to run replaced. */
  private String failureOf(Row row) {
    long start = System.nanoTime();
    var failure = catchThrowableOfType(PoolOpenException.class, () -> pools.of(row).initPool());
    Figures.seen(
        "row 10",
        "%s: open failed in %d ms: %s",
        row.adapter,
        Figures.millisSince(start),
        ((OpenFailure) failure.getSuppressed()[0]).step());
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(row.pass).doesNotContain(server.pass());
    return failure
        .getMessage()
        .replaceAll("after \\d+ ms", "after N ms")
        .replace(":" + row.port + "/", ":PORT/")
        .replaceAll(row.adapter.name().toLowerCase(java.util.Locale.ROOT) + "://", "KIND://")
        .replaceAll("\\bConnect to .*: Connection refused", "Connection refused")
        .replaceAll("\\(conn=\\d+\\) ", "")
        .replaceAll("\\b" + Pattern.quote(server.name()) + "\\b", "NAME");
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_wrong_password(Adapter adapter) {
    Row row = Row.of(server, adapter);
    row.pass = "hunter2";

    assertThat(failureOf(row))
        .isEqualTo(
            """
            1 of 1 database did not open

            database.default: KIND://127.0.0.1:PORT/NAME refuses user "NAME" (login, after N ms)
              where: conf/application.conf: 12
              fix:   check database.default.user and .pass
              cause: Access denied for user 'NAME'@'127.0.0.1' (using password: YES)\
            """);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void an_unknown_host(Adapter adapter) {
    Row row = Row.of(server, adapter);
    row.host = "nowhere.invalid";

    assertThat(failureOf(row).replaceAll("cause: .*", "cause: …"))
        .isEqualTo(
            """
            1 of 1 database did not open

            database.default: unknown host in KIND://nowhere.invalid:PORT/NAME (resolve, after N ms)
              where: conf/application.conf: 12
              fix:   check database.default.host
              cause: …\
            """);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_closed_port(Adapter adapter) throws Exception {
    Row row = Row.of(server, adapter);
    String failure;
    // Taken, so that nobody else listens there.
    try (var taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      row.port = taken.getLocalPort();
      failure = failureOf(row);
    }

    assertThat(failure)
        .isEqualTo(
            """
            1 of 1 database did not open

            database.default: cannot connect to KIND://127.0.0.1:PORT/NAME (connect, after N ms)
              where: conf/application.conf: 12
              fix:   start the server, or check database.default.host and .port
              cause: Connection refused\
            """);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_missing_database(Adapter adapter) {
    Row row = Row.of(server, adapter);
    row.name = "nosuch";
    row.user = server.server().user();
    row.pass = server.server().pass();

    assertThat(failureOf(row))
        .isEqualTo(
            """
            1 of 1 database did not open

            database.default: no such database, or no right to it: KIND://127.0.0.1:PORT/nosuch (database, after N ms)
              where: conf/application.conf: 12
              fix:   create the database, or check database.default.name
              cause: Unknown database 'nosuch'\
            """);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_database_that_the_user_has_no_right_to(Adapter adapter) {
    Row row = Row.of(server, adapter);
    row.name = "mysql";

    assertThat(failureOf(row))
        .isEqualTo(
            """
            1 of 1 database did not open

            database.default: no such database, or no right to it: KIND://127.0.0.1:PORT/mysql (database, after N ms)
              where: conf/application.conf: 12
              fix:   create the database, or check database.default.name
              cause: Access denied for user 'NAME'@'%' to database 'mysql'\
            """);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_user_who_has_all_the_connections_that_he_may_have(Adapter adapter) throws Exception {
    limit(1);
    try {
      assertThat(failureOf(Row.of(server, adapter).sizes(2, 2)).replaceAll("cause: .*", "cause: …"))
          .isEqualTo(
              """
              1 of 1 database did not open

              database.default: KIND://127.0.0.1:PORT/NAME has too many connections (limit, after N ms)
                where: conf/application.conf: 12
                fix:   raise the server's max_connections, or lower workers × database.default.pool.max
                cause: …\
              """);
    } finally {
      limit(0);
    }
  }

  private void limit(int connections) throws SQLException {
    try (Connection admin = server.server().admin()) {
      run(
          admin,
          "ALTER USER '%s'@'%%' WITH MAX_USER_CONNECTIONS %s"
              .formatted(server.user(), connections));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_command_that_the_server_refuses(Adapter adapter) {
    Row row = Row.of(server, adapter);
    row.commands.add("SET SESSION nosuch = 1");

    assertThat(failureOf(row))
        .isEqualTo(
            """
            1 of 1 database did not open

            database.default: one of database.default.commands failed at KIND://127.0.0.1:PORT/NAME (commands, after N ms)
              where: conf/application.conf: 12
              fix:   run the command by hand to see what the server says
              cause: Unknown system variable 'nosuch'\
            """);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_server_that_accepts_and_says_nothing(Adapter adapter) throws Exception {
    try (var proxy = FaultProxy.inFrontOf(server.server())) {
      proxy.acceptSilently();
      Row row = Row.of(server, adapter).through(proxy);
      row.pool.connectTimeout(java.time.Duration.ofMillis(400));

      assertThat(failureOf(row).replaceAll("cause: .*", "cause: …"))
          .isEqualTo(
              """
              1 of 1 database did not open

              database.default: no proper answer from KIND://127.0.0.1:PORT/NAME (handshake, after N ms)
                where: conf/application.conf: 12
                fix:   check that database.default names a server of this kind, and its log
                cause: …\
              """);
    }
  }

  @Test
  void every_key_that_failed_is_named() {
    Row good = Row.of(server);
    Row orders = Row.of(server);
    orders.key = "orders";
    orders.pass = "hunter2";
    Row stock = Row.of(server);
    stock.key = "stock";
    stock.host = "nowhere.invalid";

    var failure =
        catchThrowableOfType(
            PoolOpenException.class, () -> pools.of(good, orders, stock).initPool());

    assertThat(failure.keys()).containsExactly("orders", "stock");
    assertThat(failure)
        .hasMessageStartingWith("2 of 3 databases did not open\n\ndatabase.orders: mysql://")
        .hasMessageContaining("\n\ndatabase.stock: unknown host in mysql://nowhere.invalid:");
  }
}
