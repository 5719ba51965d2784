package lido.pool;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call into a driver with a deadline. Ends exactly once: with its result, its failure, or, when
 * the deadline is over, with neither; the thread is interrupted then, and a result that comes later
 * is disposed of.
 */
abstract class GuardedCall<T> extends FutureTask<T> {

  /** Where its thread is; {@code LOST} once it was given up, while it still is in the driver. */
  private enum Where {
    NOT_THERE,
    IN_DRIVER,
    LOST,
    GONE
  }

  private final DriverThreads threads;
  private final Consumer<T> dispose;
  private final AtomicReference<Where> thread = new AtomicReference<>(Where.NOT_THERE);
  private volatile Background.@Nullable Scheduled guard;
  private volatile Background.@Nullable Scheduled reminder;

  GuardedCall(DriverThreads threads, Callable<T> call, Consumer<T> dispose) {
    super(call);
    this.threads = threads;
    this.dispose = dispose;
  }

  /** Called once, on the calling thread or, when it was given up, on the timer's: never blocks. */
  abstract void ended(@Nullable T result, @Nullable Throwable failure);

  /** Called on the timer's thread when it takes long; seldom, but also when it has just ended. */
  void slow() {}

  /** Runs it on a thread of its own. */
  void start(long timeout) {
    start(timeout, timeout);
  }

  /** Runs it on a thread of its own; {@link #slow} is called in between. */
  void start(long slow, long timeout) {
    try {
      Background background = threads.background();
      if (slow < timeout) {
        reminder = background.after(slow, this::slow);
      }
      guard = background.after(timeout, () -> cancel(true));
      background.run(this);
    } catch (RuntimeException | Error e) {
      // No thread to be had.
      setException(e);
    }
  }

  @Override
  public void run() {
    thread.set(Where.IN_DRIVER);
    try {
      super.run();
    } finally {
      if (thread.getAndSet(Where.GONE) == Where.LOST) {
        threads.find();
      }
    }
  }

  @Override
  protected void set(T result) {
    super.set(result);
    if (isCancelled()) {
      dispose.accept(result);
    }
  }

  private static void cancel(Background.@Nullable Scheduled scheduled) {
    if (scheduled != null) {
      scheduled.cancel();
    }
  }

  @Override
  protected void done() {
    cancel(reminder);
    cancel(guard);
    if (isCancelled() && thread.compareAndSet(Where.IN_DRIVER, Where.LOST)) {
      threads.lose();
    }
    T result = null;
    Throwable failure = null;
    try {
      result = get();
    } catch (ExecutionException e) {
      failure = e.getCause();
    } catch (CancellationException | InterruptedException e) {
      failure = null;
    }
    ended(result, failure);
  }
}
