package lido.pool;

import static java.time.Duration.ofSeconds;
import static lido.pool.Pools.ask;
import static lido.pool.Pools.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import lido.testserver.TestDatabase;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the user says to the driver counts, and the database is the one that is named. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class DriverOptionsIT {

  private final TestDatabase server;
  private final Pools pools = new Pools();

  DriverOptionsIT(TestDatabase server) {
    this.server = server;
  }

  @AfterEach
  void close() {
    pools.close();
  }

  @Test
  void timeouts_and_charset_of_a_url_win() throws Exception {
    var row =
        DatabaseConfig.ofUrl(
            "default",
            server.jdbcUrl() + "&socketTimeout=600000&characterEncoding=latin1",
            server.user(),
            server.pass(),
            PoolConfig.builder().min(1).max(1).connectTimeout(ofSeconds(30)).build());
    try (var pool = new DatabasePool(List.of(row))) {
      pool.initPool();
      try (Connection connection = pool.getConnection().getConnection()) {
        assertThat(connection.getNetworkTimeout()).isEqualTo(600_000);
        assertThat(ask(connection, "SELECT @@character_set_client")).isEqualTo("latin1");
        connection.setNetworkTimeout(Runnable::run, 5_000);
      }
      try (Connection next = pool.getConnection().getConnection()) {
        assertThat(next.getNetworkTimeout()).isEqualTo(600_000);
      }
    }
  }

  @Test
  void a_socket_timeout_among_the_options_wins() throws Exception {
    Row row = Row.of(server).sizes(1, 1);
    row.options.put("socketTimeout", "600000");
    try (Connection connection = pools.open(row).getConnection()) {
      assertThat(connection.getNetworkTimeout()).isEqualTo(600_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"trips#1", "trips?x", "trips%20", "a+b", "größe"})
  void a_database_is_found_by_its_name_whatever_is_in_it(String name) throws Exception {
    try (Connection admin = server.server().admin()) {
      run(admin, "CREATE DATABASE `" + name + "`");
      try {
        Row row = Row.of(server).sizes(1, 1);
        row.name = name;
        row.user = server.server().user();
        row.pass = server.server().pass();

        assertThat(ask(pools.open(row), "SELECT DATABASE()")).isEqualTo(name);
      } finally {
        pools.close();
        run(admin, "DROP DATABASE `" + name + "`");
      }
    }
  }
}
