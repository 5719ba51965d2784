package lido.container;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one queue of tasks of an application. It outlives the generations and their task workers.
 * Thread-safe.
 *
 * <p>Why no task is forgotten in the queue: an added task is offered to every worker. A worker that
 * refuses is busy; when its coroutine has ended, the queue is offered to it again. New workers are
 * offered the queue, too.
 */
final class TaskQueue implements TaskExecutor {

  private static final Logger LOG = LoggerFactory.getLogger(TaskQueue.class);

  private final ReentrantLock lock = new ReentrantLock();

  /** Signalled when the last accepted task has ended. */
  private final Condition allEnded = lock.newCondition();

  @GuardedBy("lock")
  private final Deque<Task<?>> queue = new ArrayDeque<>();

  /** The number of tasks in the queue, plus those that run. */
  @GuardedBy("lock")
  private int unfinished;

  /** How many tasks may wait; 0 while there is no task worker. */
  @GuardedBy("lock")
  private int capacity;

  @GuardedBy("lock")
  private long endedBefore;

  @GuardedBy("lock")
  private long failedBefore;

  private volatile List<WorkerExecutor> workers = List.of();

  /** Gives the tasks to these workers from now on. */
  void serve(List<WorkerExecutor> taskWorkers, int mostWaiting) {
    lock.lock();
    try {
      workers = List.copyOf(taskWorkers);
      capacity = mostWaiting;
    } finally {
      lock.unlock();
    }
    offer();
  }

  @Override
  public <T> CompletableFuture<T> submit(Callable<T> task) {
    return add(new Task<>(task, task, new CompletableFuture<>()));
  }

  @Override
  public CompletableFuture<Void> submit(Runnable task) {
    Callable<@Nullable Void> work =
        () -> {
          task.run();
          return null;
        };
    return add(new Task<>(task, work, new CompletableFuture<>()));
  }

  private <T extends @Nullable Object> CompletableFuture<T> add(Task<T> task) {
    lock.lock();
    try {
      if (capacity == 0) {
        throw new RejectedExecutionException("no task worker takes tasks any more, or yet");
      }
      if (queue.size() >= capacity) {
        throw new RejectedExecutionException(
            """
            the task queue is full (waiting %s/%s, running %s)
              fix:   submit less at once, or raise server.task-workers or server.task-queue"""
                .formatted(queue.size(), capacity, unfinished - queue.size()));
      }
      queue.add(task);
      unfinished++;
    } finally {
      lock.unlock();
    }
    offer();
    return task.result();
  }

  /** Offers the waiting tasks to every worker. */
  void offer() {
    for (var worker : workers) {
      if (isEmpty()) {
        return;
      }
      worker.execute(new Next(worker));
    }
  }

  /** A coroutine that runs the task at the head of the queue, if there is one. */
  private final class Next implements Coroutine {

    private final WorkerExecutor worker;
    private volatile String name = "a task";

    private Next(WorkerExecutor worker) {
      this.worker = worker;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void run() {
      var task = poll();
      if (task != null) {
        name = task.name();
        boolean failed = true;
        try {
          failed = !task.run(worker);
        } finally {
          ran(failed);
        }
      }
    }

    /** The task is still in the queue. */
    @Override
    public void dropped() {}
  }

  /** Returns the numbers of this moment. */
  TaskQueueStats stats() {
    lock.lock();
    try {
      return new TaskQueueStats(
          queue.size(), unfinished - queue.size(), capacity, endedBefore, failedBefore);
    } finally {
      lock.unlock();
    }
  }

  private void ran(boolean failed) {
    lock.lock();
    try {
      endedBefore++;
      failedBefore += failed ? 1 : 0;
      ended(1);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Accepts no more tasks and waits for the end of the others. At the deadline, or when the caller
   * is interrupted, the tasks that have not begun are given up: their futures fail.
   */
  void finish(Deadline deadline) {
    var left = new ArrayDeque<Task<?>>();
    lock.lock();
    try {
      capacity = 0;
      awaitEnd(deadline);
      left.addAll(queue);
      queue.clear();
    } finally {
      lock.unlock();
    }
    if (!left.isEmpty()) {
      LOG.warn("{} tasks did not begin in time and are given up", left.size());
      left.forEach(Task::giveUp);
      ended(left.size());
    }
  }

  @GuardedBy("lock")
  private void awaitEnd(Deadline deadline) {
    try {
      while (unfinished > 0 && deadline.left() > 0) {
        allEnded.awaitNanos(deadline.left());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ended(int tasks) {
    lock.lock();
    try {
      unfinished -= tasks;
      if (unfinished == 0) {
        allEnded.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Task<?> poll() {
    lock.lock();
    try {
      return queue.poll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isEmpty() {
    lock.lock();
    try {
      return queue.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
