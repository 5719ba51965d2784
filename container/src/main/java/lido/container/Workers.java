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

/** The workers of one generation: starts all of them or none, replaces, stops. Thread-safe. */
final class Workers {

  private static final Comparator<WorkerId> BY_ROLE_AND_ID =
      comparing(WorkerId::role).thenComparing(WorkerId::id);

  private final Generation generation;
  private final ApplicationParts shared;
  private final ReentrantLock lock = new ReentrantLock();

  /** Those that have started. */
  @GuardedBy("lock")
  private final SortedMap<WorkerId, WorkerInstance> started = new TreeMap<>(BY_ROLE_AND_ID);

  /** Whether the workers serve: not before all of them have started. */
  @GuardedBy("lock")
  private boolean serving;

  /** Once true this is always true: nobody may be put into a place any more. */
  @GuardedBy("lock")
  private boolean stopped;

  /** The workers for requests that serve, in the order of their ids; written under the lock. */
  private volatile List<Worker> forRequests = List.of();

  /** The workers for tasks that serve, in the order of their ids; written under the lock. */
  private volatile List<WorkerExecutor> forTasks = List.of();

  Workers(Generation generation, ApplicationParts shared) {
    this.generation = generation;
    this.shared = shared;
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

  /** Returns what all of them are called, those for requests first. */
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
    var slots = generation.config().slots();
    start(slots, slots.size());
  }

  /** Starts the workers one after the other: the first that fails is the last that tries. */
  void startOneByOne() throws StartException, InterruptedException {
    start(generation.config().slots(), 1);
  }

  private void start(List<WorkerId> slots, int atOnce) throws StartException, InterruptedException {
    var workers = new WorkerStarter(generation, shared).start(slots, atOnce);
    lock.lock();
    try {
      workers.forEach(worker -> started.put(worker.slot(), worker));
    } finally {
      lock.unlock();
    }
  }

  /** From now on the workers are listed and take tasks. */
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

  /** Who failed while others were starting was not yet in a place, so nobody could replace it. */
  private void announceFailures() {
    Stream.concat(forRequests.stream().map(WorkerExecutor.class::cast), forTasks.stream())
        .forEach(
            lane -> {
              var failure = lane.failure();
              if (failure != null) {
                shared.listener().failed(lane, failure);
              }
            });
  }

  /** Workers without task workers leave the tasks to those who have them. */
  private void takeTasks() {
    if (!forTasks.isEmpty()) {
      shared.tasks().serve(forTasks, generation.config().taskQueue());
    }
  }

  @GuardedBy("lock")
  private void list() {
    var lanes = serving ? started.values() : List.<WorkerInstance>of();
    forRequests = lanes(lanes, Role.REQUESTS).<Worker>map(lane -> lane).toList();
    forTasks = lanes(lanes, Role.TASKS).toList();
  }

  private static Stream<WorkerExecutor> lanes(Collection<WorkerInstance> workers, Role role) {
    return workers.stream().map(WorkerInstance::lane).filter(lane -> lane.slot().role() == role);
  }

  /**
   * Starts another worker in the place of one that has failed, which is then to be retired.
   *
   * @param commit asked when the new one has started; false if it is not wanted any more
   * @return the worker that has lost its place; empty, and nothing was done, if it had none any
   *     more
   */
  Optional<WorkerInstance> replace(WorkerExecutor failed, BooleanSupplier commit)
      throws StartException, InterruptedException {
    var old = find(failed);
    if (old.isEmpty()) {
      return old;
    }
    var fresh = new WorkerStarter(generation, shared).start(List.of(failed.slot()), 1).get(0);
    if (!commit.getAsBoolean() || !put(fresh)) {
      var deadline = shared.in(stopTimeout());
      WorkerInstance.stop(List.of(fresh), shared.stopSteps(), deadline, deadline);
      throw new InterruptedException("the application stops");
    }
    takeTasks();
    return old;
  }

  private Optional<WorkerInstance> find(WorkerExecutor lane) {
    lock.lock();
    try {
      return Optional.ofNullable(started.get(lane.slot())).filter(each -> each.lane() == lane);
    } finally {
      lock.unlock();
    }
  }

  private boolean put(WorkerInstance worker) {
    lock.lock();
    try {
      if (!stopped) {
        started.put(worker.slot(), worker);
        list();
      }
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  /** Drains and closes workers that have lost their places. */
  void retire(List<WorkerInstance> workers) {
    WorkerInstance.stop(workers, shared.stopSteps(), shared.in(drainTimeout()), retireDeadline());
  }

  /** Drains and closes all workers, after those of another generation have taken their places. */
  void retire(boolean othersTakeTasks) {
    if (othersTakeTasks) {
      retire(takeReversed());
    } else {
      stop(shared.stopSteps(), shared.in(drainTimeout()), retireDeadline());
    }
  }

  private Deadline retireDeadline() {
    return shared.in(drainTimeout().plus(stopTimeout()));
  }

  /** Closes all workers, which have never served. */
  void discard() {
    var deadline = shared.in(stopTimeout());
    WorkerInstance.stop(takeReversed(), shared.stopSteps(), deadline, deadline);
  }

  private Duration drainTimeout() {
    return generation.config().drainTimeout();
  }

  private Duration stopTimeout() {
    return generation.config().stopTimeout();
  }

  /**
   * Drains all workers at once, those for requests first, for they may submit tasks; then closes
   * them one after the other, the last first.
   */
  void stop(StopSteps steps, Deadline drain, Deadline deadline) {
    var workers = takeReversed();
    var byTask = workers.stream().collect(partitioningBy(worker -> worker.lane().isTask()));
    WorkerInstance.drain(byTask.getOrDefault(false, List.of()), steps, drain);
    steps.take("the tasks did not end", () -> shared.tasks().finish(drain));
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
