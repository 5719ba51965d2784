package lido.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * 64 platform threads on 8 connections, each held for 100 µs: throughput, and who waits how long.
 */
final class HeldCase {

  private static final long HOLD = 100_000;

  private final DataSource pool;
  private volatile boolean over;

  private HeldCase(DataSource pool) {
    this.pool = pool;
  }

  static void run(Peer peer, int threads, int size, int warmUpMillis, int millis) throws Exception {
    try (Peers.Pool pool = Peers.open(peer, size, false)) {
      var held = new HeldCase(pool.source());
      held.burst(threads, warmUpMillis, false);
      held.burst(threads, millis, true);
    }
  }

  private void burst(int count, int millis, boolean report) throws InterruptedException {
    over = false;
    var ready = new CountDownLatch(count);
    var go = new CountDownLatch(1);
    var waits = new Histogram[count];
    var bytes = new long[count];
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < count; i++) {
      int index = i;
      waits[i] = new Histogram();
      var thread =
          new Thread(
              () -> {
                try {
                  ready.countDown();
                  go.await();
                  long before = Meter.ownBytes();
                  hold(waits[index]);
                  bytes[index] = Meter.ownBytes() - before;
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
    Pause.millis(millis);
    over = true;
    long wall = meter.wallNanos();
    for (Thread thread : threads) {
      thread.join();
    }
    long cpu = meter.cpuNanos();
    if (report) {
      var all = new Histogram();
      long allocated = 0;
      for (int i = 0; i < count; i++) {
        all.add(waits[i]);
        allocated += bytes[i];
      }
      Result.put("ops/ms", all.total() * 1e6 / wall);
      Result.put("p50 us", all.percentile(50) / 1e3);
      Result.put("p99 us", all.percentile(99) / 1e3);
      Result.put("max us", all.max() / 1e3);
      Result.put("cpu ns/op", (double) cpu / all.total());
      Result.put("B/op", (double) allocated / all.total());
    }
  }

  private void hold(Histogram waits) throws SQLException {
    while (!over) {
      long start = System.nanoTime();
      Connection connection = pool.getConnection();
      waits.add(System.nanoTime() - start);
      LockSupport.parkNanos(HOLD);
      connection.close();
    }
  }
}
