package lido.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.inject.Key;
import com.google.inject.name.Names;
import javax.sql.DataSource;
import lido.config.ConfigException;
import lido.container.StartException;
import lido.pool.Database;
import lido.pool.DatabasePool;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class DatabaseServiceProviderTest {

  private static final String TWO_DATABASES =
      """
      server.workers = 2
      database {
        default { adapter = h2, name = "mem:provider-default", prefix = app_, pool { min = 1, max = 3 } }
        orders { adapter = h2, name = "mem:provider-orders" }
      }
      """;

  private static <T> Key<T> named(Class<T> type, String key) {
    return Key.get(type, Names.named(key));
  }

  @Test
  void every_key_is_bound_by_name_and_default_without() throws Exception {
    try (var started = Started.with(TWO_DATABASES, new DatabaseServiceProvider())) {
      var pool = started.get(0, DatabasePool.class);
      var orders = started.get(0, named(Database.class, "orders"));

      assertThat(orders).isSameAs(pool.getConnection("orders"));
      assertThat(started.get(0, named(DataSource.class, "orders"))).isSameAs(orders);
      assertThat(started.get(0, Database.class)).isSameAs(pool.getConnection());
      assertThat(started.get(0, named(Database.class, "default"))).isSameAs(pool.getConnection());
      assertThat(started.get(0, DataSource.class)).isSameAs(pool.getConnection());
    }
  }

  @Test
  void each_worker_has_a_pool_of_its_own_and_it_is_open() throws Exception {
    try (var started = Started.with(TWO_DATABASES, new DatabaseServiceProvider())) {
      var one = started.get(0, DatabasePool.class);
      var other = started.get(1, DatabasePool.class);

      assertThat(one).isNotSameAs(other);
      assertThat(one.database("default").stats().idle()).isEqualTo(1);
      assertThat(other.database("orders").stats().idle()).isEqualTo(2);
    }
  }

  @Test
  void the_prefix_reaches_the_table_names() throws Exception {
    try (var started = Started.with(TWO_DATABASES, new DatabaseServiceProvider())) {
      assertThat(started.get(0, Database.class).table("users")).isEqualTo("\"app_users\"");
    }
  }

  @Test
  void jdbi_is_bound_for_each_key_on_the_pool() throws Exception {
    try (var started =
        Started.with(TWO_DATABASES, new DatabaseServiceProvider(), new JdbiServiceProvider())) {
      var jdbi = started.get(0, Jdbi.class);

      int one = jdbi.withHandle(handle -> handle.select("select 1").mapTo(Integer.class).one());

      assertThat(one).isEqualTo(1);
      assertThat(started.get(0, named(Jdbi.class, "default"))).isSameAs(jdbi);
      assertThat(started.get(0, named(Jdbi.class, "orders"))).isNotSameAs(jdbi);
      assertThat(started.get(0, Database.class).stats().inUse()).isZero();
    }
  }

  @Test
  void the_banner_has_a_line_for_each_worker_and_database_and_the_budget() throws Exception {
    try (var started = Started.with(TWO_DATABASES, new DatabaseServiceProvider())) {
      assertThat(started.banner())
          .map(line -> line.replaceAll("in \\d+ ms", "in # ms"))
          .containsExactly(
              "Worker[0] database.default h2:mem:provider-default 1 open (min 1, max 3) in # ms",
              "Worker[0] database.orders h2:mem:provider-orders 2 open (min 2, max 4) in # ms",
              "Worker[1] database.default h2:mem:provider-default 1 open (min 1, max 3) in # ms",
              "Worker[1] database.orders h2:mem:provider-orders 2 open (min 2, max 4) in # ms",
              "connections to h2:mem:provider-default: 2 workers x (default 3) = 6",
              "connections to h2:mem:provider-orders: 2 workers x (orders 4) = 8");
    }
  }

  @Test
  void the_budget_counts_the_pools_of_task_workers_too() throws Exception {
    var conf = TWO_DATABASES + "\nserver.task-workers = 3";

    try (var started = Started.with(conf, new DatabaseServiceProvider())) {
      assertThat(started.banner())
          .contains("connections to h2:mem:provider-orders: 5 workers x (orders 4) = 20");
    }
  }

  @Test
  void a_database_that_is_not_required_may_be_down_and_can_be_injected() throws Exception {
    var conf =
        """
        server.workers = 1
        database.default { adapter = h2, name = "mem:provider-up" }
        database.down {
          adapter = mysql, port = 1, name = a, user = u, pass = p, required = false
          pool.acquire-timeout = 100ms
        }
        """;

    try (var started =
        Started.with(conf, new DatabaseServiceProvider(), new JdbiServiceProvider())) {
      var down = started.get(0, named(Database.class, "down"));

      assertThat(down.stats().idle()).isZero();
      assertThat(started.get(0, named(Jdbi.class, "down"))).isNotNull();
      assertThat(started.banner())
          .contains("connections to mysql://127.0.0.1:1: 1 workers x (down 4) = 4");
    }
  }

  @Test
  void a_required_database_that_is_down_fails_the_start() {
    var conf =
        """
        server.workers = 1
        database.down { adapter = mysql, port = 1, name = a, user = u, pass = geheim }
        """;

    assertThatThrownBy(() -> Started.with(conf, new DatabaseServiceProvider()).close())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("database.down")
        .hasMessageContaining("mysql://127.0.0.1:1/a")
        .hasMessageNotContaining("geheim");
  }

  @Test
  void what_is_odd_is_one_warning_at_the_start() throws Exception {
    var conf =
        """
        database.default {
          adapter = h2, name = "mem:odd", pool { max-lifetime = 5m, idle-timeout = 10m }
        }
        """;
    var logger = (Logger) LoggerFactory.getLogger(DatabaseServiceProvider.class);
    var events = new ListAppender<ILoggingEvent>();
    events.start();
    logger.addAppender(events);
    logger.setAdditive(false);

    try (var started =
        Started.with(conf, new MigrationServiceProvider(), new DatabaseServiceProvider())) {
      assertThat(started.get(0, DatabasePool.class).keys()).containsExactly("default");
    } finally {
      logger.detachAppender(events);
      logger.setAdditive(true);
    }

    assertThat(events.list)
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.getFormattedMessage())
                    .startsWith("database.default.pool.idle-timeout: has no effect"));
  }

  @Test
  void problems_are_reported_once_though_several_providers_read_the_rows() {
    assertThatThrownBy(
            () ->
                Started.with(
                        "database.default { adapter = h2, name = a, pool.maxx = 1 }",
                        new MigrationServiceProvider(),
                        new DatabaseServiceProvider(),
                        new JdbiServiceProvider())
                    .close())
        .isInstanceOfSatisfying(
            ConfigException.class, failure -> assertThat(failure.problems()).hasSize(1))
        .hasMessage(
            """
            database.default.pool.maxx: unknown key
              where: conf/application.conf: 2
              fix:   did you mean max? All keys: docs/configuration.md""");
  }

  @Test
  void no_database_at_all_is_an_empty_pool() throws Exception {
    try (var started = Started.with("server.workers = 1", new DatabaseServiceProvider())) {
      assertThat(started.get(0, DatabasePool.class).keys()).isEmpty();
      assertThat(started.banner()).isEmpty();
    }
  }
}
