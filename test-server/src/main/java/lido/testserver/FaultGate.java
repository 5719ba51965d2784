package lido.testserver;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Where a proxy's threads wait until the present mode lets them pass. Thread-safe. */
final class FaultGate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private Mode mode = Mode.PASS;

  void set(Mode next) {
    lock.lock();
    try {
      mode = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes the waiting, to look at their own end. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until what arrived at {@code arrival} may pass; {@code isNew} says whether it is a
   * connect. Returns the mode that let it through; after {@code closed} just any.
   */
  Mode await(long arrival, boolean isNew, BooleanSupplier closed) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed.getAsBoolean()) {
        if (mode.kind() == Kind.BLACKHOLE || (isNew && mode.kind() == Kind.ACCEPT_SILENTLY)) {
          changed.await();
          continue;
        }
        long left = arrival + mode.oneWay().toNanos() - System.nanoTime();
        if (left <= 0) {
          break;
        }
        changed.await(left, NANOSECONDS);
      }
      return mode;
    } finally {
      lock.unlock();
    }
  }

  enum Kind {
    PASS,
    BLACKHOLE,
    ACCEPT_SILENTLY,
    CUT
  }

  /** A mode and its numbers. The same cut ordered twice is two modes: each counts anew. */
  record Mode(Kind kind, Duration oneWay, int bytes, long orderedAt) {

    static final Mode PASS = new Mode(Kind.PASS, Duration.ZERO, 0, 0);
    static final Mode BLACKHOLE = new Mode(Kind.BLACKHOLE, Duration.ZERO, 0, 0);
    static final Mode ACCEPT_SILENTLY = new Mode(Kind.ACCEPT_SILENTLY, Duration.ZERO, 0, 0);

    static Mode delay(Duration oneWay) {
      return new Mode(Kind.PASS, oneWay, 0, 0);
    }

    static Mode cutAfter(int bytes) {
      return new Mode(Kind.CUT, Duration.ZERO, bytes, System.nanoTime());
    }
  }
}
