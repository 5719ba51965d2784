package lido.container;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The turn to change the workers, by a reload or by the replacement of a worker. One thread has it;
 * the others wait. Thread-safe.
 *
 * <p>A thread may leave before its change is done, such as for a drain. The next change does not
 * wait for the rest, but a stop does.
 */
final class ChangeTurn {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();

  @GuardedBy("lock")
  private @Nullable Thread holder;

  /** Whether the holder's change can no longer be undone. */
  @GuardedBy("lock")
  private boolean committed;

  /** The threads that have left and whose changes are not done. */
  @GuardedBy("lock")
  private final Set<Thread> leaving = new HashSet<>();

  /** The threads whose interrupt came from this class; each stays until its change ends. */
  @GuardedBy("lock")
  private final Set<Thread> interrupted = new HashSet<>();

  /** Once true this is always true: no change begins any more. */
  @GuardedBy("lock")
  private boolean over;

  /**
   * Waits until it is the caller's turn.
   *
   * @return false if no change begins any more
   */
  boolean begin() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (isMyTurn()) {
        throw new IllegalStateException("a reload cannot begin inside another");
      }
      while (holder != null && !over) {
        ended.await();
      }
      if (over) {
        return false;
      }
      holder = Thread.currentThread();
      committed = false;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says that the caller's change can no longer be undone. From now on a stop does not interrupt it
   * at once.
   *
   * @return false if the caller must undo its change instead, because the application stops
   */
  boolean commit() {
    lock.lock();
    try {
      committed = !over;
      return committed;
    } finally {
      lock.unlock();
    }
  }

  /** Lets the next change begin. The caller goes on with its own, and calls {@link #end} later. */
  void leave() {
    lock.lock();
    try {
      holder = null;
      leaving.add(Thread.currentThread());
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the caller's change, and clears an interrupt that came from this class. */
  void end() {
    lock.lock();
    try {
      if (!leaving.remove(Thread.currentThread())) {
        holder = null;
      }
      if (interrupted.remove(Thread.currentThread())) {
        Thread.interrupted();
      }
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether it is the caller's turn. */
  boolean isMyTurn() {
    lock.lock();
    try {
      return holder == Thread.currentThread();
    } finally {
      lock.unlock();
    }
  }

  /** Lets no change begin any more, and interrupts the one that can still be undone. */
  void over() {
    lock.lock();
    try {
      // Only once: a second interrupt would cut short the undoing.
      if (!over && !committed && holder != null) {
        interrupt(holder);
      }
      over = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for all changes to end. When patience is at an end, interrupts them and waits again. */
  void awaitEnd(Deadline patience, Deadline deadline) {
    lock.lock();
    try {
      if (!await(patience)) {
        if (holder != null) {
          interrupt(holder);
        }
        leaving.forEach(this::interrupt);
        await(deadline);
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private boolean await(Deadline deadline) {
    boolean cut = false;
    while (!isFree() && deadline.left() > 0) {
      try {
        ended.awaitNanos(deadline.left());
      } catch (InterruptedException e) {
        cut = true;
      }
    }
    if (cut) {
      Thread.currentThread().interrupt();
    }
    return isFree();
  }

  @GuardedBy("lock")
  private boolean isFree() {
    return holder == null && leaving.isEmpty();
  }

  @GuardedBy("lock")
  private void interrupt(Thread thread) {
    interrupted.add(thread);
    thread.interrupt();
  }
}
