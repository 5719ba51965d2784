package lido.container;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The state of an application, and the waiting for its next one. Thread-safe. */
final class ApplicationLife {

  private final ReentrantLock lock = new ReentrantLock();

  /** Signalled when a start or a stop has come to its end. */
  private final Condition settled = lock.newCondition();

  @GuardedBy("lock")
  private AppState state = AppState.NEW;

  /** Why the state is FAILED. */
  @GuardedBy("lock")
  private @Nullable Throwable failure;

  /** The thread that starts, for a stop to interrupt; null at all other times. */
  @GuardedBy("lock")
  private @Nullable Thread starter;

  AppState state() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  /** Returns why the state is FAILED; nothing in all other states. */
  Optional<Throwable> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure);
    } finally {
      lock.unlock();
    }
  }

  /** Runs a change that is allowed only while the state is NEW, and short. */
  void beforeStart(String what, Runnable change) {
    lock.lock();
    try {
      require(AppState.NEW, what);
      change.run();
    } finally {
      lock.unlock();
    }
  }

  /** Moves to STARTING; the caller is the one that starts. */
  void beginStart() {
    lock.lock();
    try {
      require(AppState.NEW, "start");
      moveTo(AppState.STARTING);
      starter = Thread.currentThread();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Moves to STOPPING, after the end of a start, which is interrupted.
   *
   * @return whether the caller has to stop everything; false if that has been done, by another
   *     thread that the caller has waited for, or before
   */
  boolean beginStop() {
    lock.lock();
    try {
      if (state == AppState.STARTING && starter != null) {
        if (starter == Thread.currentThread()) {
          throw new IllegalStateException("a start hook cannot stop the application: let it throw");
        }
        starter.interrupt();
      }
      while (state == AppState.STARTING || state == AppState.STOPPING) {
        settled.awaitUninterruptibly();
      }
      if (state == AppState.NEW) {
        moveTo(AppState.STOPPED);
      }
      if (state.isFinal()) {
        return false;
      }
      moveTo(AppState.STOPPING);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends a start or a stop. */
  void settle(AppState next, @Nullable Throwable cause) {
    lock.lock();
    try {
      moveTo(next);
      failure = cause;
      starter = null;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Checks the state.
   *
   * @throws IllegalStateException with the state and the one that was expected
   */
  void require(AppState expected, String what) {
    lock.lock();
    try {
      if (state != expected) {
        throw wrongState(expected, what);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns what is thrown where the state does not allow what was asked for. */
  IllegalStateException wrongState(AppState expected, String what) {
    return new IllegalStateException(
        "cannot %s: application is %s, expected %s".formatted(what, state(), expected));
  }

  @GuardedBy("lock")
  private void moveTo(AppState next) {
    if (!state.canMoveTo(next)) {
      throw new IllegalStateException("bug: application cannot move from " + state + " to " + next);
    }
    state = next;
  }
}
