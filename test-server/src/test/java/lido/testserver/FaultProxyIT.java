package lido.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The proxy between the driver and a real server. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
class FaultProxyIT {

  private final TestDatabase database;

  FaultProxyIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void the_driver_connects_through_it() throws Exception {
    try (var proxy = FaultProxy.inFrontOf(database.server());
        var connection = connect(proxy)) {
      assertThat(connection.isValid(60)).isTrue();
    }
  }

  @Test
  void a_connection_in_a_black_hole_is_invalid_in_time() throws Exception {
    try (var proxy = FaultProxy.inFrontOf(database.server());
        var connection = connect(proxy)) {
      proxy.blackhole();

      assertThat(connection.isValid(1)).isFalse();
    }
    database.awaitSessions(0, Duration.ofMinutes(1));
  }

  @Test
  void a_result_cut_in_the_middle_of_a_packet_breaks_the_connection() throws Exception {
    try (var proxy = FaultProxy.inFrontOf(database.server());
        var connection = connect(proxy);
        var statement = connection.createStatement()) {
      proxy.cutAfter(1000);

      assertThatThrownBy(() -> statement.executeQuery("SELECT REPEAT('x', 100000)"))
          .isInstanceOf(SQLException.class);
      assertThat(connection.isValid(1)).isFalse();
    }
  }

  @Test
  void a_refused_connect_and_a_reset_connection_are_sql_exceptions() throws Exception {
    try (var proxy = FaultProxy.inFrontOf(database.server());
        var connection = connect(proxy);
        var statement = connection.createStatement()) {
      proxy.refuse();
      assertThatThrownBy(() -> connect(proxy)).isInstanceOf(SQLException.class);

      proxy.reset();
      assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
    }
  }

  private Connection connect(FaultProxy proxy) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(proxy.port()), database.user(), database.pass());
  }
}
