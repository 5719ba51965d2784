package lido.pool;

import java.util.concurrent.locks.ReentrantLock;

/** The state of one pool: its parts ask here instead of each keeping a flag. Thread-safe. */
final class PoolLife {

  private final ReentrantLock lock = new ReentrantLock();

  /** Written under the lock, read by anyone. */
  private volatile PoolState state = PoolState.NEW;

  /**
   * Moves on; no state ever comes back.
   *
   * @return false where another thread has moved it that far already
   * @throws IllegalStateException for a move that the table of {@link PoolState} does not have
   */
  boolean moveTo(PoolState next) {
    lock.lock();
    try {
      if (state.compareTo(next) >= 0) {
        return false;
      }
      if (!state.canMoveTo(next)) {
        throw new IllegalStateException("bug: a pool cannot move from " + state + " to " + next);
      }
      state = next;
      return true;
    } finally {
      lock.unlock();
    }
  }

  boolean isOpen() {
    return state == PoolState.OPEN;
  }

  /** Whether it is closing or closed: nothing is opened or scheduled any more. */
  boolean isOver() {
    return state.compareTo(PoolState.DRAINING) >= 0;
  }

  boolean isClosed() {
    return state == PoolState.CLOSED;
  }
}
