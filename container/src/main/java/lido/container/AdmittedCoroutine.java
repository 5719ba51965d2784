package lido.container;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A coroutine that a worker has admitted: it waits for a thread, runs, or was dropped. */
final class AdmittedCoroutine implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(AdmittedCoroutine.class);

  private final WorkerExecutor worker;
  private final Runnable coroutine;
  private final long since = System.nanoTime();

  /** Set by the first of three: run, drop, withdraw. The other two then do nothing. */
  private final AtomicBoolean taken = new AtomicBoolean();

  /** The thread that runs it; null while it waits. */
  private volatile @Nullable Thread thread;

  AdmittedCoroutine(WorkerExecutor worker, Runnable coroutine) {
    this.worker = worker;
    this.coroutine = coroutine;
  }

  @Override
  public void run() {
    if (take()) {
      thread = Thread.currentThread();
      worker.run(this, coroutine);
    }
  }

  /** Keeps it from beginning, without telling it; returns false if it has begun. */
  boolean withdraw() {
    return take();
  }

  /** Keeps it from beginning, and tells it; returns false, and does nothing, if it has begun. */
  boolean drop() {
    if (!take()) {
      return false;
    }
    if (coroutine instanceof Coroutine told) {
      try {
        told.dropped();
      } catch (Throwable e) {
        // The other coroutines must be told, too.
        LOG.error("{}: a coroutine that was dropped has failed", worker.name(), e);
      }
    }
    return true;
  }

  private boolean take() {
    return taken.compareAndSet(false, true);
  }

  /** Returns the thread that runs it; null while it waits. */
  @Nullable Thread thread() {
    return thread;
  }

  String name() {
    return coroutine instanceof Coroutine named ? named.name() : "a coroutine";
  }

  /** Returns the time since its admission. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - since);
  }
}
