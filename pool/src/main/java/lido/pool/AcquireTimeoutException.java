package lido.pool;

import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** No connection within the acquire timeout; carries what the pool held then. */
public final class AcquireTimeoutException extends SQLTransientConnectionException {

  private static final long serialVersionUID = 1;

  private final transient PoolStats stats;

  AcquireTimeoutException(String message, PoolStats stats, @Nullable Throwable lastFailure) {
    super(
        lastFailure == null
            ? message
            : message + "\n  last failure to open one: " + lastFailure.getMessage(),
        "08001",
        lastFailure);
    this.stats = stats;
  }

  /** Returns what the pool held when the timeout was over. */
  public PoolStats stats() {
    return stats;
  }

  static String message(
      DatabaseConfig config, String owner, long waitedMillis, PoolStats stats, String held) {
    String path = config.path();
    return path
        + ": no connection within "
        + waitedMillis
        + " ms ("
        + (owner.isEmpty() ? "" : owner + ", ")
        + "in use "
        + stats.inUse()
        + "/"
        + stats.max()
        + ", idle "
        + stats.idle()
        + ", opening "
        + stats.opening()
        + ", waiting "
        + stats.waiting()
        + ")"
        + held
        + "\n  fix:   close connections sooner (set "
        + path
        + ".pool.leak-detection-threshold to see who holds them), or raise "
        + path
        + ".pool.max; see docs/troubleshooting.md";
  }
}
