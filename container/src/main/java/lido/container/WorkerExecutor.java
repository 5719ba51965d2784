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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker: runs coroutines, drains, fails. Thread-safe.
 *
 * <p>Why no coroutine is let in after the drain saw the last one end: {@link #execute} first counts
 * itself and then looks at {@link #draining}; {@link #drain} first sets it and then looks at the
 * count. So at least one of them sees the other.
 */
final class WorkerExecutor implements Worker {

  /** Hears of what changes in a lane. Called outside of locks, by any thread; must not block. */
  interface Listener {

    /** A coroutine has ended: there is room for another. */
    void roomIn(WorkerExecutor lane);

    /** The lane has failed, once. */
    void failed(WorkerExecutor lane, Throwable cause);
  }

  private static final Logger log = LoggerFactory.getLogger(WorkerExecutor.class);

  private final WorkerId slot;
  private final Listener listener;
  private final int maxCoroutines;
  private final ExecutorService threads;

  /**
   * Coroutines that were let in and have not ended; while draining also, for a moment, those that
   * are refused. Never above the maximum: a refusal that counted itself would refuse others.
   */
  private final AtomicInteger running = new AtomicInteger();

  /** Those that were let in and have not ended. */
  private final Set<AdmittedCoroutine> accepted = ConcurrentHashMap.newKeySet();

  /** Why the worker has failed; set once. */
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** Counted down when nothing runs while draining. */
  private final CountDownLatch drained = new CountDownLatch(1);

  /** Once true this is always true. */
  private volatile boolean draining;

  /** Set once, before the worker serves; its services may be given the worker before that. */
  private volatile @Nullable Injector injector;

  WorkerExecutor(WorkerId slot, int maxCoroutines, ExecutorService threads, Listener listener) {
    this.slot = slot;
    this.maxCoroutines = maxCoroutines;
    this.threads = threads;
    this.listener = listener;
  }

  /** Makes a worker with as many coroutines and threads as the configuration says. */
  static WorkerExecutor of(
      WorkerId slot, AppConfig config, ThreadMaker threads, Listener listener) {
    int maxCoroutines =
        switch (slot.role()) {
          case REQUESTS -> config.maxCoroutines();
          case TASKS -> 1;
        };
    var name = slot.name().replace(' ', '-');
    return new WorkerExecutor(
        slot, maxCoroutines, WorkerThreads.executor(name, config.threads(), threads), listener);
  }

  WorkerId slot() {
    return slot;
  }

  void injector(Injector made) {
    injector = made;
  }

  @Override
  public int id() {
    return slot.id();
  }

  @Override
  public String name() {
    return slot.name();
  }

  @Override
  public boolean isTask() {
    return slot.role() == Role.TASKS;
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
    if (!letIn()) {
      return false;
    }
    var admitted = new AdmittedCoroutine(this, coroutine);
    accepted.add(admitted);
    try {
      threads.execute(admitted);
      return true;
    } catch (RejectedExecutionException | VirtualMachineError e) {
      return isBegunDespite(e, admitted);
    }
  }

  /** No thread for the coroutine, and none to be expected for those that follow. */
  private boolean isBegunDespite(Throwable e, AdmittedCoroutine admitted) {
    if (!admitted.withdraw()) {
      // The executor had queued it before it failed, and a thread has taken it up.
      return true;
    }
    ended(admitted);
    if (e instanceof StackOverflowError own) {
      // The caller's, as it would be of any other method.
      throw own;
    }
    if (!draining) {
      fail(e);
    }
    return false;
  }

  private boolean letIn() {
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

  /** Lets no coroutine in from now on. */
  void refuse() {
    draining = true;
    ended(0);
  }

  @Override
  public int dropWaiting() {
    int dropped = 0;
    for (var each : accepted) {
      if (each.thread() == null && each.drop()) {
        ended(each);
        dropped++;
      }
    }
    return dropped;
  }

  /**
   * Waits until every coroutine has ended. At the deadline, or when the caller is interrupted,
   * those that wait for a thread are dropped, and those that run are interrupted.
   *
   * @param left hears of each that is about to be interrupted
   * @return how many were interrupted or dropped
   */
  int drain(Deadline deadline, Consumer<AdmittedCoroutine> left) {
    refuse();
    int undone = 0;
    if (!await(deadline)) {
      undone = dropWaiting();
      for (var each : accepted) {
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

  /** Whatever a coroutine's name or a pool throws, the drain goes on. */
  private void name(AdmittedCoroutine each, Consumer<AdmittedCoroutine> left) {
    try {
      left.accept(each);
    } catch (Throwable e) {
      log.error("{}: a coroutine that is interrupted has no name", name(), e);
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

  /** Runs what a thread has taken up. */
  void run(AdmittedCoroutine begun, Runnable coroutine) {
    try {
      coroutine.run();
    } catch (Throwable e) {
      // Before the line in the log, which may fail for the same reason.
      failIfFatal(e);
      log.error("{}: a coroutine failed", name(), e);
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
    accepted.remove(coroutine);
    ended(1);
  }

  private void ended(int coroutines) {
    if (running.addAndGet(-coroutines) == 0 && draining) {
      drained.countDown();
    }
  }
}
