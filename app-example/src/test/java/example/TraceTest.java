package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import lido.pool.Database;
import lido.pool.DatabasePool;
import lido.testserver.TestServer;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * One row of the configuration on its way to a returned connection: the steps of
 * docs/architecture.md, each seen from outside.
 */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
final class TraceTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @Test
  void a_row_becomes_a_pool_a_query_and_a_returned_connection(TestServer server) throws Exception {
    try (var databases = new MysqlShop(server)) {
      // 1, 2: the row is read and checked, with the place where it stands.
      var config = Shop.config("mysql.conf", "").resolve();
      assertThat(config.getValue("database.orders.adapter").origin().filename())
          .endsWith("conf/mysql.conf");

      // 3: the providers have registered, and nothing is open but what the migrations needed.
      var openBeforeWorkers = new AtomicInteger(-1);
      var shop =
          databases.start(
              "",
              container ->
                  container.onStart(
                      application -> {
                        databases.orders().awaitSessions(0, SOON);
                        openBeforeWorkers.set(databases.orders().sessions());
                      }));
      assertThat(openBeforeWorkers).hasValue(0);

      // 4, 5: each worker found its pool and opened min connections for each key.
      databases.orders().awaitSessions(4, SOON);
      var workers = shop.application().workers();
      var pool = workers.get(0).injector().getInstance(DatabasePool.class);
      var otherPool = workers.get(1).injector().getInstance(DatabasePool.class);
      assertThat(pool).isNotSameAs(otherPool);
      Database orders = pool.getConnection("orders");
      assertThat(orders.stats().idle()).isEqualTo(2);

      // 6, 7: a request reaches the controller, which acquires and queries.
      var created =
          shop.post(
              "/orders", "{\"customer\": \"Ada\", \"lines\": [{\"product\": 1, \"quantity\": 1}]}");
      assertThat(created.statusCode()).isEqualTo(201);

      // 8: what was acquired has been returned, to the same connections.
      assertThat(orders.stats().inUse()).isZero();
      assertThat(databases.orders().sessions()).isEqualTo(4);

      shop.close();
      databases.orders().awaitSessions(0, SOON);
      databases.shop().awaitSessions(0, SOON);
    }
  }

  @Test
  void twenty_workers_with_min_1_hold_twenty_connections(TestServer server) throws Exception {
    try (var databases = new MysqlShop(server);
        var shop =
            databases.start(
                """
                server.workers = 20
                database.default.pool.min = 1
                database.orders.pool.min = 1
                """)) {
      assertThat(shop.application().workers()).hasSize(20);
      databases.shop().awaitSessions(20, SOON);
      databases.orders().awaitSessions(20, SOON);
    }
  }
}
