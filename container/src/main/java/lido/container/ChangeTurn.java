package lido.container;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time change the workers: by a reload, or by replacing one that failed. The
 * others wait. Who has changed them may leave before all is done: a stop waits for that, too, but
 * no other change does. Thread-safe.
 */
final class ChangeTurn {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();

  @GuardedBy("lock")
  private @Nullable Thread holder;

  /** Whether the holder has passed the point from which it only goes forward. */
  @GuardedBy("lock")
  private boolean committed;

  /** Who has left and is not done. */
  @GuardedBy("lock")
  private final Set<Thread> leaving = new HashSet<>();

  /** Who was interrupted from here, until it ends. */
  @GuardedBy("lock")
  private final Set<Thread> interrupted = new HashSet<>();

  /** Once true this is always true: nobody begins any more. */
  @GuardedBy("lock")
  private boolean over;

  /**
   * Waits until it is the caller's turn.
   *
   * @return false if nobody begins any more
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
   * From here on the holder goes forward and is not interrupted at once.
   *
   * @return false if it must go back instead, because nobody wants the change any more
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

  /** Lets the next one begin; the caller still has something to do, and ends then. */
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

  /** Ends the caller's turn, and takes back an interrupt that was meant only for it. */
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

  /** Lets nobody begin any more, and interrupts a holder who has not committed. */
  void over() {
    lock.lock();
    try {
      // Not again: the holder may be undoing what it did, which another interrupt would cut short.
      if (!over && !committed && holder != null) {
        interrupt(holder);
      }
      over = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for whoever has not ended, and interrupts them when patience is at an end. */
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
