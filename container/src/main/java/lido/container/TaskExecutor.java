package lido.container;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * Runs tasks apart from the requests, in the workers of {@code server.task-workers}: each runs one
 * at a time, the others wait in a queue of at most {@code server.task-queue}. Bound in every
 * worker; to inject it where there are no task workers is an error. Thread-safe.
 *
 * <p>A task runs inside a {@link lido.pool.RequestScope}. Its {@code @Inject} fields and methods
 * are filled from the task worker that runs it; what it has from its maker belongs to a worker that
 * may have stopped by then. A task that is waiting outlives a reload; a stop runs all of them, as
 * far as {@code app.stop-timeout} allows.
 */
public interface TaskExecutor {

  /**
   * Queues a task and returns at once. What it throws is logged, and is the future's failure. A
   * future that is cancelled before its task began keeps the task from running.
   *
   * @throws java.util.concurrent.RejectedExecutionException when the queue is full, or no worker
   *     takes tasks any more
   */
  <T> CompletableFuture<T> submit(Callable<T> task);

  /** Queues a task that returns nothing; all else as above. */
  CompletableFuture<Void> submit(Runnable task);
}
