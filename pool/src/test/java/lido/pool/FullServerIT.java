package lido.pool;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static lido.pool.Eventually.eventually;
import static lido.pool.Pools.ask;
import static lido.pool.Pools.give;
import static lido.pool.Pools.run;
import static lido.pool.Pools.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lido.testserver.TestDatabase;
import lido.testserver.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server is there and refuses: it is full, or the password is another. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class FullServerIT {

  private final Pools pools = new Pools();

  @AfterEach
  void close() {
    pools.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_full_server_is_named_at_once_when_the_pool_grows_and_when_it_opens(Adapter adapter)
      throws Exception {
    // One more is the administrator's, on both servers.
    try (var server = TestServer.startPrivate("--max-connections=10");
        var target = server.createDatabase()) {
      Row row = Row.of(target, adapter).sizes(2, 4);
      row.pool.acquireTimeout(ofMinutes(5)).connectTimeout(ofMinutes(5));
      Database database = pools.open(row);
      List<Connection> held = take(database, 2);
      var others = new ArrayList<Connection>();
      fill(target, others);

      long start = System.nanoTime();
      var growth = catchThrowableOfType(SQLException.class, database::getConnection);
      long atGrowth = Figures.millisSince(start);
      start = System.nanoTime();
      var opening = catchThrowableOfType(PoolOpenException.class, () -> pools.of(row).initPool());
      long atStart = Figures.millisSince(start);

      Figures.seen(
          "row 9", "%s: named after %d ms at growth, %d ms at start", adapter, atGrowth, atStart);
      assertThat((Throwable) growth)
          .hasMessageContaining(target.name() + " has too many connections")
          .hasMessageContaining("raise the server's max_connections");
      assertThat(opening).hasMessageContaining(target.name() + " has too many connections");
      assertThat(atGrowth).as("not at its timeout").isLessThan(Figures.A_MINUTE);
      assertThat(atStart).as("not at its timeout").isLessThan(Figures.A_MINUTE);
      give(held);
      assertThat(ask(database, "SELECT 1")).isEqualTo("1");
      give(others);
      eventually("it grows again", () -> grows(database));
      pools.close();
    }
  }

  private static void fill(TestDatabase target, List<Connection> others) {
    try {
      while (others.size() < 20) {
        others.add(target.connect());
      }
      throw new AssertionError("the server takes more than 20");
    } catch (SQLException e) {
      assertThat(e.getErrorCode()).isEqualTo(1040);
    }
  }

  private static boolean grows(Database database) throws SQLException {
    var taken = new ArrayList<Connection>();
    try {
      taken.addAll(take(database, 4));
      return true;
    } catch (SQLException e) {
      return false;
    } finally {
      give(taken);
    }
  }

  @Test
  void a_password_that_changed_is_named_and_tried_seldom_and_all_is_well_when_it_is_right_again()
      throws Exception {
    try (var server = TestServer.startPrivate();
        var target = server.createDatabase()) {
      var logins = new AtomicInteger();
      PoolListener counting =
          new PoolListener() {
            @Override
            public void openFailed(String key, String step, long nanos) {
              logins.incrementAndGet();
            }
          };
      Row row = Row.of(target).sizes(2, 4);
      row.pool.keepaliveTime(ofMillis(500));
      Database database = pools.open(counting, row);
      setPassword(target, "another");
      target.killSessions();

      var failure = failureOfNextCallers(database);
      assertThat((Throwable) failure)
          .hasMessageContaining("refuses user \"" + target.user() + "\"")
          .hasMessageContaining("check database.default.user and .pass");
      int before = logins.get();
      long nobodyAsks = System.nanoTime();
      try (Connection admin = server.admin()) {
        // Nobody asks; the server's clock is the pause.
        ask(admin, "SELECT SLEEP(4)");
      }
      eventually("it is tried", () -> logins.get() > before);
      int tried = logins.get() - before;
      long seconds = Figures.millisSince(nobodyAsks) / 1000;
      setPassword(target, target.pass());
      long start = System.nanoTime();
      target.awaitSessions(2, ofMinutes(1));

      Figures.seen(
          "row 10",
          "%d refused logins in 4 s while nobody asked, %d ms from the right password to min",
          tried,
          Figures.millisSince(start));
      assertThat(tried).isLessThanOrEqualTo((int) (2 * (seconds + 1)));
      assertThat(ask(database, "SELECT 1")).isEqualTo("1");
      pools.close();
    }
  }

  private static SQLException failureOfNextCallers(Database database) {
    for (int i = 0; i < 10; i++) {
      try {
        ask(database, "SELECT 1");
      } catch (SQLException e) {
        // The sessions that were killed a moment ago may cost an error each.
        if (String.valueOf(e.getMessage()).startsWith("database.default")) {
          return e;
        }
      }
    }
    throw new AssertionError("still served");
  }

  @Test
  void a_password_rotated_at_run_time_counts_for_the_next_connection_without_an_error()
      throws Exception {
    try (var server = TestServer.startPrivate();
        var target = server.createDatabase()) {
      Database database = pools.open(Row.of(target).sizes(1, 4));
      setPassword(target, "another");

      database.rotatePassword("another");

      // The open one goes on, and three more log in with the new password.
      try (Connection first = database.getConnection();
          Connection second = database.getConnection();
          Connection third = database.getConnection();
          Connection fourth = database.getConnection()) {
        for (Connection each : List.of(first, second, third, fourth)) {
          assertThat(ask(each, "SELECT 1")).isEqualTo("1");
        }
      }
      pools.close();
    }
  }

  private static void setPassword(TestDatabase target, String pass) throws SQLException {
    try (Connection admin = target.server().admin()) {
      run(admin, "ALTER USER '%s'@'%%' IDENTIFIED BY '%s'".formatted(target.user(), pass));
    }
  }
}
