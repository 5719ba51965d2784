package lido.container;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.IdentityHashMap;
import java.util.concurrent.locks.ReentrantLock;
import lido.pool.PoolInterface;

/**
 * Counts the workers that use each pool. A pool bound with {@code toInstance} is one object for all
 * workers: each of them opens it, which opens nothing twice, and the last closes it. Thread-safe.
 */
final class PoolUsers {

  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final IdentityHashMap<PoolInterface, Integer> users = new IdentityHashMap<>();

  void add(PoolInterface pool) {
    lock.lock();
    try {
      users.merge(pool, 1, Integer::sum);
    } finally {
      lock.unlock();
    }
  }

  /** Removes one user; returns whether it was the last one, which has to close the pool. */
  boolean removeLast(PoolInterface pool) {
    lock.lock();
    try {
      return users.computeIfPresent(pool, (same, count) -> count == 1 ? null : count - 1) == null;
    } finally {
      lock.unlock();
    }
  }
}
