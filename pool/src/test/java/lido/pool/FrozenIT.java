package lido.pool;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static lido.pool.Eventually.eventually;
import static lido.pool.Eventually.inTheEnd;
import static lido.pool.Pools.ask;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import lido.testserver.TestDatabase;
import lido.testserver.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One of the two stands still for seconds: the process that holds the pool, or the server. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(600)
class FrozenIT {

  /** The other process: a pool of eight, and a burst of 32 for each line that it reads. */
  public static void main(String[] target) throws Exception {
    PoolConfig sizes =
        PoolConfig.builder()
            .min(8)
            .max(8)
            .acquireTimeout(ofMinutes(1))
            .connectTimeout(ofMinutes(1))
            .validationTimeout(ofMinutes(1))
            .keepaliveTime(ofSeconds(1))
            .validateAfterIdle(ofMillis(Integer.parseInt(target[3])))
            .build();
    var pool =
        new DatabasePool(
            List.of(DatabaseConfig.ofUrl("default", target[0], target[1], target[2], sizes)));
    pool.initPool();
    Database database = pool.getConnection();
    System.out.println("ready");
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (commands.readLine() != null) {
      System.out.println(burst(database));
    }
    pool.close();
  }

  private static String burst(Database database) throws InterruptedException {
    var errors = new AtomicInteger();
    var worst = new AtomicLong();
    var done = new CountDownLatch(32);
    for (int i = 0; i < 32; i++) {
      new Thread(
              () -> {
                long start = System.nanoTime();
                try {
                  ask(database, "SELECT 1");
                } catch (SQLException e) {
                  errors.incrementAndGet();
                } finally {
                  worst.accumulateAndGet(Figures.millisSince(start), Math::max);
                  done.countDown();
                }
              })
          .start();
    }
    done.await();
    return errors + " errors of 32, slowest " + worst + " ms";
  }

  /** A child with a pool; what it is told and what it answers are lines. */
  private record Other(Process process, BufferedReader answers, Writer commands)
      implements AutoCloseable {

    static Other start(TestDatabase target, int validateAfterIdle) throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  FrozenIT.class.getName(),
                  target.jdbcUrl(),
                  target.user(),
                  target.pass(),
                  "" + validateAfterIdle)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      var other =
          new Other(
              process,
              process.inputReader(StandardCharsets.UTF_8),
              process.outputWriter(StandardCharsets.UTF_8));
      assertThat(other.answers.readLine()).isEqualTo("ready");
      return other;
    }

    String burst() throws IOException {
      commands.write("burst\n");
      commands.flush();
      return answers.readLine();
    }

    void signal(String name) throws IOException, InterruptedException {
      // The shell's own kill: minimal systems have no /bin/kill.
      String command = "kill -" + name + " " + process.pid();
      assertThat(new ProcessBuilder("/bin/sh", "-c", command).start().waitFor()).isZero();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  @Test
  void a_process_frozen_while_the_server_drops_its_sessions_sees_no_error() throws Exception {
    try (var server = TestServer.startPrivate("--wait-timeout=3");
        var target = server.createDatabase();
        var idle = Other.start(target, 500);
        var busy = Other.start(target, 500);
        var careful = Other.start(target, 0)) {
      idle.burst();
      pause(server, 1);
      idle.signal("STOP");
      busy.burst();
      busy.signal("STOP");
      careful.burst();
      careful.signal("STOP");
      pause(server, 6);
      target.awaitSessions(0, ofMinutes(1));
      for (Other each : List.of(idle, busy, careful)) {
        each.signal("CONT");
      }

      String afterIdle = idle.burst();
      String afterUse = busy.burst();
      String validated = careful.burst();

      Figures.seen("row 15", "idle for 1 s, then frozen for 6 s: %s", afterIdle);
      Figures.seen("row 15", "frozen right after use: %s", afterUse);
      Figures.seen("row 15", "frozen right after use, validate-after-idle = 0: %s", validated);
      assertThat(afterIdle).startsWith("0 errors");
      assertThat(validated).startsWith("0 errors");
      assertThat(afterUse).matches("[0-8] errors.*");
      assertThat(busy.burst()).startsWith("0 errors");
    }
  }

  private static void pause(TestServer server, int seconds) throws SQLException {
    try (Connection admin = server.admin()) {
      ask(admin, "SELECT SLEEP(" + seconds + ")");
    }
  }

  @Test
  void a_server_frozen_under_load_costs_its_time_and_nothing_else() throws Exception {
    try (var server = TestServer.startPrivate();
        var target = server.createDatabase();
        var pools = new Pools()) {
      Row row = Row.of(target).sizes(8, 8);
      row.pool
          .acquireTimeout(ofSeconds(1))
          .connectTimeout(ofSeconds(5))
          .socketTimeout(ofSeconds(2));
      Database database = inTheEnd("it opens", () -> pools.open(row));
      try (var crowd =
          Crowd.of(32, database, (connection, thread, turn) -> ask(connection, "SELECT 1"))) {
        eventually("they work", () -> crowd.successes() > 500);
        server.freeze();
        try {
          eventually("each has met it", () -> crowd.errors().size() > 64);
        } finally {
          server.resume();
        }
        crowd.watch();
        eventually("it goes on", crowd::hasSucceeded);
        int then = crowd.successes();
        eventually("and on", () -> crowd.successes() > then + 500);

        Figures.seen(
            "row 4",
            "frozen server: worst acquire %d ms, first success %d ms after it went on",
            crowd.worstAcquireMillis(),
            crowd.firstSuccessMillis());
        assertThat(crowd.worstAcquireMillis()).isLessThan(Figures.A_MINUTE);
        assertThat(crowd.firstSuccessMillis()).isLessThan(Figures.A_MINUTE);
      }
      assertThat(database.stats().total()).isLessThanOrEqualTo(8);
      target.awaitSessions(database.stats().total(), ofMinutes(1));
    }
  }
}
