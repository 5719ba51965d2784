package lido.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Virtual threads by the hundred thousand, one acquire and return each. */
final class ChurnCase {

  /** Alive at once: enough to keep the carriers busy, too few for the starter to run far ahead. */
  private static final int BATCH = 1_000;

  private ChurnCase() {}

  /**
   * @param bursts of so many threads each, after one to warm up; the figures are of all together
   */
  static void run(Peer peer, int threads, int size, int bursts) throws Exception {
    try (Peers.Pool pool = Peers.open(peer, size, true)) {
      churn(pool.source(), threads);
      int ops = threads * bursts;
      var meter = new Meter();
      churn(pool.source(), ops);
      Result.put("cpu ns/op", (double) meter.cpuNanos() / ops);
      Result.put("ops/ms", ops * 1e6 / meter.wallNanos());
      Result.put("B/op", (double) meter.allocatedBytes() / ops);
    }
  }

  private static void churn(DataSource pool, int threads) throws InterruptedException {
    Runnable cycle =
        () -> {
          try {
            Connection connection = pool.getConnection();
            connection.close();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        };
    var batch = new Thread[BATCH];
    for (int started = 0; started < threads; started += BATCH) {
      for (int i = 0; i < BATCH; i++) {
        batch[i] = VirtualThreads.start(cycle);
      }
      for (Thread thread : batch) {
        thread.join();
      }
    }
  }
}
