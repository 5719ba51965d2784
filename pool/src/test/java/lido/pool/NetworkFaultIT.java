package lido.pool;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static lido.pool.Eventually.eventually;
import static lido.pool.Eventually.inTheEnd;
import static lido.pool.Pools.ask;
import static lido.pool.Pools.give;
import static lido.pool.Pools.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import lido.testserver.FaultProxy;
import lido.testserver.TestDatabase;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The network between pool and server breaks under 32 threads. An acquire ends within its timeout,
 * nothing piles up, and all is well soon after the network is.
 */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(600)
class NetworkFaultIT {

  private static final int MAX = 8;

  private final TestDatabase server;
  private final Pools pools = new Pools();
  private FaultProxy proxy;

  NetworkFaultIT(TestDatabase server) {
    this.server = server;
  }

  @BeforeEach
  void open() throws IOException {
    proxy = FaultProxy.inFrontOf(server.server());
  }

  @AfterEach
  void close() throws Exception {
    proxy.heal();
    pools.close();
    proxy.close();
    server.awaitSessions(0, ofMinutes(1));
  }

  private Row row(Adapter adapter) {
    Row row = Row.of(server, adapter).through(proxy).sizes(MAX, MAX);
    row.pool
        .acquireTimeout(ofSeconds(1))
        .connectTimeout(ofSeconds(3))
        .socketTimeout(ofSeconds(2))
        .validationTimeout(ofSeconds(1));
    return row;
  }

  private interface Fault {
    void happen() throws IOException;
  }

  private static void query(Connection connection, int thread, int turn) throws SQLException {
    ask(connection, "SELECT 1");
  }

  /** 32 threads all through a fault that ends when each of them has met it, and after it. */
  private void suffer(String name, Row row, Fault fault) throws Exception {
    Database database = inTheEnd("it opens", () -> pools.open(row));
    try (var sessions = new SessionPeak(server);
        var crowd = Crowd.of(32, database, NetworkFaultIT::query)) {
      eventually("they work", () -> crowd.successes() > 500);
      int before = crowd.errors().size();
      fault.happen();
      eventually("each has met it", () -> crowd.errors().size() >= before + 32);
      int threads = driverThreads();

      proxy.heal();
      crowd.watch();

      eventually("it goes on", crowd::hasSucceeded);
      int then = crowd.successes();
      eventually("and on", () -> crowd.successes() > then + 500);
      eventually("all places are usable", () -> database.stats().total() == MAX);
      Figures.seen(
          "row 4",
          "%s, %s: worst acquire %d ms, first success %d ms after healing, %d driver threads,"
              + " at most %d of %d sessions",
          row.adapter,
          name,
          crowd.worstAcquireMillis(),
          crowd.firstSuccessMillis(),
          threads,
          sessions.peak(),
          MAX);
      assertThat(crowd.worstAcquireMillis()).isLessThan(Figures.A_MINUTE);
      assertThat(crowd.firstSuccessMillis()).isLessThan(Figures.A_MINUTE);
      assertThat(threads).isLessThanOrEqualTo(3 * MAX);
      // A server holds a session until it hears of the connection's end: until the network is back,
      // or until it gets to it on a busy machine.
      assertThat(sessions.peak()).isLessThanOrEqualTo(2 * MAX);
      server.awaitSessions(MAX, ofMinutes(1));
    }
    eventually("nothing is in use or under way", () -> isQuiet(database.stats()));
  }

  private static boolean isQuiet(PoolStats stats) {
    return stats.equals(new PoolStats(0, stats.idle(), 0, 0, MAX));
  }

  private static int driverThreads() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("lido-driver"))
            .count();
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_black_hole_under_load(Adapter adapter) throws Exception {
    suffer("black hole under load", row(adapter), proxy::blackhole);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_black_hole_that_is_met_idle(Adapter adapter) throws Exception {
    Row row = row(adapter);
    row.pool.validateAfterIdle(ofMillis(0));
    suffer("black hole, each acquire validated", row, proxy::blackhole);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_server_that_accepts_and_stays_silent_after_all_connections_were_reset(Adapter adapter)
      throws Exception {
    suffer(
        "silent accept",
        row(adapter),
        () -> {
          proxy.acceptSilently();
          proxy.reset();
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void connects_refused_after_all_connections_were_reset(Adapter adapter) throws Exception {
    suffer(
        "refused",
        row(adapter),
        () -> {
          proxy.refuse();
          proxy.reset();
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void answers_cut_in_the_middle_of_a_packet(Adapter adapter) throws Exception {
    suffer("cut after 9 bytes", row(adapter), () -> proxy.cutAfter(9));
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_network_so_slow_that_no_connect_ends_in_time(Adapter adapter) throws Exception {
    suffer(
        "1200 ms each way, after a reset",
        row(adapter),
        () -> {
          proxy.delay(ofMillis(1200));
          proxy.reset();
        });
  }

  @Test
  void a_slow_network_costs_time_but_no_error() throws Exception {
    Row row = row(Adapter.MYSQL);
    row.pool.acquireTimeout(ofMinutes(1)).connectTimeout(ofMinutes(1));
    Database database = pools.open(row);
    proxy.delay(ofMillis(20));

    for (int i = 0; i < 5; i++) {
      assertThat(ask(database, "SELECT 1")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_connection_that_was_cut_is_never_lent_again(Adapter adapter) throws Exception {
    Row row = row(adapter).sizes(1, 1);
    row.pool.acquireTimeout(ofMinutes(1)).connectTimeout(ofMinutes(1));
    Database database = pools.open(row);
    for (int i = 0; i < 10; i++) {
      String session = ask(database, "SELECT CONNECTION_ID()");
      proxy.cutAfter(1000);
      assertThatThrownBy(() -> ask(database, "SELECT REPEAT('x', 100000)"))
          .isInstanceOf(SQLException.class);
      proxy.heal();

      assertThat(ask(database, "SELECT CONNECTION_ID()")).isNotEqualTo(session);
    }
    Figures.seen("row 19", "%s: 10 answers cut in mid-packet, 0 lent again", adapter);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_waiter_is_served_at_once_when_the_connection_before_it_died_in_use(Adapter adapter)
      throws Exception {
    Row row = row(adapter).sizes(1, 1);
    row.pool.acquireTimeout(ofMinutes(1)).connectTimeout(ofMinutes(1));
    Database database = pools.open(row);
    Connection dying = database.getConnection();
    var crowd = Crowd.of(1, database, NetworkFaultIT::query);
    eventually("one waits", () -> database.stats().waiting() == 1);
    proxy.reset();
    assertThatThrownBy(() -> ask(dying, "SELECT 1")).isInstanceOf(SQLException.class);

    crowd.watch();
    dying.close();
    long start = System.nanoTime();
    eventually("it is served", () -> crowd.successes() > 0);

    long took = Figures.millisSince(start);
    crowd.close();
    Figures.seen("row 21", "%s: the waiter was served %d ms after the return", adapter, took);
    assertThat(crowd.errors()).isEmpty();
    assertThat(took).isLessThan(Figures.A_MINUTE);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_connection_that_died_unnoticed_in_use_costs_at_most_its_own_borrower(Adapter adapter)
      throws Exception {
    Row row = row(adapter);
    row.pool
        .acquireTimeout(ofMinutes(1))
        .connectTimeout(ofMinutes(1))
        .validationTimeout(ofMinutes(1));
    Database database = pools.open(row);
    var taken = take(database, MAX);
    proxy.reset();
    give(taken);

    int errors = 0;
    for (int i = 0; i < 50; i++) {
      try {
        ask(database, "SELECT 1");
      } catch (SQLException e) {
        errors++;
      }
    }

    Figures.seen("row 21", "%s: %d died unnoticed in use: %d errors", adapter, MAX, errors);
    assertThat(errors).isLessThanOrEqualTo(1);
  }
}
