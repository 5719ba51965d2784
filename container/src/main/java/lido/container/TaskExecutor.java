package lido.container;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * Runs tasks apart from the requests, in the workers of {@code server.task-workers}. Each worker
 * runs one task at a time; at most {@code server.task-queue} tasks wait. Bound in every worker.
 * Without task workers its injection is an error. Thread-safe.
 *
 * <p>A task runs inside a {@link lido.pool.RequestScope}. Its {@code @Inject} fields and methods
 * are filled by the task worker that runs it. An object that it has from its maker belongs to
 * another worker, which may have stopped by then.
 *
 * <p>A waiting task outlives a reload. A stop runs all tasks that wait, as far as {@code
 * app.stop-timeout} allows.
 */
public interface TaskExecutor {

  /**
   * Queues a task and returns at once. An exception of the task is logged, and is the failure of
   * the future. A future that is cancelled early keeps its task from running.
   *
   * @throws java.util.concurrent.RejectedExecutionException when the queue is full, or no worker
   *     takes tasks any more
   */
  <T> CompletableFuture<T> submit(Callable<T> task);

  /** Queues a task without a result. */
  CompletableFuture<Void> submit(Runnable task);
}
