package lido.container;

import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lido.config.ConfigException;
import lido.config.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker from its start to its end. The start climbs a ladder (injector, pools, hooks) and
 * climbs down again when a rung fails.
 */
final class WorkerInstance {

  private static final Logger log = LoggerFactory.getLogger(WorkerInstance.class);

  private final WorkerId slot;
  private final Generation generation;
  private final WorkerExecutor lane;
  private final LifecycleManager lifecycle;

  /** Written by the starting thread only. */
  private final Set<Hooks.Owner> begun = new HashSet<>();

  private WorkerInstance(WorkerId slot, Generation generation, ApplicationParts shared) {
    this.slot = slot;
    this.generation = generation;
    this.lane = WorkerExecutor.of(slot, generation.config(), shared.threads(), shared.listener());
    this.lifecycle = new LifecycleManager(slot, shared.users(), shared.threads());
  }

  /** Starts a worker: blocks until its pools are open and its hooks have run. */
  static WorkerInstance start(
      WorkerId slot, Generation generation, ApplicationParts shared, Deadline deadline)
      throws StartException {
    var worker = new WorkerInstance(slot, generation, shared);
    try {
      worker.start(shared, deadline);
      return worker;
    } catch (Throwable e) {
      var steps = shared.stopSteps();
      worker.unwind(steps, deadline.again(generation.config().stopTimeout()));
      if (e instanceof ConfigException problems) {
        throw problems;
      }
      var failure = Failures.start(slot.name() + " did not start", e);
      Failures.suppress(failure, steps.failures());
      throw failure;
    }
  }

  private void start(ApplicationParts shared, Deadline deadline) throws Throwable {
    var own = services(generation, shared.ownModule(), lane, shared.tasks());
    // Production: a singleton that cannot be made fails the start, not the first request.
    var registration = generation.registration();
    var injector =
        Guice.createInjector(Stage.PRODUCTION, own, lifecycle.listener(), registration.services());
    lane.injector(injector);
    lifecycle.open(injector, deadline);
    registration.onWorkerStart.of(lane).start(begun);
    var failure = lane.failure();
    if (failure != null) {
      throw failure;
    }
  }

  /** Returns what every injector has, whatever the providers bind. */
  static Module services(
      Generation generation, Module ownModule, Worker worker, TaskExecutor tasks) {
    return binder -> {
      binder.install(ownModule);
      binder.bind(Config.class).toInstance(generation.config().root());
      binder.bind(Worker.class).toInstance(worker);
      if (generation.config().taskWorkers() > 0) {
        binder.bind(TaskExecutor.class).toInstance(tasks);
      } else {
        binder.bind(TaskExecutor.class).toProvider(generation.config()::noTaskWorkers);
      }
    };
  }

  private void unwind(StopSteps steps, Deadline deadline) {
    lane.refuse();
    stopHooks().stop(begun::contains, steps, deadline);
    drain(steps, deadline.part(1, 3));
    lifecycle.close(steps, deadline);
  }

  WorkerId slot() {
    return slot;
  }

  WorkerExecutor lane() {
    return lane;
  }

  /** Waits for the coroutines that are running, and interrupts those left at the deadline. */
  void drain(StopSteps steps, Deadline deadline) {
    steps.take(slot.name() + " did not drain", () -> lane.drain(deadline, this::warn));
  }

  /** Each in a line of its own: who it was, for how long, and what it took with it. */
  private void warn(AdmittedCoroutine left) {
    var thread = left.thread();
    var held = thread == null ? "" : lifecycle.heldBy(thread);
    log.warn(
        "{}: {} did not end in time and is interrupted, after {}{}",
        slot.name(),
        left.name(),
        Texts.of(Duration.ofMillis(left.age().toMillis())),
        held.isEmpty() ? "" : "; it holds " + held);
  }

  /** Runs the stop hooks and closes the pools. */
  void close(StopSteps steps, Deadline deadline) {
    stopHooks().stop(provider -> true, steps, deadline.part(1, 2));
    lifecycle.close(steps, deadline);
  }

  private Hooks stopHooks() {
    return generation.registration().onWorkerStop.of(lane);
  }

  /** Drains workers side by side, then closes them one after the other. */
  static void stop(
      List<WorkerInstance> workers, StopSteps steps, Deadline drain, Deadline deadline) {
    drain(workers, steps, drain);
    close(workers, steps, deadline);
  }

  static void drain(List<WorkerInstance> workers, StopSteps steps, Deadline deadline) {
    workers.forEach(worker -> worker.lane().refuse());
    workers.forEach(worker -> worker.drain(steps, deadline));
  }

  /**
   * Each may take its share of the time that is left, so that one that hangs does not cost the
   * others theirs.
   */
  static void close(List<WorkerInstance> workers, StopSteps steps, Deadline deadline) {
    for (int left = workers.size(); left > 0; left--) {
      workers.get(workers.size() - left).close(steps, deadline.part(1, left));
    }
  }
}
