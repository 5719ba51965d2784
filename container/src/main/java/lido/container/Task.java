package lido.container;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import lido.pool.RequestScope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task from its submission to its end.
 *
 * @param made the object that the user submitted
 * @param work runs that object
 * @param result the future that the user was given
 */
record Task<T extends @Nullable Object>(
    Object made, Callable<T> work, CompletableFuture<T> result) {

  private static final Logger LOG = LoggerFactory.getLogger(Task.class);

  /**
   * Fills the task's injection points from the worker and runs the task, unless its future is done
   * already.
   *
   * @return false if the task failed
   */
  boolean run(WorkerExecutor worker) {
    if (result.isDone()) {
      return true;
    }
    T value;
    try {
      worker.injector().injectMembers(made);
      value = RequestScope.call(name(), work);
    } catch (Throwable e) {
      LOG.error("{}: {} failed", worker.name(), name(), e);
      result.completeExceptionally(e);
      worker.failIfFatal(e);
      return false;
    }
    result.complete(value);
    return true;
  }

  /** Fails the future of a task that will not run. */
  void giveUp() {
    result.completeExceptionally(
        new RejectedExecutionException("not run: its task workers have stopped"));
  }

  /** A lambda is named after the class that it stands in. */
  String name() {
    return "task " + made.getClass().getName().replaceFirst("\\$\\$Lambda.*", "");
  }
}
