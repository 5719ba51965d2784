package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import lido.container.AppState;
import lido.container.Application;
import lido.container.ServiceProvider;
import lido.pool.PoolInterface;
import lido.testserver.TestServer;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the person who starts the example reads when it does not start. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
final class StartFailureIT {

  private static final Duration SOON = Duration.ofMinutes(1);

  private final MysqlShop databases;

  StartFailureIT(TestServer server) throws Exception {
    databases = new MysqlShop(server);
  }

  @AfterEach
  void nothing_is_left_behind() throws Exception {
    databases.shop().awaitSessions(0, SOON);
    databases.orders().awaitSessions(0, SOON);
    databases.close();
  }

  /** Starts conf/mysql.conf without migrations, so that it is the workers' pools that fail. */
  private String failure(String changes, ServiceProvider... providers) {
    var withoutMigrations =
        "database { default.migrate = false, orders.migrate = false }\n" + changes;
    var application =
        Application.of(Shop.config("mysql.conf", databases.rows() + withoutMigrations))
            .register(providers);
    var failure = catchThrowable(application::start);
    assertThat(application.state()).isEqualTo(AppState.FAILED);
    assertThat(stackTrace(failure)).doesNotContain(databases.shop().pass(), "geheim");
    return normalized(failure.getMessage());
  }

  private String normalized(String message) {
    return message
        .replaceAll("after \\d+ ms", "after # ms")
        .replace(":" + databases.shop().port() + "/", ":3306/")
        .replace(databases.shop().name(), "shop")
        .replace(databases.orders().name(), "orders")
        .replaceAll("(test|java|conf):( ?)\\d+", "$1:$2#")
        .replaceAll("(?m)^  cause: .*", "  cause: …");
  }

  private static String stackTrace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void a_wrong_password() {
    assertThat(
            failure(
                """
                database.default.pass = geheim
                database.orders.pass = geheim
                """))
        .isEqualTo(
            """
            2 of 2 databases did not open

            database.default: mysql://127.0.0.1:3306/shop refuses user "shop" (login, after # \
            ms)
              where: test: #
              fix:   check database.default.user and .pass
              cause: …

            database.orders: mysql://127.0.0.1:3306/orders refuses user "orders" (login, after \
            # ms)
              where: test: #
              fix:   check database.orders.user and .pass
              cause: …""");
  }

  @Test
  void a_wrong_password_that_the_migrations_meet_first() {
    assertThat(
            failure(
                """
                database.default { pass = geheim, migrate = true }
                database.orders { pass = geheim, migrate = true }
                """))
        .isEqualTo(
            """
            database.default: mysql://127.0.0.1:3306/shop refuses user "shop" (login, after # ms)
              where: test: #
              fix:   check database.default.user and .pass
              cause: …

            database.orders: mysql://127.0.0.1:3306/orders refuses user "orders" (login, after # ms)
              where: test: #
              fix:   check database.orders.user and .pass
              cause: …""");
  }

  @Test
  void an_unknown_host() {
    assertThat(failure("database.default.host = no-such-host.invalid"))
        .isEqualTo(
            """
            1 of 2 databases did not open

            database.default: unknown host in mysql://no-such-host.invalid:3306/shop (resolve, \
            after # ms)
              where: test: #
              fix:   check database.default.host
              cause: …""");
  }

  @Test
  void a_closed_port() {
    assertThat(failure("database.default.port = 1"))
        .isEqualTo(
            """
            1 of 2 databases did not open

            database.default: cannot connect to mysql://127.0.0.1:1/shop (connect, after # ms)
              where: test: #
              fix:   start the server, or check database.default.host and .port
              cause: …""");
  }

  @Test
  void a_missing_database() {
    assertThat(failure("database.default.name = nowhere"))
        .isEqualTo(
            """
            1 of 2 databases did not open

            database.default: no such database, or no right to it: \
            mysql://127.0.0.1:3306/nowhere (database, after # ms)
              where: test: #
              fix:   create the database, or check database.default.name
              cause: …""");
  }

  @Test
  void a_missing_driver() {
    assertThat(failure("database.default.adapter = mariadb"))
        .isEqualTo(
            """
            1 of 2 databases did not open

            database.default: the JDBC driver is not on the class path; add the Maven artifact \
            org.mariadb.jdbc:mariadb-java-client
              where: test: #
              fix:   check database.default.adapter""");
  }

  @Test
  void an_unknown_key() {
    assertThat(failure("database.orders.pool.maximumPoolSize = 10"))
        .isEqualTo(
            """
            database.orders.pool.maximumPoolSize: unknown key
              where: test: #
              fix:   did you mean max? All keys: docs/configuration.md""");
  }

  @Test
  void a_wrong_type() {
    assertThat(failure("database.orders.pool.max = many"))
        .isEqualTo(
            """
            database.orders.pool.max: must be a whole number, is "many"
              where: test: #
              fix:   write a whole number from 1 to 10000""");
  }

  @Test
  void a_duplicate_provider() {
    assertThat(failure("app.providers += lido.providers.DatabaseServiceProvider"))
        .isEqualTo(
            """
            app.providers: lido.providers.DatabaseServiceProvider is named twice
              where: test: #
              fix:   delete one of the two""");
  }

  @Test
  void an_unscoped_pool() {
    assertThat(failure("", container -> container.bind(OtherPool.class)))
        .isEqualTo(
            """
            example.StartFailureIT$OtherPool is bound without a scope: each injection makes \
            another pool, and the one that was opened at the start would serve nobody
              where: example.StartFailureIT.lambda$an_unscoped_pool$0(StartFailureIT.java:#)
              fix:   bind it in(Singleton.class), or write @Singleton at its class""");
  }

  /** A pool that a provider has bound without a scope. */
  static final class OtherPool implements PoolInterface {

    @Override
    public void initPool() {}

    @Override
    public void close() {}
  }

  @Test
  void nothing_that_is_wrong_hides_what_else_is_wrong() {
    assertThat(
            failure(
                """
                database.default.pass = geheim
                database.orders.name = nowhere
                """))
        .isEqualTo(
            """
            2 of 2 databases did not open

            database.default: mysql://127.0.0.1:3306/shop refuses user "shop" (login, after # \
            ms)
              where: test: #
              fix:   check database.default.user and .pass
              cause: …

            database.orders: no such database, or no right to it: \
            mysql://127.0.0.1:3306/nowhere (database, after # ms)
              where: test: #
              fix:   create the database, or check database.orders.name
              cause: …""");
  }
}
