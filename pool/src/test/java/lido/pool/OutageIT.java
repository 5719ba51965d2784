package lido.pool;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static lido.pool.Eventually.eventually;
import static lido.pool.Pools.ask;
import static lido.pool.Pools.give;
import static lido.pool.Pools.run;
import static lido.pool.Pools.take;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
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

/** The server goes away and comes back, or drops the sessions that it finds idle. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(600)
class OutageIT {

  private final Pools pools = new Pools();

  @AfterEach
  void close() {
    pools.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_server_killed_under_32_writers_loses_and_doubles_nothing(Adapter adapter)
      throws Exception {
    try (var server = TestServer.startPrivate();
        var target = server.createDatabase()) {
      sql(target, "CREATE TABLE written (id BIGINT NOT NULL) ENGINE = InnoDB");
      var attempts = new AtomicInteger();
      Row row = Row.of(target, adapter).sizes(2, 8);
      row.pool.acquireTimeout(ofMinutes(5));
      Database database = pools.open(countingFailures(attempts), row);
      Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
      Set<Long> abandoned = ConcurrentHashMap.newKeySet();
      Crowd writers =
          Crowd.of(
              32,
              database,
              (connection, thread, turn) -> {
                long id = thread * 10_000_000L + turn;
                connection.setAutoCommit(false);
                if (turn % 7 == 6) {
                  abandoned.add(id);
                  run(connection, "INSERT INTO written VALUES (" + id + ")");
                } else {
                  run(connection, "INSERT INTO written VALUES (" + id + ")");
                  connection.commit();
                  acknowledged.add(id);
                }
              });
      try (writers) {
        eventually("they write", () -> writers.successes() > 2000);
        long outage = System.nanoTime();
        server.kill();
        eventually("all wait", () -> database.stats().waiting() == 32);
        server.start();
        writers.watch();
        eventually("they write again", writers::hasSucceeded);
        // While somebody waits, an unreachable server is tried every tenth of a second.
        assertThat(attempts.get()).isLessThan((int) (100 + Figures.millisSince(outage) / 100));
        int then = writers.successes();
        eventually("they go on", () -> writers.successes() > then + 2000);
      }

      Map<String, Integer> accounts = account(target, acknowledged, abandoned);
      Figures.seen(
          "row 1",
          "%s: %d acknowledged, %s, first success %d ms after the server was back,"
              + " %d callers' errors, %d failed connects",
          adapter,
          acknowledged.size(),
          accounts,
          writers.firstSuccessMillis(),
          writers.errors().size(),
          attempts.get());
      assertThat(accounts).isEqualTo(Map.of("missing", 0, "twice", 0, "ghosts", 0));
      assertThat(writers.firstSuccessMillis()).isLessThan(Figures.A_MINUTE);
      assertThat(writers.errors()).hasSizeLessThan(200);
      pools.close();
    }
  }

  private static PoolListener countingFailures(AtomicInteger attempts) {
    return new PoolListener() {
      @Override
      public void openFailed(String key, String step, long nanos) {
        attempts.incrementAndGet();
      }
    };
  }

  static Map<String, Integer> account(
      TestDatabase target, Set<Long> acknowledged, Set<Long> abandoned) throws SQLException {
    int twice = 0;
    var missing = new TreeSet<>(acknowledged);
    int ghosts = 0;
    try (Connection connection = target.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT id, COUNT(*) FROM written GROUP BY id")) {
      while (rows.next()) {
        missing.remove(rows.getLong(1));
        twice += rows.getInt(2) > 1 ? 1 : 0;
        ghosts += abandoned.contains(rows.getLong(1)) ? 1 : 0;
      }
    }
    return Map.of("missing", missing.size(), "twice", twice, "ghosts", ghosts);
  }

  @Test
  void idle_sessions_that_were_killed_cost_no_caller_an_error() throws Exception {
    try (var server = TestServer.startPrivate();
        var target = server.createDatabase()) {
      for (Adapter adapter : List.of(Adapter.MYSQL, Adapter.MARIADB)) {
        Row row = Row.of(target, adapter).sizes(8, 8);
        Database database = pools.open(row);
        give(take(database, 8));
        // Idle for longer than validate-after-idle.
        pause(server, 0.7);
        assertThat(target.killSessions()).isEqualTo(8);

        int errors = burst(database);

        Figures.seen("row 2", "%s: 8 idle sessions killed: %d errors of 32", adapter, errors);
        assertThat(errors).isZero();
        pools.close();
      }
    }
  }

  @Test
  void sessions_killed_right_after_use_cost_no_error_when_every_one_is_validated()
      throws Exception {
    try (var server = TestServer.startPrivate();
        var target = server.createDatabase()) {
      for (int millis : List.of(0, 500)) {
        Row row = Row.of(target).sizes(8, 8);
        row.pool.validateAfterIdle(ofMillis(millis));
        Database database = pools.open(row);
        give(take(database, 8));
        pause(server, 0.05);
        target.killSessions();

        int errors = burst(database);

        Figures.seen(
            "row 2",
            "killed 50 ms after use, validate-after-idle = %d ms: %d errors of 32",
            millis,
            errors);
        assertThat(errors).isLessThanOrEqualTo(millis == 0 ? 0 : 8);
        assertThat(burst(database)).isZero();
        pools.close();
      }
    }
  }

  /** 32 threads at the same instant, one query each; how many fail. */
  private static int burst(Database database) throws Exception {
    var errors = new AtomicInteger();
    var go = new CountDownLatch(1);
    var done = new CountDownLatch(32);
    for (int i = 0; i < 32; i++) {
      new Thread(
              () -> {
                try {
                  go.await();
                  ask(database, "SELECT 1");
                } catch (SQLException | InterruptedException e) {
                  errors.incrementAndGet();
                } finally {
                  done.countDown();
                }
              })
          .start();
    }
    go.countDown();
    done.await();
    return errors.get();
  }

  @Test
  void keepalive_holds_every_session_against_wait_timeout() throws Exception {
    try (var server = TestServer.startPrivate("--wait-timeout=12");
        var target = server.createDatabase()) {
      Row row = Row.of(target).sizes(8, 8);
      row.pool.keepaliveTime(ofSeconds(1));
      Database database = pools.open(row);
      Set<String> before = sessions(database);

      pause(server, 15);

      int alive = target.sessions();
      int errors = burst(database);
      Set<String> after = sessions(database);
      Figures.seen(
          "row 3",
          "15 s idle with wait_timeout = 12: %d of 8 alive, %d errors of 32",
          alive,
          errors);
      assertThat(errors).isZero();
      assertThat(after).isEqualTo(before);
    }
  }

  @Test
  void without_keepalive_wait_timeout_costs_no_caller_an_error_either() throws Exception {
    try (var server = TestServer.startPrivate("--wait-timeout=1");
        var target = server.createDatabase()) {
      for (Adapter adapter : List.of(Adapter.MYSQL, Adapter.MARIADB)) {
        Database database = pools.open(Row.of(target, adapter).sizes(8, 8));

        pause(server, 2.5);

        assertThat(burst(database)).isZero();
        pools.close();
      }
    }
  }

  private static Set<String> sessions(Database database) throws SQLException {
    List<Connection> all = take(database, 8);
    var ids = new TreeSet<String>();
    for (Connection each : all) {
      ids.add(ask(each, "SELECT CONNECTION_ID()"));
    }
    give(all);
    return ids;
  }

  @Test
  void a_minimum_that_died_is_filled_again_with_nobody_asking() throws Exception {
    try (var server = TestServer.startPrivate();
        var target = server.createDatabase()) {
      Row row = Row.of(target).sizes(4, 8);
      row.pool.keepaliveTime(ofMillis(500));
      pools.open(row);
      Set<String> before = ids(target);
      target.killSessions();
      long start = System.nanoTime();

      eventually("four others are there", () -> areFourOthers(ids(target), before));

      long took = Figures.millisSince(start);
      Figures.seen("row 16", "4 killed sessions were back after %d ms, keepalive 500 ms", took);
      assertThat(took).isLessThan(Figures.A_MINUTE);
    }
  }

  private static boolean areFourOthers(Set<String> now, Set<String> before) {
    return now.size() == 4 && Collections.disjoint(now, before);
  }

  /** The sessions of the user, as the server names them. */
  private static Set<String> ids(TestDatabase target) throws SQLException {
    try (Connection admin = target.server().admin()) {
      String ids =
          ask(
              admin,
              "SELECT COALESCE(GROUP_CONCAT(ID), '') FROM information_schema.PROCESSLIST"
                  + " WHERE USER = '"
                  + target.user()
                  + "'");
      return Set.of(ids.split(","));
    }
  }

  @Test
  void the_surplus_is_closed_when_nobody_needs_it() throws Exception {
    try (var server = TestServer.startPrivate();
        var target = server.createDatabase()) {
      Row row = Row.of(target).sizes(2, 8);
      row.pool.idleTimeout(ofSeconds(1));
      Database database = pools.open(row);
      give(take(database, 8));
      long start = System.nanoTime();

      target.awaitSessions(2, ofMinutes(1));

      long took = Figures.millisSince(start);
      Figures.seen("row 16", "6 surplus sessions were gone after %d ms, idle-timeout 1 s", took);
      assertThat(took).isLessThan(Figures.A_MINUTE);
    }
  }

  /** Lets time pass by the server's clock: there is nothing else to wait for. */
  private static void pause(TestServer server, double seconds) throws SQLException {
    try (Connection admin = server.admin()) {
      ask(admin, "SELECT SLEEP(" + seconds + ")");
    }
  }

  private static void sql(TestDatabase target, String... commands) throws SQLException {
    try (Connection connection = target.connect()) {
      run(connection, commands);
    }
  }
}
