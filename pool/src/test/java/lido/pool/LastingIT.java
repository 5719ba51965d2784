package lido.pool;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static lido.pool.Eventually.eventually;
import static lido.pool.Pools.ask;
import static lido.pool.Pools.run;
import static lido.pool.Pools.take;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lido.testserver.TestDatabase;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What time does to a pool, and what is left of it at its end. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(600)
class LastingIT {

  private final TestDatabase server;
  private final Pools pools = new Pools();

  LastingIT(TestDatabase server) {
    this.server = server;
  }

  @AfterEach
  void close() throws SQLException {
    pools.close();
    server.awaitSessions(0, ofMinutes(1));
  }

  @Test
  void connections_of_one_age_are_replaced_one_by_one_and_nobody_notices() throws Exception {
    Row row = Row.of(server).sizes(8, 8);
    row.pool.maxLifetime(ofSeconds(2));
    Set<String> sessions = ConcurrentHashMap.newKeySet();
    Database database = pools.open(row);

    try (var peak = new SessionPeak(server);
        var crowd =
            Crowd.of(
                4,
                database,
                (connection, thread, turn) ->
                    sessions.add(ask(connection, "SELECT CONNECTION_ID()")))) {
      eventually("each was replaced", () -> sessions.size() >= 16);
      crowd.close();

      Figures.seen(
          "row 14",
          "8 of one age replaced: %d errors of %d, worst acquire %d ms, at most %d of 8 sessions",
          crowd.errors().size(),
          crowd.successes(),
          crowd.worstAcquireMillis(),
          peak.peak());
      assertThat(crowd.errors()).isEmpty();
      assertThat(crowd.worstAcquireMillis()).isLessThan(Figures.A_MINUTE);
      // A loaded server takes its time to notice that those before were closed. How many there are
      // for the pool, HousekeeperTest knows.
      assertThat(peak.peak()).isLessThanOrEqualTo(16);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void close_under_load_tells_everybody_and_leaves_nothing_on_the_server(Adapter adapter)
      throws Exception {
    Row row = Row.of(server, adapter).sizes(2, 8);
    row.pool.drainTimeout(ofMillis(500));
    DatabasePool pool = pools.of(row);
    pool.initPool();
    Database database = pool.getConnection();
    var crowd = Crowd.of(32, database, (connection, thread, turn) -> ask(connection, "SELECT 1"));
    eventually("they work", () -> crowd.successes() > 500);
    var running = new CountDownLatch(1);
    var query =
        new Thread(
            () -> {
              try (Connection connection = database.getConnection()) {
                running.countDown();
                ask(connection, "SELECT SLEEP(300)");
              } catch (SQLException e) {
                // That is how it learns.
              }
            });
    query.start();
    running.await();

    long start = System.nanoTime();
    pool.close();
    long took = Figures.millisSince(start);
    query.join();
    long queryEnded = Figures.millisSince(start);
    crowd.close();

    Figures.seen(
        "row 11",
        "%s: close() with 32 borrowers and a query of 300 s took %d ms, drain-timeout 500 ms;"
            + " the query ended after %d ms",
        adapter,
        took,
        queryEnded);
    assertThat(took).isLessThan(Figures.A_MINUTE);
    assertThat(queryEnded).isLessThan(Figures.A_MINUTE);
    assertThat(crowd.errors()).isNotEmpty();
    // One that a busy machine held up in its query when the drain was over lost its connection.
    assertThat(crowd.errors())
        .allMatch(e -> e instanceof PoolClosedException || e.getSQLState().startsWith("08"));
    server.awaitSessions(0, ofMinutes(1));
    pool.close();
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void a_hundred_pools_leave_no_thread_no_socket_no_session_and_no_heap() throws Exception {
    // The drivers fill caches of their own at first.
    for (int i = 0; i < 10; i++) {
      openAndClose();
    }
    eventually("the first ones' threads are gone", () -> threads() == 0);
    long before = descriptors();
    long heapBefore = heap();

    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      openAndClose();
    }
    long took = Figures.millisSince(start);

    eventually("no thread is left", () -> threads() == 0);
    eventually("no descriptor is left", () -> descriptors() <= before);
    // A single pool with its connections left behind is some 100 KB, a hundred are 10 MB.
    eventually("no heap is left", () -> heap() - heapBefore < 2_000_000);
    assertThat(server.sessions()).isZero();
    Figures.seen(
        "row 18",
        "100 pools opened, used and closed in %d ms: 0 threads, %d descriptors, 0 sessions left",
        took,
        Math.max(0, descriptors() - before));
  }

  private void openAndClose() throws Exception {
    DatabasePool pool = pools.of(Row.of(server).sizes(2, 4));
    pool.initPool();
    ask(pool.getConnection(), "SELECT 1");
    pool.close();
    server.awaitSessions(0, ofMinutes(1));
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("lido-"))
        .count();
  }

  private static long descriptors() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }

  @Test
  void a_pool_grows_side_by_side_and_never_over_max() throws Exception {
    Row row = gated(Row.of(server).sizes(0, 8));
    // Each physical connection takes 300 ms.
    row.commands.add("DO SLEEP(0.3)");
    Database database = pools.open(row);
    Connection proving = take(database, 1).get(0);
    var threads = Executors.newCachedThreadPool();
    try (var peak = new SessionPeak(server);
        Connection keeper = closeGate()) {
      var served = new AtomicInteger();
      for (int i = 0; i < 64; i++) {
        threads.execute(
            () -> {
              try {
                ask(database, "SELECT SLEEP(0.01)");
                served.incrementAndGet();
              } catch (SQLException e) {
                // Missing from the served.
              }
            });
      }
      threads.shutdown();
      eventually(
          "all wait, and what there may be is being opened",
          () -> database.stats().equals(new PoolStats(1, 0, 7, 64, 8)));
      long start = System.nanoTime();
      run(keeper, "UNLOCK TABLES");
      proving.close();
      assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      long took = Figures.millisSince(start);

      Figures.seen(
          "row 17",
          "64 borrowers on 0 of 8, a connect takes 300 ms: all served after %d ms, %d sessions",
          took,
          peak.peak());
      assertThat(served.get()).isEqualTo(64);
      assertThat(peak.peak()).isEqualTo(8);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void one_borrower_after_the_other_needs_one_connection() throws Exception {
    Database database = pools.open(Row.of(server).sizes(0, 8));

    for (int i = 0; i < 100; i++) {
      ask(database, "SELECT 1");
    }

    assertThat(server.sessions()).isEqualTo(1);
  }

  @Test
  void a_returned_connection_serves_the_waiter_behind_a_slow_connect() throws Exception {
    Database database = pools.open(gated(Row.of(server).sizes(1, 2)));
    Connection held = take(database, 1).get(0);
    try (Connection keeper = closeGate()) {
      var crowd = Crowd.of(1, database, (connection, thread, turn) -> {});
      eventually("a connect is under way", () -> database.stats().opening() == 1);

      long start = System.nanoTime();
      held.close();
      eventually("the waiter is served", () -> crowd.successes() > 0);

      long took = Figures.millisSince(start);
      crowd.close();
      Figures.seen("row 17", "behind a connect that hangs the waiter was served after %d ms", took);
      assertThat(database.stats().opening()).isEqualTo(1);
      run(keeper, "UNLOCK TABLES");
    }
  }

  /** A row whose connects wait while the gate is closed. */
  private Row gated(Row row) throws SQLException {
    try (Connection connection = server.connect()) {
      run(connection, "CREATE TABLE IF NOT EXISTS gate (id INT)");
    }
    row.commands.add("DO (SELECT COUNT(*) FROM gate)");
    return row;
  }

  /** Not by a session of the user's, which are counted. */
  private Connection closeGate() throws SQLException {
    Connection keeper = server.server().admin();
    run(keeper, "LOCK TABLES " + server.name() + ".gate WRITE");
    return keeper;
  }
}
