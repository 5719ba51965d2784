package lido.console;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Work that any thread may ask for at any time. One run is under way at a time, and at most one
 * waits. The waiting run serves all threads that ask meanwhile. Thread-safe.
 */
final class CoalescingRunner implements Runnable {

  private final Runnable work;
  private final ReentrantLock running = new ReentrantLock();

  /** A run is asked for and has not begun. It will see each change until it begins. */
  private final AtomicBoolean waits = new AtomicBoolean();

  CoalescingRunner(Runnable work) {
    this.work = work;
  }

  /** Returns when the work is done. Returns at once if the waiting run will do it. */
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
