package lido.pool;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static lido.pool.Eventually.eventually;
import static lido.pool.Pools.ask;
import static lido.pool.Pools.give;
import static lido.pool.Pools.take;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lido.testserver.TestDatabase;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many more threads than connections, platform ones and, where the JVM has them, virtual ones. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(600)
class CrowdIT {

  private final TestDatabase server;
  private final Pools pools = new Pools();

  CrowdIT(TestDatabase server) {
    this.server = server;
  }

  @AfterEach
  void close() throws SQLException {
    pools.close();
    server.awaitSessions(0, ofMinutes(1));
  }

  static Stream<Named<ThreadFactory>> kinds() throws ReflectiveOperationException {
    Named<ThreadFactory> platform =
        Named.of("platform", task -> new Thread(null, task, "", 64_000));
    return Crowd.hasVirtualThreads()
        ? Stream.of(platform, Named.of("virtual", Crowd.virtualThreads()))
        : Stream.of(platform);
  }

  private static String kind(ThreadFactory factory) {
    return factory.newThread(() -> {}).getClass().getSimpleName();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void five_thousand_waiters_leave_at_their_deadline(ThreadFactory kind) throws Exception {
    Row row = Row.of(server).sizes(4, 4);
    row.pool.acquireTimeout(ofMillis(200));
    Database database = pools.open(row);
    List<Connection> held = take(database, 4);
    int size = 5000;
    var waits = new long[size];
    var timeouts = new AtomicInteger();
    var ready = new CountDownLatch(size);
    var go = new CountDownLatch(1);
    var done = new CountDownLatch(size);
    for (int i = 0; i < size; i++) {
      int number = i;
      kind.newThread(
              () -> {
                try {
                  ready.countDown();
                  go.await();
                  long start = System.nanoTime();
                  try (Connection connection = database.getConnection()) {
                    waits[number] = -1;
                  } catch (AcquireTimeoutException e) {
                    waits[number] = Figures.millisSince(start);
                    timeouts.incrementAndGet();
                  }
                } catch (SQLException | InterruptedException e) {
                  // Missing from the timeouts.
                } finally {
                  done.countDown();
                }
              })
          .start();
    }
    ready.await();

    go.countDown();
    done.await();

    Figures.seen(
        "row 7",
        "5000 waiters (%s), 200 ms: p50 %d ms, p99 %d ms, most %d ms",
        kind(kind),
        Figures.percentile(waits, 0.5),
        Figures.percentile(waits, 0.99),
        Figures.percentile(waits, 1));
    assertThat(timeouts.get()).isEqualTo(size);
    assertThat(Figures.percentile(waits, 0)).isGreaterThanOrEqualTo(200);
    // How soon 5,000 threads get a processor after that is the machine's business.
    assertThat(Figures.percentile(waits, 1)).isLessThan(Figures.A_MINUTE);
    give(held);
    assertThat(ask(database, "SELECT 1")).isEqualTo("1");
    assertThat(database.stats()).isEqualTo(new PoolStats(0, 4, 0, 0, 4));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void nobody_starves_among_64_greedy_threads(ThreadFactory kind) throws Exception {
    Row row = Row.of(server).sizes(4, 4);
    Database database = pools.open(row);
    var turns = new AtomicIntegerArray(64);
    Crowd crowd =
        Crowd.of(
            64,
            kind,
            database,
            (connection, thread, turn) -> {
              ask(connection, "SELECT SLEEP(0.002)");
              turns.incrementAndGet(thread);
            });
    eventually("each has had a turn", () -> turns(turns).min().orElseThrow() > 0);
    int[] first = turns(turns).toArray();
    int then = crowd.successes();
    eventually("a few thousand turns", () -> crowd.successes() > then + 4000);
    crowd.close();

    var each = IntStream.range(0, 64).map(i -> turns.get(i) - first[i]).summaryStatistics();
    Figures.seen(
        "row 7",
        "64 greedy threads (%s) on 4, 2 ms each (fair share 32 ms and more): longest wait %d ms,"
            + " %d to %d turns each",
        kind(kind),
        crowd.worstAcquireMillis(),
        each.getMin(),
        each.getMax());
    assertThat(crowd.errors()).isEmpty();
    assertThat(crowd.worstAcquireMillis()).isLessThan(Figures.A_MINUTE);
    // Whom the machine lets run is its business; a thread that starves has no turn at all.
    assertThat(each.getMin()).isGreaterThan(each.getMax() / 10);
  }

  private static IntStream turns(AtomicIntegerArray turns) {
    return IntStream.range(0, turns.length()).map(turns::get);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void waiting_costs_no_processor_time(ThreadFactory kind) throws Exception {
    Row row = Row.of(server).sizes(4, 4);
    row.pool.acquireTimeout(ofMinutes(10));
    Database database = pools.open(row);
    List<Connection> held = take(database, 4);
    var crowd = Crowd.of(200, kind, database, (connection, thread, turn) -> {});
    eventually("all wait", () -> database.stats().waiting() == 200);
    var parts = new ArrayList<Double>();
    // The compiler may still be busy with what came before.
    eventually("nothing runs", () -> parts.add(processorTime(held.get(0))) && last(parts) < 10);
    give(held);
    crowd.close();

    Figures.seen("row 20", "200 waiters (%s): %.2f %% of a processor", kind(kind), last(parts));
    assertThat(last(parts)).isLessThan(10);
  }

  private static double last(List<Double> parts) {
    return parts.get(parts.size() - 1);
  }

  /** What part of a processor this process takes for two seconds, by the clock of the server. */
  private static double processorTime(Connection held) throws SQLException {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    ask(held, "SELECT SLEEP(2)");
    return 100.0 * (system.getProcessCpuTime() - cpu) / (System.nanoTime() - start);
  }
}
