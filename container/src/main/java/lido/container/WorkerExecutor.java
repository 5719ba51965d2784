package lido.container;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.inject.Injector;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import lido.container.WorkerId.Role;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker as others see it: it runs coroutines, drains, and may fail. {@link WorkerInstance} is
 * its life. Thread-safe.
 *
 * <p>Why no coroutine is admitted after the drain saw the last one end: {@link #execute} counts the
 * coroutine and then reads {@link #draining}; {@link #drain} sets the flag and then reads the
 * count. So at least one of the two sees the other.
 */
final class WorkerExecutor implements Worker {

  /** Is told of changes. Called outside of locks, by any thread; must not block. */
  interface Listener {

    /** A coroutine has ended: there is room for another. */
    void roomIn(WorkerExecutor worker);

    /** The worker has failed. Called once. */
    void failed(WorkerExecutor worker, Throwable cause);
  }

  private static final Logger LOG = LoggerFactory.getLogger(WorkerExecutor.class);

  private final WorkerId id;
  private final Listener listener;
  private final int maxCoroutines;
  private final ExecutorService threads;

  /**
   * The number of admitted coroutines; during a drain also, for a moment, of refused ones. Never
   * above the maximum, or one refusal would lead to another.
   */
  private final AtomicInteger running = new AtomicInteger();

  /** The coroutines that were admitted and have not ended. */
  private final Set<AdmittedCoroutine> admitted = ConcurrentHashMap.newKeySet();

  /** Why the worker has failed; set once. */
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** Counted down when a drain has nothing more to wait for. */
  private final CountDownLatch drained = new CountDownLatch(1);

  /** Once true this is always true. */
  private volatile boolean draining;

  /** Set once, before the worker serves. A service has the worker before that. */
  private volatile @Nullable Injector injector;

  WorkerExecutor(WorkerId id, int maxCoroutines, ExecutorService threads, Listener listener) {
    this.id = id;
    this.maxCoroutines = maxCoroutines;
    this.threads = threads;
    this.listener = listener;
  }

  /** Makes a worker with the threads and the maximum of the configuration. */
  static WorkerExecutor of(WorkerId id, AppConfig config, ThreadMaker threads, Listener listener) {
    int maxCoroutines =
        switch (id.role()) {
          case REQUESTS -> config.maxCoroutines();
          case TASKS -> 1;
        };
    var name = id.name().replace(' ', '-');
    return new WorkerExecutor(
        id, maxCoroutines, WorkerThreads.executor(name, config.threads(), threads), listener);
  }

  WorkerId workerId() {
    return id;
  }

  void injector(Injector made) {
    injector = made;
  }

  @Override
  public int id() {
    return id.number();
  }

  @Override
  public String name() {
    return id.name();
  }

  @Override
  public boolean isTask() {
    return id.role() == Role.TASKS;
  }

  @Override
  public Injector injector() {
    var made = injector;
    if (made == null) {
      throw new IllegalStateException(name() + " has no injector yet: it is being built");
    }
    return made;
  }

  @Override
  public boolean execute(Runnable coroutine) {
    if (!admit()) {
      return false;
    }
    var waiting = new AdmittedCoroutine(this, coroutine);
    admitted.add(waiting);
    try {
      threads.execute(waiting);
      return true;
    } catch (RejectedExecutionException | VirtualMachineError e) {
      if (!waiting.withdraw()) {
        // It was queued before the failure, and a thread has begun it.
        return true;
      }
      ended(waiting);
      failWithoutThread(e);
      return false;
    }
  }

  private void failWithoutThread(Throwable e) {
    if (e instanceof StackOverflowError own) {
      // The stack of the caller has overflowed: that says nothing of the worker.
      throw own;
    }
    if (!draining) {
      fail(e);
    }
  }

  private boolean admit() {
    int now;
    do {
      now = running.get();
      if (now >= maxCoroutines) {
        return false;
      }
    } while (!running.compareAndSet(now, now + 1));
    if (draining) {
      ended(1);
      return false;
    }
    return true;
  }

  @Override
  public int running() {
    return running.get();
  }

  @Override
  public void fail(Throwable cause) {
    if (failure.compareAndSet(null, cause)) {
      refuse();
      listener.failed(this, cause);
    }
  }

  /** Returns why the worker has failed; null if it has not. */
  @Nullable Throwable failure() {
    return failure.get();
  }

  /** Admits no coroutine from now on. */
  void refuse() {
    draining = true;
    ended(0);
  }

  @Override
  public int dropWaiting() {
    int dropped = 0;
    for (var each : admitted) {
      if (each.thread() == null && each.drop()) {
        ended(each);
        dropped++;
      }
    }
    return dropped;
  }

  /**
   * Admits no coroutine, and waits for the end of the others. At the deadline, or when the caller
   * is interrupted, waiting coroutines are dropped and running ones interrupted.
   *
   * @param left is told of each coroutine before its interrupt
   * @return how many were interrupted or dropped
   */
  int drain(Deadline deadline, Consumer<AdmittedCoroutine> left) {
    refuse();
    int undone = 0;
    if (!await(deadline)) {
      undone = dropWaiting();
      for (var each : admitted) {
        undone++;
        name(each, left);
      }
    }
    for (var never : threads.shutdownNow()) {
      if (never instanceof AdmittedCoroutine waiting && waiting.drop()) {
        ended(waiting);
      }
    }
    return undone;
  }

  /** A name or a pool may throw; the drain goes on. */
  private void name(AdmittedCoroutine each, Consumer<AdmittedCoroutine> left) {
    try {
      left.accept(each);
    } catch (Throwable e) {
      LOG.error("{}: a coroutine that is interrupted has no name", name(), e);
    }
  }

  private boolean await(Deadline deadline) {
    try {
      return drained.await(deadline.left(), NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Runs a coroutine on the thread that has taken it. */
  void run(AdmittedCoroutine begun, Runnable coroutine) {
    try {
      coroutine.run();
    } catch (Throwable e) {
      // First of all: the line in the log may fail for the same reason.
      failIfFatal(e);
      LOG.error("{}: a coroutine failed", name(), e);
    } finally {
      ended(begun);
      listener.roomIn(this);
    }
  }

  @Override
  public String toString() {
    return name();
  }

  private void ended(AdmittedCoroutine coroutine) {
    admitted.remove(coroutine);
    ended(1);
  }

  private void ended(int coroutines) {
    if (running.addAndGet(-coroutines) == 0 && draining) {
      drained.countDown();
    }
  }
}
