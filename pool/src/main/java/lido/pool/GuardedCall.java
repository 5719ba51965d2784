package lido.pool;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call into a driver with a deadline. Ends exactly once: with its result, its failure, or, when
 * the deadline is over, with neither; the thread is interrupted then, and a result that comes later
 * is disposed of.
 */
abstract class GuardedCall<T> extends FutureTask<T> {

  private final Consumer<T> dispose;
  private volatile Background.@Nullable Scheduled guard;
  private volatile Background.@Nullable Scheduled reminder;

  GuardedCall(Callable<T> call, Consumer<T> dispose) {
    super(call);
    this.dispose = dispose;
  }

  /** Called once, on the calling thread or, when it was given up, on the timer's: never blocks. */
  abstract void ended(@Nullable T result, @Nullable Throwable failure);

  /** Called on the timer's thread when it takes long; seldom, but also when it has just ended. */
  void slow() {}

  /** Runs it on a thread of its own. */
  void start(Background background, long timeout) {
    start(background, timeout, timeout);
  }

  /** Runs it on a thread of its own; {@link #slow} is called in between. */
  void start(Background background, long slow, long timeout) {
    try {
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
