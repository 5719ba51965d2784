package lido.pool;

import java.lang.ref.Cleaner;

/**
 * Notices handles that became garbage without being closed. Only where leaks are watched: it costs
 * a reference for each lease. Nothing in the pool refers to a handle, so it does not matter whether
 * its statements were closed.
 */
final class LeakReclaimer {

  private static final Cleaner CLEANER = Cleaner.create();

  private LeakReclaimer() {}

  static void watch(PooledConnection connection) {
    // Neither may refer to the handle, or it would never become garbage.
    PoolEntry entry = connection.entry();
    long lease = connection.lease();
    CLEANER.register(connection, () -> entry.pool.reclaim(entry, lease));
  }
}
