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

/**
 * An application that is looked at and not started: its configuration is read and checked, its
 * providers have registered, and nothing is open. For programs such as {@code bin/console}. Not
 * thread-safe.
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
   * Returns a new injector as a worker has it, and with this {@code Inspection} bound, which makes
   * only what it is asked for: pools that it makes are not opened.
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

  /**
   * Returns what is wrong with the bindings, found without making anything; nothing if they are
   * right.
   */
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
          public void roomIn(WorkerExecutor lane) {}

          @Override
          public void failed(WorkerExecutor lane, Throwable cause) {}
        };
    // Its threads start with its first coroutine, and it never has one.
    var first = new WorkerId(Role.REQUESTS, 0);
    var lane = WorkerExecutor.of(first, generation.config(), ThreadMaker::daemon, nobody);
    var injector =
        Guice.createInjector(
            stage,
            binder -> binder.bind(Inspection.class).toInstance(this),
            WorkerInstance.services(generation, ownModule, lane, new TaskQueue()),
            generation.registration().services());
    lane.injector(injector);
    return injector;
  }
}
