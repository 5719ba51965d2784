package lido.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Acquire and return, with or without a statement in between, by platform threads.
 *
 * <p>Each connection (or result set) is passed to {@link #consume}, which {@link Bench} forbids the
 * compiler to inline, before it is closed: so the compiler can neither leave out the work nor take
 * the handle apart. (A store into a field would do too, but costs a memory fence with G1, and its
 * card table is a place where threads meet.) The warm-up runs the same loop with the same threads;
 * the figures are of the bursts together.
 */
final class CycleCase {

  private static final String SQL = "SELECT name FROM product WHERE id = ?";

  /** Cycles between two looks at the clock's flag. */
  private static final int ROUND = 64;

  /** What keeps a thread's work alive; padded against its neighbours. */
  @SuppressWarnings("unused")
  private static final class Sink {
    long a0, a1, a2, a3, a4, a5, a6, a7;
    long sum;
    long b0, b1, b2, b3, b4, b5, b6, b7;
  }

  private final DataSource pool;
  private final boolean statement;
  private final Sink[] sinks;
  private volatile boolean over;

  private CycleCase(DataSource pool, int threads, boolean statement) {
    this.pool = pool;
    this.statement = statement;
    this.sinks = new Sink[threads];
    for (int i = 0; i < threads; i++) {
      sinks[i] = new Sink();
    }
  }

  /**
   * @param warmUps and {@code bursts} of {@code millis} of CPU each, for every core that can work
   */
  static void run(
      Peer peer, int threads, int size, boolean statement, int warmUps, int bursts, int millis)
      throws Exception {
    try (Peers.Pool pool = Peers.open(peer, size, false)) {
      var cycle = new CycleCase(pool.source(), threads, statement);
      for (int i = 0; i < warmUps; i++) {
        cycle.burst(millis);
      }
      long ops = 0;
      long wall = 0;
      long cpu = 0;
      long bytes = 0;
      for (int i = 0; i < bursts; i++) {
        Burst burst = cycle.burst(millis);
        ops += burst.ops;
        wall += burst.wall;
        cpu += burst.cpu;
        bytes += burst.bytes;
      }
      Result.put("cpu ns/op", (double) cpu / ops);
      Result.put("ops/ms", ops * 1e6 / wall);
      Result.put("B/op", (double) bytes / ops - (statement ? driversOwnBytes() : 0));
    }
  }

  /** What the stub allocates for a statement and its rows; too few rounds to be compiled. */
  private static double driversOwnBytes() throws SQLException {
    var raw = new StubConnection();
    int rounds = 500;
    long before = Meter.ownBytes();
    for (int i = 0; i < rounds; i++) {
      consume(raw.prepareStatement(SQL).executeQuery());
    }
    return (double) (Meter.ownBytes() - before) / rounds;
  }

  private record Burst(long ops, long wall, long cpu, long bytes) {}

  private record Work(long ops, long bytes) {}

  private Burst burst(int millis) throws InterruptedException {
    over = false;
    var ready = new CountDownLatch(sinks.length);
    var go = new CountDownLatch(1);
    var works = new Work[sinks.length];
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < sinks.length; i++) {
      int index = i;
      var thread =
          new Thread(
              () -> {
                try {
                  ready.countDown();
                  go.await();
                  works[index] = work(sinks[index]);
                } catch (SQLException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      threads.add(thread);
      thread.start();
    }
    ready.await();
    var meter = new Meter();
    go.countDown();
    awaitCpu(meter, millis);
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
    long wall = meter.wallNanos();
    long cpu = meter.cpuNanos();
    long ops = 0;
    long bytes = 0;
    for (Work work : works) {
      ops += work.ops;
      bytes += work.bytes;
    }
    return new Burst(ops, wall, cpu, bytes);
  }

  /** By CPU and not by time, so that a busy machine shortens neither warm-up nor measurement. */
  private void awaitCpu(Meter meter, int millis) {
    int cores = Math.min(sinks.length, Runtime.getRuntime().availableProcessors());
    long enough = TimeUnit.MILLISECONDS.toNanos((long) millis * cores);
    while (meter.cpuNanos() < enough) {
      Pause.millis(10);
    }
  }

  private Work work(Sink sink) throws SQLException {
    long before = Meter.ownBytes();
    long ops = statement ? statements(sink) : cycles();
    return new Work(ops, Meter.ownBytes() - before);
  }

  private long cycles() throws SQLException {
    DataSource source = pool;
    long ops = 0;
    while (!over) {
      for (int i = 0; i < ROUND; i++) {
        Connection connection = source.getConnection();
        consume(connection);
        connection.close();
      }
      ops += ROUND;
    }
    return ops;
  }

  private long statements(Sink sink) throws SQLException {
    DataSource source = pool;
    long ops = 0;
    while (!over) {
      for (int i = 0; i < ROUND; i++) {
        Connection connection = source.getConnection();
        PreparedStatement query = connection.prepareStatement(SQL);
        query.setInt(1, i);
        ResultSet rows = query.executeQuery();
        if (rows.next()) {
          sink.sum += rows.getInt(1);
        }
        consume(rows);
        rows.close();
        query.close();
        connection.close();
      }
      ops += ROUND;
    }
    return ops;
  }

  @SuppressWarnings("unused")
  private static void consume(Object object) {}
}
