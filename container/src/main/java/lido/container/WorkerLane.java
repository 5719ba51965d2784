package lido.container;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.inject.Injector;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker: runs coroutines, drains. Thread-safe.
 *
 * <p>Why no coroutine is let in after the drain saw the last one end: {@link #execute} first counts
 * itself and then looks at {@link #draining}; {@link #drain} first sets it and then looks at the
 * count. So at least one of them sees the other.
 */
final class WorkerLane implements Worker {

  private static final Logger log = LoggerFactory.getLogger(WorkerLane.class);

  private final int id;
  private final int maxCoroutines;
  private final ExecutorService threads;

  /** Coroutines that were let in and have not ended, and for a moment those that are refused. */
  private final AtomicInteger running = new AtomicInteger();

  /** Counted down when nothing runs while draining. */
  private final CountDownLatch drained = new CountDownLatch(1);

  /** Once true this is always true. */
  private volatile boolean draining;

  /** Set once, before the worker serves; its services may be given the worker before that. */
  private volatile @Nullable Injector injector;

  WorkerLane(int id, AppConfig config) {
    this.id = id;
    this.maxCoroutines = config.maxCoroutines();
    this.threads = WorkerThreads.executor("worker-" + id, config.threads());
  }

  void injector(Injector made) {
    injector = made;
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public Injector injector() {
    var made = injector;
    if (made == null) {
      throw new IllegalStateException("worker " + id + " has no injector yet: it is being built");
    }
    return requireNonNull(made);
  }

  @Override
  public boolean execute(Runnable coroutine) {
    if (running.incrementAndGet() > maxCoroutines || draining) {
      ended(1);
      return false;
    }
    try {
      threads.execute(() -> run(coroutine));
      return true;
    } catch (RejectedExecutionException e) {
      ended(1);
      return false;
    }
  }

  @Override
  public int running() {
    return running.get();
  }

  /** Lets no coroutine in from now on. */
  void refuse() {
    draining = true;
    ended(0);
  }

  /**
   * Waits until every coroutine has ended, and interrupts those that have not at the deadline.
   *
   * @return how many had to be interrupted, or were never begun
   */
  int drain(Deadline deadline) {
    refuse();
    int left = 0;
    if (!await(deadline)) {
      left = running.get();
    }
    ended(threads.shutdownNow().size());
    return left;
  }

  private boolean await(Deadline deadline) {
    try {
      return drained.await(deadline.left(), NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void run(Runnable coroutine) {
    try {
      coroutine.run();
    } catch (Throwable e) {
      log.error("worker {}: a coroutine failed", id, e);
    } finally {
      ended(1);
    }
  }

  private void ended(int coroutines) {
    if (running.addAndGet(-coroutines) == 0 && draining) {
      drained.countDown();
    }
  }
}
