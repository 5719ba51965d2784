package lido.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import lido.testserver.TestDatabase;

/** Counts a user's sessions on the server all the time, and remembers the most there ever were. */
final class SessionPeak implements AutoCloseable {

  private final CompletableFuture<Integer> peak = new CompletableFuture<>();
  private final Connection admin;
  private final String sql;
  private volatile boolean stopped;

  SessionPeak(TestDatabase database) throws SQLException {
    admin = database.server().admin();
    // The server's clock is the pause between two looks.
    sql =
        "SELECT COUNT(*), SLEEP(0.002) FROM information_schema.PROCESSLIST WHERE USER = '"
            + database.user()
            + "'";
    new Thread(this::watch, "session-peak").start();
  }

  private void watch() {
    int most = 0;
    try {
      while (!stopped) {
        most = Math.max(most, Integer.parseInt(Pools.ask(admin, sql)));
      }
      peak.complete(most);
    } catch (SQLException | RuntimeException e) {
      peak.completeExceptionally(e);
    }
  }

  /** Ends the counting. */
  int peak() {
    stopped = true;
    return peak.join();
  }

  @Override
  public void close() throws SQLException {
    peak();
    admin.close();
  }
}
