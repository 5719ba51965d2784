package lido.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.sql.Connection;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a database alive whose data are gone with its last connection, also in the moment in which
 * the pool replaces that one: by a connection of its own, that nobody uses. Thread-safe.
 */
final class MemoryHold {

  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private @Nullable Connection held;

  @GuardedBy("lock")
  private boolean ended;

  /** Takes hold, if that is needed and nobody has done it; called after the first connect. */
  void take(DatabaseConfig row, Connector connector) throws OpenFailure {
    if (!row.livesByConnections() || isHeld()) {
      return;
    }
    Connection another = connector.connect();
    lock.lock();
    try {
      if (held == null && !ended) {
        held = another;
        return;
      }
    } finally {
      lock.unlock();
    }
    Connector.discard(another);
  }

  private boolean isHeld() {
    lock.lock();
    try {
      return held != null;
    } finally {
      lock.unlock();
    }
  }

  /** Lets go: the pool is closed. */
  void end() {
    Connection last;
    lock.lock();
    try {
      ended = true;
      last = held;
      held = null;
    } finally {
      lock.unlock();
    }
    if (last != null) {
      Connector.discard(last);
    }
  }
}
