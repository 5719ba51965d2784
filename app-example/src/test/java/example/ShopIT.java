package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import lido.testserver.TestServer;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The shop as {@code conf/mysql.conf} runs it, on a real server. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ShopIT extends ShopContract {

  private final MysqlShop databases;

  ShopIT(TestServer server) throws Exception {
    databases = new MysqlShop(server);
  }

  @Override
  Shop start() throws Exception {
    return databases.start("");
  }

  @AfterEach
  void dropDatabases() throws Exception {
    databases.close();
  }

  @Test
  void the_server_counts_workers_times_min_and_nothing_after_the_stop() throws Exception {
    databases.shop().awaitSessions(4, Duration.ofMinutes(1));
    databases.orders().awaitSessions(4, Duration.ofMinutes(1));

    shop().close();

    databases.shop().awaitSessions(0, Duration.ofMinutes(1));
    databases.orders().awaitSessions(0, Duration.ofMinutes(1));
  }

  @Test
  void a_name_in_any_script_comes_back_as_it_was_sent() throws Exception {
    var created =
        shop()
            .post(
                "/orders",
                """
                {"customer": "Zoë 李 🛒", "lines": [{"product": 1, "quantity": 1}]}
                """);

    assertThat(shop().get(created.headers().firstValue("location").orElseThrow()).body())
        .contains("Zoë 李 🛒");
  }
}
