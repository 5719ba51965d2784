package lido.container;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time change the workers: by a reload, or by replacing one that failed. The
 * others wait. Thread-safe.
 */
final class Turns {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();

  @GuardedBy("lock")
  private @Nullable Thread holder;

  /** Whether the holder has passed the point from which it only goes forward. */
  @GuardedBy("lock")
  private boolean committed;

  /** Whether the holder was interrupted from here. */
  @GuardedBy("lock")
  private boolean interrupted;

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
      if (isHeldHere()) {
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
      interrupted = false;
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

  /** Ends the caller's turn, and takes back an interrupt that was meant only for it. */
  void end() {
    lock.lock();
    try {
      holder = null;
      if (interrupted) {
        Thread.interrupted();
      }
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether it is the caller's turn. */
  boolean isHeldHere() {
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
      over = true;
      if (!committed) {
        interruptHolder();
      }
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the turn that has not ended, and interrupts its holder when patience is at an end.
   */
  void awaitEnd(Deadline patience, Deadline deadline) {
    lock.lock();
    try {
      if (!isFree(patience)) {
        interruptHolder();
        isFree(deadline);
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private boolean isFree(Deadline deadline) {
    boolean cut = false;
    while (holder != null && deadline.left() > 0) {
      try {
        ended.awaitNanos(deadline.left());
      } catch (InterruptedException e) {
        cut = true;
      }
    }
    if (cut) {
      Thread.currentThread().interrupt();
    }
    return holder == null;
  }

  @GuardedBy("lock")
  private void interruptHolder() {
    if (holder != null) {
      interrupted = true;
      holder.interrupt();
    }
  }
}
