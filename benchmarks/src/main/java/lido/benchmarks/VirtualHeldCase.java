package lido.benchmarks;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Thousands of virtual threads on 16 connections, each held 100 times for 200 µs: throughput,
 * waits, how evenly they finish, and whether the carriers stay free for others (a ticker's delay).
 */
final class VirtualHeldCase {

  private static final long HOLD = 200_000;
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int LIMIT_SECONDS = 60;

  private final DataSource pool;
  private volatile boolean over;

  private VirtualHeldCase(DataSource pool) {
    this.pool = pool;
  }

  static void run(Peer peer, int threads, int size, int holds) throws Exception {
    Peers.Pool pool = Peers.open(peer, size, true);
    var held = new VirtualHeldCase(pool.source());
    held.burst(Math.min(threads, 500), 20, false);
    held.burst(threads, holds, true);
    // Without a close: those that did not finish in time would make it wait.
    System.exit(0);
  }

  private void burst(int count, int holds, boolean report) throws InterruptedException {
    over = false;
    var done = new CountDownLatch(count);
    var failed = new AtomicInteger();
    var waits = new Histogram[count];
    var finished = new long[count];
    var ticks = new Histogram();
    VirtualThreads.start(() -> tick(ticks));
    var meter = new Meter();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      int index = i;
      waits[i] = new Histogram();
      VirtualThreads.start(
          () -> {
            try {
              hold(waits[index], holds);
              finished[index] = System.nanoTime() - start;
            } catch (Exception e) {
              failed.incrementAndGet();
            } finally {
              done.countDown();
            }
          });
    }
    done.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    long wall = meter.wallNanos();
    long cpu = meter.cpuNanos();
    long bytes = meter.allocatedBytes();
    over = true;
    if (report) {
      report(waits, finished, wall, cpu, bytes);
      Result.put("tick max us", ticks.max() / 1e3);
      Result.put("unfinished", (double) (done.getCount() + failed.get()));
    }
  }

  private static void report(Histogram[] waits, long[] finished, long wall, long cpu, long bytes) {
    var merged = new Histogram();
    for (Histogram each : waits) {
      merged.add(each);
    }
    var ends = new ArrayList<Long>();
    for (long end : finished) {
      if (end > 0) {
        ends.add(end);
      }
    }
    double mean = ends.stream().mapToLong(Long::longValue).average().orElse(1);
    double variance =
        ends.stream().mapToDouble(end -> (end - mean) * (end - mean)).average().orElse(0);
    Result.put("ops/ms", merged.total() * 1e6 / wall);
    Result.put("p50 us", merged.percentile(50) / 1e3);
    Result.put("p99 us", merged.percentile(99) / 1e3);
    Result.put("p99.9 us", merged.percentile(99.9) / 1e3);
    Result.put("max us", merged.max() / 1e3);
    Result.put("finish CV", Math.sqrt(variance) / mean);
    Result.put("cpu ns/op", (double) cpu / merged.total());
    Result.put("B/op", (double) bytes / merged.total());
  }

  private void hold(Histogram waits, int holds) throws Exception {
    for (int i = 0; i < holds; i++) {
      long start = System.nanoTime();
      Connection connection = pool.getConnection();
      waits.add(System.nanoTime() - start);
      LockSupport.parkNanos(HOLD);
      connection.close();
    }
  }

  private void tick(Histogram ticks) {
    while (!over) {
      long start = System.nanoTime();
      LockSupport.parkNanos(TICK);
      ticks.add(System.nanoTime() - start - TICK);
    }
  }
}
