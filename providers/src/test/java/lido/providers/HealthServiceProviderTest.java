package lido.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.multibindings.Multibinder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import lido.config.ConfigException;
import lido.container.AppState;
import lido.container.ServiceProvider;
import lido.pool.Database;
import lido.pool.DatabasePool;
import lido.server.RouteSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
final class HealthServiceProviderTest {

  private final Path directory;

  HealthServiceProviderTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Serving serving(String conf) throws Exception {
    return Serving.with(
        directory,
        "health.timeout = 1m\n" + conf,
        new DatabaseServiceProvider(),
        new HealthServiceProvider());
  }

  private static Database database(Serving serving, String key) {
    var injector = serving.application().workers().get(0).injector();
    return injector.getInstance(DatabasePool.class).database(key);
  }

  @Test
  void a_server_whose_databases_answer_is_ready() throws Exception {
    try (var serving = serving("database.default { adapter = h2, name = \"mem:health\" }")) {
      var ready = serving.get("/health/ready");

      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body())
          .isEqualTo("{\"status\":\"ready\",\"databases\":{\"default\":\"up\"}}");
      assertThat(serving.get("/health/live").body())
          .isEqualTo("{\"status\":\"up\",\"databases\":{}}");
    }
  }

  @Test
  void an_exhausted_pool_is_saturated_and_not_down() throws Exception {
    var conf =
        """
        database.default {
          adapter = h2, name = "mem:saturated", pool { min = 1, max = 1, acquire-timeout = 10m }
        }
        """;
    try (var serving = serving(conf)) {
      var database = database(serving, "default");
      CompletableFuture<Connection> waiter;
      try (var held = database.getConnection()) {
        waiter = CompletableFuture.supplyAsync(() -> acquire(database));
        Await.until(() -> database.stats().waiting() > 0);

        var ready = serving.get("/health/ready");

        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body())
            .isEqualTo("{\"status\":\"ready\",\"databases\":{\"default\":\"saturated\"}}");
        assertThat(held.isClosed()).isFalse();
      }
      waiter.get().close();
    }
  }

  private static Connection acquire(Database database) {
    try {
      return database.getConnection();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_required_database_that_is_down_makes_the_server_unready() throws Exception {
    var h2 = org.h2.tools.Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    var conf =
        """
        database.default {
          url = "jdbc:h2:tcp://127.0.0.1:%s/mem:remote", user = sa, pass = "", pool.min = 0
        }
        """
            .formatted(h2.getPort());
    try (var serving = serving(conf)) {
      assertThat(serving.get("/health/ready").statusCode()).isEqualTo(200);

      h2.stop();

      var ready = serving.get("/health/ready");
      while (ready.statusCode() == 200) {
        ready = serving.get("/health/ready");
      }
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .isEqualTo("{\"status\":\"down\",\"databases\":{\"default\":\"down\"}}");
      assertThat(serving.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void one_that_is_not_required_may_be_down() throws Exception {
    var conf =
        """
        database.extra {
          url = "jdbc:h2:tcp://127.0.0.1:1/mem:none", user = sa, pass = "", required = false
        }
        """;
    try (var serving = serving(conf)) {
      var ready = serving.get("/health/ready");

      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body()).contains("\"extra\":\"down\"");
    }
  }

  @Test
  void a_server_that_stops_is_not_ready_any_more_but_lives_and_serves() throws Exception {
    var serving = serving("server.drain-delay = 30m");
    var stop = new Thread(serving::close);
    stop.start();
    Await.until(() -> serving.application().state() == AppState.STOPPING);

    var ready = serving.get("/health/ready");

    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).isEqualTo("{\"status\":\"draining\",\"databases\":{}}");
    assertThat(serving.get("/health/live").statusCode()).isEqualTo(200);
    while (serving.get("/health/ready").headers().firstValue("connection").isEmpty()) {
      // Asked again.
    }
    stop.interrupt();
    stop.join();
  }

  @Test
  void a_server_whose_workers_all_refuse_lives_and_is_not_ready() throws Exception {
    var entered = new CountDownLatch(1);
    var open = new CountDownLatch(1);
    RouteSet gate =
        all ->
            all.get(
                "/gate",
                Object.class,
                (controller, request) -> {
                  entered.countDown();
                  open.await();
                  return "passed";
                });
    ServiceProvider gated =
        container ->
            container.install(
                binder ->
                    Multibinder.newSetBinder(binder, RouteSet.class).addBinding().toInstance(gate));
    try (var serving =
        Serving.with(
            directory,
            "server { workers = 1, max-coroutines = 1 }",
            gated,
            new HealthServiceProvider())) {
      var running = serving.getLater("/gate");
      entered.await();

      assertThat(serving.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(serving.get("/health/ready").statusCode()).isEqualTo(503);
      open.countDown();
      assertThat(running.get().body()).isEqualTo("\"passed\"");
    }
  }

  @Test
  void the_paths_are_configurable_and_what_is_unknown_is_told() throws Exception {
    try (var serving = serving("health { live = \"/alive\", ready = \"/ready\" }")) {
      assertThat(serving.get("/alive").statusCode()).isEqualTo(200);
      assertThat(serving.get("/ready").statusCode()).isEqualTo(200);
      assertThat(serving.get("/health/ready").statusCode()).isEqualTo(404);
    }
    assertThatThrownBy(() -> serving("health.path = \"/x\""))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("health.path: unknown key");
  }
}
