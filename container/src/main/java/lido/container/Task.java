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
 * @param made what the user submitted
 * @param work runs it
 * @param result what the user was given
 */
record Task<T extends @Nullable Object>(
    Object made, Callable<T> work, CompletableFuture<T> result) {

  private static final Logger log = LoggerFactory.getLogger(Task.class);

  /**
   * Runs it, unless its future is done already, with the services of the worker.
   *
   * @return false if it failed
   */
  boolean run(WorkerExecutor lane) {
    if (result.isDone()) {
      return true;
    }
    T value;
    try {
      lane.injector().injectMembers(made);
      value = RequestScope.call(name(), work);
    } catch (Throwable e) {
      log.error("{}: {} failed", lane.name(), name(), e);
      result.completeExceptionally(e);
      lane.failIfFatal(e);
      return false;
    }
    result.complete(value);
    return true;
  }

  /** Lets the future fail: nobody will run the task. */
  void giveUp() {
    result.completeExceptionally(
        new RejectedExecutionException("not run: its task workers have stopped"));
  }

  /** A lambda is named after the class that it stands in. */
  String name() {
    return "task " + made.getClass().getName().replaceFirst("\\$\\$Lambda.*", "");
  }
}
