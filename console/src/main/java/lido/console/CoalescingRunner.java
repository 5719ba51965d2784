package lido.console;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Work that anybody may ask for at any time: one run at a time, and at most one that waits behind
 * it, which serves all who have asked meanwhile. Thread-safe.
 */
final class CoalescingRunner implements Runnable {

  private final Runnable work;
  private final ReentrantLock running = new ReentrantLock();

  /** A run is asked for and has not begun: what changes now it will see. */
  private final AtomicBoolean waits = new AtomicBoolean();

  CoalescingRunner(Runnable work) {
    this.work = work;
  }

  /** Returns when the work has been done, or at once if another who asked is still to do it. */
  @Override
  public void run() {
    if (!waits.compareAndSet(false, true)) {
      return;
    }
    running.lock();
    try {
      waits.set(false);
      work.run();
    } finally {
      running.unlock();
    }
  }
}
