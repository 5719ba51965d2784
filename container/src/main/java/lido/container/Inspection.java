package lido.container;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import java.util.List;
import java.util.function.Consumer;
import lido.config.ConfigProblem;
import lido.config.ConfigSection;
import lido.container.WorkerId.Role;

/**
 * A look at an application that is not started: its configuration is checked, its providers have
 * registered, and nothing is open. For programs such as {@code bin/console}. Not thread-safe.
 */
public final class Inspection {

  private final Module ownModule;
  private final Generation generation;

  Inspection(Module ownModule, Generation generation) {
    this.ownModule = ownModule;
    this.generation = generation;
  }

  /** Returns a block of the configuration. */
  public ConfigSection section(String path, Consumer<ConfigProblem> problems) {
    return ConfigSection.of(generation.config().root(), path, problems);
  }

  /** Returns how many workers a start would start, those for tasks included. */
  public int workers() {
    return generation.config().allWorkers();
  }

  /**
   * Returns a new injector with the bindings of a worker and this {@code Inspection}. It makes a
   * service only when it is asked for it, and opens no pool.
   *
   * @throws StartException when a binding is wrong
   */
  public Injector injector() throws StartException {
    try {
      return injector(Stage.DEVELOPMENT);
    } catch (CreationException e) {
      throw Failures.start("the bindings are wrong", e);
    }
  }

  /** Returns the problems of the bindings; none if they are right. Makes no service. */
  public List<String> bindingProblems() {
    try {
      return PoolScan.poolsOf(injector(Stage.TOOL)).stream()
          .map(PoolScan::complaint)
          .filter(complaint -> !complaint.isEmpty())
          .distinct()
          .toList();
    } catch (CreationException e) {
      return List.of(Failures.text("the bindings are wrong", e));
    }
  }

  private Injector injector(Stage stage) {
    var nobody =
        new WorkerExecutor.Listener() {
          @Override
          public void roomIn(WorkerExecutor worker) {}

          @Override
          public void failed(WorkerExecutor worker, Throwable cause) {}
        };
    // It never has a coroutine, so none of its threads ever starts.
    var first = new WorkerId(Role.REQUESTS, 0);
    var worker = WorkerExecutor.of(first, generation.config(), ThreadMaker::daemon, nobody);
    var injector =
        Guice.createInjector(
            stage,
            binder -> binder.bind(Inspection.class).toInstance(this),
            WorkerInstance.services(generation, ownModule, worker, new TaskQueue()),
            generation.registration().services());
    worker.injector(injector);
    return injector;
  }
}
