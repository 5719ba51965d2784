package lido.pool;

/** Makes what a pool throws when it is exhausted; only this package may. */
public final class ExhaustedPool {

  private ExhaustedPool() {}

  public static AcquireTimeoutException failure() {
    return new AcquireTimeoutException(
        "database.default: no connection within 3s", new PoolStats(4, 0, 0, 9, 4), null);
  }
}
