package lido.container;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One coroutine that a lane has let in: it waits for a thread, runs, or was dropped. */
final class AdmittedCoroutine implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(AdmittedCoroutine.class);

  private final WorkerExecutor lane;
  private final Runnable coroutine;
  private final long since = System.nanoTime();

  /** Whether somebody has begun or dropped it: only one of both happens, once. */
  private final AtomicBoolean taken = new AtomicBoolean();

  /** Who runs it; null while it waits. */
  private volatile @Nullable Thread thread;

  AdmittedCoroutine(WorkerExecutor lane, Runnable coroutine) {
    this.lane = lane;
    this.coroutine = coroutine;
  }

  @Override
  public void run() {
    if (take()) {
      thread = Thread.currentThread();
      lane.run(this, coroutine);
    }
  }

  /** Keeps it from beginning, without a word to it; returns false if it has begun. */
  boolean withdraw() {
    return take();
  }

  /** Keeps it from beginning, and tells it so; returns false, and does nothing, if it has begun. */
  boolean drop() {
    if (!take()) {
      return false;
    }
    if (coroutine instanceof Coroutine told) {
      try {
        told.dropped();
      } catch (Throwable e) {
        // The others that wait must hear of it, too.
        LOG.error("{}: a coroutine that was dropped has failed", lane.name(), e);
      }
    }
    return true;
  }

  private boolean take() {
    return taken.compareAndSet(false, true);
  }

  /** Returns who runs it; null while it waits. */
  @Nullable Thread thread() {
    return thread;
  }

  String name() {
    return coroutine instanceof Coroutine named ? named.name() : "a coroutine";
  }

  /** Returns how long ago it was let in. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - since);
  }
}
