package lido.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
class TestServerTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @Test
  void the_shared_server_is_the_one_that_was_asked_for(TestServer server) throws SQLException {
    var forced = System.getProperty("lido.test.server", "");

    assertThat(server.version()).startsWith(server.isMariaDb() ? "11.4.5-MariaDB" : "8.0.31");
    assertThat(forced.isEmpty() || forced.equals("mariadb") == server.isMariaDb()).isTrue();
  }

  @Test
  void everyone_in_a_run_shares_one_server(TestServer one, TestServer other, TestDatabase on) {
    assertThat(one).isSameAs(other).isSameAs(on.server());
  }

  @Test
  void a_database_is_its_users_own(TestDatabase mine, TestServer server) throws SQLException {
    try (var other = server.createDatabase();
        var connection = mine.connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE own (id INT PRIMARY KEY)");

      assertThatThrownBy(() -> statement.execute("USE " + other.name()))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("Access denied");
    }
  }

  @Test
  void a_closed_database_is_gone_with_its_sessions(TestServer server) throws SQLException {
    var database = server.createDatabase();
    try (var connection = database.connect()) {
      database.close();

      assertThat(connection.isValid(1)).isFalse();
      assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void sessions_are_counted_by_the_server(TestServer server) throws SQLException {
    try (var database = server.createDatabase()) {
      try (var one = database.connect();
          var two = database.connect()) {
        assertThat(one).isNotSameAs(two);
        assertThat(database.sessions()).isEqualTo(2);
        assertThat(server.sessionsIn(database.name())).isEqualTo(2);
      }

      database.awaitSessions(0, SOON);
    }
  }

  @Test
  void awaiting_sessions_that_never_come_says_how_many_there_are(TestDatabase database) {
    assertThatThrownBy(() -> database.awaitSessions(7, Duration.ofMillis(50)))
        .isInstanceOf(AssertionError.class)
        .hasMessage("user %s has 0 sessions after PT0.05S, expected 7".formatted(database.user()));
  }

  @Test
  void killed_sessions_are_dead(TestServer server) throws SQLException {
    try (var database = server.createDatabase();
        var one = database.connect();
        var two = database.connect()) {
      assertThat(database.killSessions()).isEqualTo(2);

      assertThat(one.isValid(1)).isFalse();
      assertThat(two.isValid(1)).isFalse();
      database.awaitSessions(0, SOON);
    }
  }

  @Test
  void a_thousand_sessions_are_allowed(TestServer server) throws SQLException {
    try (var connection = server.admin()) {
      assertThat(number(connection, "SELECT @@max_connections")).isEqualTo(1000);
    }
  }

  @Test
  void a_killed_server_comes_back_on_its_port_with_every_commit() throws SQLException {
    try (var server = TestServer.startPrivate();
        var database = server.createDatabase()) {
      int port = server.port();
      try (var connection = database.connect();
          var statement = connection.createStatement()) {
        statement.execute("CREATE TABLE kept (id INT PRIMARY KEY)");
        statement.execute("INSERT INTO kept VALUES (1), (2), (3)");
      }

      server.kill();
      assertThat(server.isRunning()).isFalse();
      assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
      server.start();

      assertThat(server.port()).isEqualTo(port);
      try (var connection = database.connect()) {
        assertThat(number(connection, "SELECT COUNT(*) FROM kept")).isEqualTo(3);
      }
    }
  }

  @Test
  void a_stopped_server_comes_back_and_a_running_one_is_not_started_twice() throws SQLException {
    try (var server = TestServer.startPrivate()) {
      long pid = server.pid();

      assertThatThrownBy(server::start)
          .hasMessage("cannot start: server %s is running".formatted(pid));
      server.stop();
      assertThat(ProcessHandle.of(pid)).isEmpty();
      assertThatThrownBy(server::kill).hasMessage("the test server is not running");
      server.start();

      assertThat(server.version()).isNotEmpty();
    }
  }

  @Test
  void a_frozen_server_keeps_connections_open_and_silent_until_it_resumes() throws SQLException {
    try (var server = TestServer.startPrivate();
        var connection = server.createDatabase().connect()) {
      connection.setNetworkTimeout(Runnable::run, 500);

      server.freeze();
      assertThat(connection.isValid(1)).isFalse();
      server.resume();

      assertThat(server.version()).isNotEmpty();
    }
  }

  @Test
  void a_full_server_keeps_a_place_for_the_administrator() throws SQLException {
    try (var server = TestServer.startPrivate("--max-connections=10");
        var database = server.createDatabase()) {
      List<Connection> all = new ArrayList<>();
      try {
        while (all.size() < 10) {
          all.add(connectWithin(SOON, database));
        }

        assertThatThrownBy(database::connect).hasMessageContaining("Too many connections");
        assertThat(database.sessions()).isEqualTo(10);
      } finally {
        for (var connection : all) {
          connection.close();
        }
      }
    }
  }

  @Test
  void options_reach_the_server() throws SQLException {
    try (var server = TestServer.startPrivate("--wait-timeout=2");
        var database = server.createDatabase();
        var connection = server.admin();
        var idle = database.connect()) {
      assertThat(number(connection, "SELECT @@global.wait_timeout")).isEqualTo(2);
      database.awaitSessions(0, SOON);
      assertThat(idle.isValid(60)).isFalse();
    }
  }

  @Test
  void a_server_that_cannot_start_says_so_with_the_end_of_its_log() {
    assertThatThrownBy(() -> TestServer.startPrivate("--no-such-option"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ended while starting; its log:")
        .hasMessageContaining("no-such-option");
  }

  /** The administrator's session that made the database may be closing still, and counts. */
  private static Connection connectWithin(Duration deadline, TestDatabase database)
      throws SQLException {
    long begin = System.nanoTime();
    while (true) {
      try {
        return database.connect();
      } catch (SQLException e) {
        if (System.nanoTime() - begin > deadline.toNanos()) {
          throw e;
        }
      }
    }
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
