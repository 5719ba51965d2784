package lido.pool;

import java.sql.SQLTransientConnectionException;

/** No connection within the acquire timeout; carries what the pool held then. */
public final class AcquireTimeoutException extends SQLTransientConnectionException {

  private static final long serialVersionUID = 1;

  private final PoolStats stats;

  AcquireTimeoutException(String message, PoolStats stats, Throwable cause) {
    super(message, "08001", cause);
    this.stats = stats;
  }

  /** Returns what the pool held when the timeout was over. */
  public PoolStats stats() {
    return stats;
  }
}
