package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import lido.testserver.TestServer;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a failed {@code bin/server start} leaves: exit code 1, one message, and nothing else. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
final class BinServerIT {

  private static final Duration SOON = Duration.ofMinutes(1);

  private final MysqlShop databases;

  private final Path directory;

  BinServerIT(TestServer server, @TempDir Path directory) throws Exception {
    this.databases = new MysqlShop(server);
    this.directory = directory;
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("database.default.pass = geheim", "database.default: mysql://", "(login,"),
        Arguments.of(
            "database.default.host = no-such-host.invalid",
            "database.default: unknown host",
            "(resolve,"),
        Arguments.of(
            "database.default.port = 1", "database.default: cannot connect to", "(connect,"),
        Arguments.of(
            "database.default.name = nowhere", "database.default: no such database", "(database,"),
        Arguments.of(
            "database.default.adapter = mariadb",
            "the JDBC driver is not on the class path",
            "org.mariadb.jdbc:mariadb-java-client"),
        Arguments.of(
            "database.orders.pool.maximumPoolSize = 10",
            "database.orders.pool.maximumPoolSize: unknown key",
            "did you mean max?"),
        Arguments.of(
            "database.orders.pool.max = many",
            "database.orders.pool.max: must be a whole number, is \"many\"",
            "shop.conf: "),
        Arguments.of(
            "app.providers += lido.providers.DatabaseServiceProvider",
            "app.providers: lido.providers.DatabaseServiceProvider is named twice",
            "shop.conf: "));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void a_start_that_fails_says_why_and_leaves_nothing(String change, String what, String more)
      throws Exception {
    var outcome = start(change);

    assertThat(outcome.exitCode()).as(outcome.errors()).isEqualTo(1);
    assertThat(outcome.errors())
        .contains(what, more, "  where: ", "  fix:   ")
        .doesNotContain("\tat ", "geheim", databases.shop().pass());
    assertThat(outcome.output()).doesNotContain("is started");
    assertThat(directory.resolve("shop.pid")).doesNotExist();
    databases.shop().awaitSessions(0, SOON);
    databases.orders().awaitSessions(0, SOON);
  }

  private BinServer.Outcome start(String change) throws Exception {
    var shop = BinShop.in(directory, "mysql.conf");
    shop.configure(databases.rows() + change);
    return shop.run("start");
  }

  @AfterEach
  void dropDatabases() throws Exception {
    databases.close();
  }
}
