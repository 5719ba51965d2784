package lido.pool;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static lido.pool.Eventually.eventually;
import static lido.pool.Eventually.inTheEnd;
import static lido.pool.Pools.ask;
import static lido.pool.Pools.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import lido.testserver.FaultProxy;
import lido.testserver.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Random faults, one after the other, under writers of unique ids, and the accounts at the end.
 * {@code -Dlido.soak.seconds=120} makes it longer, {@code -Dlido.soak.seed} repeats a run.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SoakIT {

  private static final int SECONDS = Integer.getInteger("lido.soak.seconds", 20);
  private static final long SEED = Long.getLong("lido.soak.seed", System.nanoTime());

  @FunctionalInterface
  private interface Fault {
    void happen() throws Exception;
  }

  @Test
  void whatever_happens_nothing_is_lost_and_all_is_well_soon_after() throws Exception {
    var random = new Random(SEED);
    Figures.seen("row 13", "soak of %d s, -Dlido.soak.seed=%d", SECONDS, SEED);
    try (var server = TestServer.startPrivate();
        var target = server.createDatabase();
        var proxy = FaultProxy.inFrontOf(server);
        var pools = new Pools()) {
      try (Connection connection = target.connect()) {
        run(connection, "CREATE TABLE written (id BIGINT NOT NULL) ENGINE = InnoDB");
      }
      Row row = Row.of(target).through(proxy).sizes(2, 8);
      row.pool
          .acquireTimeout(ofSeconds(1))
          .connectTimeout(ofSeconds(5))
          .socketTimeout(ofSeconds(1))
          .maxLifetime(ofSeconds(3))
          .idleTimeout(ofSeconds(1))
          .keepaliveTime(ofSeconds(1));
      Database database = inTheEnd("it opens", () -> pools.open(row));
      Map<String, Fault> faults =
          Map.of(
              "black hole", proxy::blackhole,
              "silent", proxy::acceptSilently,
              "reset", proxy::reset,
              "cut", () -> proxy.cutAfter(random.nextInt(200) + 1),
              "slow", () -> proxy.delay(ofMillis(random.nextInt(30))),
              "refused", proxy::refuse,
              "sessions killed", target::killSessions,
              "server killed", server::kill,
              "server frozen", server::freeze);
      Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
      Set<Long> abandoned = ConcurrentHashMap.newKeySet();
      long end = System.nanoTime() + ofSeconds(SECONDS).toNanos();
      long worstHealing = 0;
      int happened = 0;
      try (var crowd =
          Crowd.of(
              16,
              database,
              (connection, thread, turn) ->
                  write(connection, thread, turn, acknowledged, abandoned))) {
        while (System.nanoTime() - end < 0) {
          var names = new ArrayList<>(new TreeSet<>(faults.keySet()));
          String fault = names.get(random.nextInt(names.size()));
          int errors = crowd.errors().size();
          int successes = crowd.successes();
          faults.get(fault).happen();
          eventually(
              "met: " + fault,
              () -> crowd.errors().size() > errors + 16 || crowd.successes() > successes + 100);
          if (!server.isRunning()) {
            server.start();
          }
          server.resume();
          proxy.heal();
          crowd.watch();
          eventually("a commit after: " + fault, crowd::hasSucceeded);
          worstHealing = Math.max(worstHealing, crowd.firstSuccessMillis());
          happened++;
        }
        crowd.close();
        Figures.seen(
            "row 13",
            "%d faults, %d commits, %d errors, worst acquire %d ms, first commit at most %d ms"
                + " after healing",
            happened,
            acknowledged.size(),
            crowd.errors().size(),
            crowd.worstAcquireMillis(),
            worstHealing);
        assertThat(crowd.worstAcquireMillis()).isLessThan(Figures.A_MINUTE);
        assertThat(worstHealing).isLessThan(Figures.A_MINUTE);
      }

      eventually("nothing is in use or under way", () -> isQuiet(database));
      Map<String, Integer> accounts = OutageIT.account(target, acknowledged, abandoned);
      Figures.seen("row 13", "accounts: %s", accounts);
      assertThat(accounts).isEqualTo(Map.of("missing", 0, "twice", 0, "ghosts", 0));
      assertThat(inTheEnd("it is clean", () -> ask(database, "SELECT COALESCE(@dirt, 'clean')")))
          .isEqualTo("clean");
      List<Connection> all = inTheEnd("all are open", () -> Pools.take(database, 8));
      Pools.give(all);
    }
  }

  private static void write(
      Connection connection, int thread, int turn, Set<Long> acknowledged, Set<Long> abandoned)
      throws SQLException {
    long id = thread * 10_000_000L + turn;
    if (turn % 11 == 10) {
      run(connection, "SET @dirt = 'left'");
      return;
    }
    connection.setAutoCommit(false);
    if (turn % 7 == 6) {
      abandoned.add(id);
      run(connection, "INSERT INTO written VALUES (" + id + ")");
    } else {
      run(connection, "INSERT INTO written VALUES (" + id + ")");
      connection.commit();
      acknowledged.add(id);
    }
  }

  private static boolean isQuiet(Database database) {
    PoolStats stats = database.stats();
    return stats.inUse() == 0 && stats.waiting() == 0 && stats.total() <= stats.max();
  }
}
