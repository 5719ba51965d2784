package lido.container;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.partitioningBy;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import lido.container.WorkerId.Role;

/**
 * All workers of one generation. They start together or not at all; one of them may be replaced.
 * Thread-safe.
 */
final class Workers {

  private static final Comparator<WorkerId> BY_ROLE_AND_ID =
      comparing(WorkerId::role).thenComparing(WorkerId::number);

  private final Generation generation;
  private final ApplicationParts parts;
  private final ReentrantLock lock = new ReentrantLock();

  /** The workers that have started. */
  @GuardedBy("lock")
  private final SortedMap<WorkerId, WorkerInstance> started = new TreeMap<>(BY_ROLE_AND_ID);

  /** Whether the workers serve; false until all of them have started. */
  @GuardedBy("lock")
  private boolean serving;

  /** Once true this is always true: no worker may be added any more. */
  @GuardedBy("lock")
  private boolean stopped;

  /** The workers for requests that serve, in the order of their ids; written under the lock. */
  private volatile List<Worker> forRequests = List.of();

  /** The workers for tasks that serve, in the order of their ids; written under the lock. */
  private volatile List<WorkerExecutor> forTasks = List.of();

  Workers(Generation generation, ApplicationParts parts) {
    this.generation = generation;
    this.parts = parts;
  }

  Generation generation() {
    return generation;
  }

  /** Returns the workers for requests in the order of their ids; none before they serve. */
  List<Worker> forRequests() {
    return forRequests;
  }

  /** Returns the workers for tasks in the order of their ids; none before they serve. */
  List<Worker> forTasks() {
    return List.copyOf(forTasks);
  }

  /** Returns the names of all, those for requests first. */
  List<String> names() {
    lock.lock();
    try {
      return started.keySet().stream().map(WorkerId::name).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Starts all workers at once. */
  void startTogether() throws StartException, InterruptedException {
    var ids = generation.config().workerIds();
    start(ids, ids.size());
  }

  /** Starts one worker after the other; none after the first that fails. */
  void startOneByOne() throws StartException, InterruptedException {
    start(generation.config().workerIds(), 1);
  }

  private void start(List<WorkerId> ids, int atOnce) throws StartException, InterruptedException {
    var workers = new WorkerStarter(generation, parts).start(ids, atOnce);
    lock.lock();
    try {
      workers.forEach(worker -> started.put(worker.workerId(), worker));
    } finally {
      lock.unlock();
    }
  }

  /** Lists the workers, and gives them the tasks, from now on. */
  void serve() {
    lock.lock();
    try {
      serving = true;
      list();
    } finally {
      lock.unlock();
    }
    takeTasks();
    announceFailures();
  }

  /** A worker may have failed while others were starting, when it could not be replaced yet. */
  private void announceFailures() {
    Stream.concat(forRequests.stream().map(WorkerExecutor.class::cast), forTasks.stream())
        .forEach(
            executor -> {
              var failure = executor.failure();
              if (failure != null) {
                parts.listener().failed(executor, failure);
              }
            });
  }

  /** A generation without task workers leaves the tasks to the one before. */
  private void takeTasks() {
    if (!forTasks.isEmpty()) {
      parts.tasks().serve(forTasks, generation.config().taskQueue());
    }
  }

  @GuardedBy("lock")
  private void list() {
    var listed = serving ? started.values() : List.<WorkerInstance>of();
    forRequests = executors(listed, Role.REQUESTS).<Worker>map(executor -> executor).toList();
    forTasks = executors(listed, Role.TASKS).toList();
  }

  private static Stream<WorkerExecutor> executors(Collection<WorkerInstance> workers, Role role) {
    return workers.stream()
        .map(WorkerInstance::executor)
        .filter(executor -> executor.workerId().role() == role);
  }

  /**
   * Starts another worker with the id of one that has failed, which the caller has to retire.
   *
   * @param commit asked when the new worker has started; false if it is not wanted any more
   * @return the failed worker; empty, and nothing was done, if it serves no longer
   */
  Optional<WorkerInstance> replace(WorkerExecutor failed, BooleanSupplier commit)
      throws StartException, InterruptedException {
    var old = find(failed);
    if (old.isEmpty()) {
      return old;
    }
    var fresh = new WorkerStarter(generation, parts).start(List.of(failed.workerId()), 1).get(0);
    if (!commit.getAsBoolean() || !put(fresh)) {
      var deadline = parts.in(stopTimeout());
      WorkerInstance.stop(List.of(fresh), parts.stopSteps(), deadline, deadline);
      throw new InterruptedException("the application stops");
    }
    takeTasks();
    return old;
  }

  private Optional<WorkerInstance> find(WorkerExecutor executor) {
    lock.lock();
    try {
      return Optional.ofNullable(started.get(executor.workerId()))
          .filter(each -> each.executor() == executor);
    } finally {
      lock.unlock();
    }
  }

  private boolean put(WorkerInstance worker) {
    lock.lock();
    try {
      if (!stopped) {
        started.put(worker.workerId(), worker);
        list();
      }
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  /** Drains and closes workers that others have replaced. */
  void retire(List<WorkerInstance> workers) {
    WorkerInstance.stop(workers, parts.stopSteps(), parts.in(drainTimeout()), retireDeadline());
  }

  /**
   * Drains and closes all workers, after those of the next generation have replaced them.
   *
   * @param othersTakeTasks whether the next generation has task workers; if not, the tasks that
   *     wait are run here first
   */
  void retire(boolean othersTakeTasks) {
    if (othersTakeTasks) {
      retire(takeReversed());
    } else {
      stop(parts.stopSteps(), parts.in(drainTimeout()), retireDeadline());
    }
  }

  private Deadline retireDeadline() {
    return parts.in(drainTimeout().plus(stopTimeout()));
  }

  /** Closes all workers of a generation that never served. */
  void discard() {
    var deadline = parts.in(stopTimeout());
    WorkerInstance.stop(takeReversed(), parts.stopSteps(), deadline, deadline);
  }

  private Duration drainTimeout() {
    return generation.config().drainTimeout();
  }

  private Duration stopTimeout() {
    return generation.config().stopTimeout();
  }

  /**
   * Drains all workers, those for requests first, since they may submit tasks; then closes them in
   * reverse order.
   */
  void stop(StopSteps steps, Deadline drain, Deadline deadline) {
    var workers = takeReversed();
    var byTask = workers.stream().collect(partitioningBy(worker -> worker.executor().isTask()));
    WorkerInstance.drain(byTask.getOrDefault(false, List.of()), steps, drain);
    steps.take("the tasks did not end", () -> parts.tasks().finish(drain));
    WorkerInstance.drain(byTask.getOrDefault(true, List.of()), steps, drain);
    WorkerInstance.close(workers, steps, deadline);
  }

  private List<WorkerInstance> takeReversed() {
    lock.lock();
    try {
      stopped = true;
      serving = false;
      var taken = new ArrayList<>(started.values());
      Collections.reverse(taken);
      started.clear();
      list();
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
