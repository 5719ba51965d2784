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
 * The life of one worker: its injector, its pools, its hooks, and its {@link WorkerExecutor}. The
 * start is a ladder of these; when a rung fails, it climbs down again.
 */
final class WorkerInstance {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerInstance.class);

  private final WorkerId id;
  private final Generation generation;
  private final WorkerExecutor executor;
  private final LifecycleManager lifecycle;

  /** The providers with a start hook that began. Written by the starting thread only. */
  private final Set<Hooks.Owner> begun = new HashSet<>();

  private WorkerInstance(WorkerId id, Generation generation, ApplicationParts parts) {
    this.id = id;
    this.generation = generation;
    this.executor = WorkerExecutor.of(id, generation.config(), parts.threads(), parts.listener());
    this.lifecycle = new LifecycleManager(id, parts.users(), parts.threads());
  }

  /** Starts a worker: blocks until its pools are open and its hooks have run. */
  static WorkerInstance start(
      WorkerId id, Generation generation, ApplicationParts parts, Deadline deadline)
      throws StartException {
    var worker = new WorkerInstance(id, generation, parts);
    try {
      worker.start(parts, deadline);
      return worker;
    } catch (Throwable e) {
      var steps = parts.stopSteps();
      worker.unwind(steps, deadline.again(generation.config().stopTimeout()));
      if (e instanceof ConfigException problems) {
        throw problems;
      }
      var failure = Failures.start(id.name() + " did not start", e);
      Failures.suppress(failure, steps.failures());
      throw failure;
    }
  }

  private void start(ApplicationParts parts, Deadline deadline) throws Throwable {
    var own = services(generation, parts.ownModule(), executor, parts.tasks());
    // Production: a singleton that cannot be made fails the start, not the first request.
    var registration = generation.registration();
    var injector =
        Guice.createInjector(Stage.PRODUCTION, own, lifecycle.listener(), registration.services());
    executor.injector(injector);
    lifecycle.open(injector, deadline);
    registration.onWorkerStart.of(executor).start(begun);
    var failure = executor.failure();
    if (failure != null) {
      throw failure;
    }
  }

  /** Returns the bindings that every injector has, in addition to those of the providers. */
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
    executor.refuse();
    stopHooks().stop(begun::contains, steps, deadline);
    drain(steps, deadline.part(1, 3));
    lifecycle.close(steps, deadline);
  }

  WorkerId workerId() {
    return id;
  }

  WorkerExecutor executor() {
    return executor;
  }

  /** Waits for the running coroutines, and interrupts those that are left at the deadline. */
  void drain(StopSteps steps, Deadline deadline) {
    steps.take(id.name() + " did not drain", () -> executor.drain(deadline, this::warn));
  }

  /** A line for each interrupted coroutine: its name, its age, and the connections it holds. */
  private void warn(AdmittedCoroutine left) {
    var thread = left.thread();
    var held = thread == null ? "" : lifecycle.heldBy(thread);
    LOG.warn(
        "{}: {} did not end in time and is interrupted, after {}{}",
        id.name(),
        left.name(),
        Texts.of(Duration.ofMillis(left.age().toMillis())),
        held.isEmpty() ? "" : "; it holds " + held);
  }

  /** Runs the stop hooks, then closes the pools. */
  void close(StopSteps steps, Deadline deadline) {
    stopHooks().stop(provider -> true, steps, deadline.part(1, 2));
    lifecycle.close(steps, deadline);
  }

  private Hooks stopHooks() {
    return generation.registration().onWorkerStop.of(executor);
  }

  /** Drains workers side by side, then closes them one after the other. */
  static void stop(
      List<WorkerInstance> workers, StopSteps steps, Deadline drain, Deadline deadline) {
    drain(workers, steps, drain);
    close(workers, steps, deadline);
  }

  static void drain(List<WorkerInstance> workers, StopSteps steps, Deadline deadline) {
    workers.forEach(worker -> worker.executor().refuse());
    workers.forEach(worker -> worker.drain(steps, deadline));
  }

  /** Closes workers one after the other. Each has its share of the time, even if another hangs. */
  static void close(List<WorkerInstance> workers, StopSteps steps, Deadline deadline) {
    for (int left = workers.size(); left > 0; left--) {
      workers.get(workers.size() - left).close(steps, deadline.part(1, left));
    }
  }
}
