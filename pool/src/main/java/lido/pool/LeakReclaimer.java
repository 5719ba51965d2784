package lido.pool;

import java.lang.ref.Cleaner;

/**
 * Notices handles that became garbage without being closed. Only where leaks are watched: it costs
 * a reference for each lease. A handle whose statement is still open is reachable through its entry
 * and is only reported, by the {@link Keeper}.
 */
final class LeakReclaimer {

  private static final Cleaner CLEANER = Cleaner.create();

  private LeakReclaimer() {}

  static void watch(PooledConnection connection) {
    // Neither may refer to the handle, or it would never become garbage.
    PoolEntry entry = connection.entry;
    long lease = connection.lease();
    CLEANER.register(connection, () -> entry.pool.returns().reclaim(entry, lease));
  }
}
