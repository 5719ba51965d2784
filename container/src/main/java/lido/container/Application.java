package lido.container;

import com.google.inject.Module;
import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import lido.config.ConfigException;
import lido.config.ConfigLoader;
import lido.config.ConfigProblem;
import lido.config.ConfigSection;

/**
 * The kernel: reads the configuration, loads the providers, starts the workers, and stops
 * everything in reverse order. {@link AppState} has the table of its states. Thread-safe.
 */
public final class Application implements AutoCloseable {

  private final Supplier<Config> source;
  private final boolean serves;
  private final Generations generations;
  private final ApplicationLife life = new ApplicationLife();

  /** Complete when the start begins. */
  private final List<ServiceProvider> inCode = new CopyOnWriteArrayList<>();

  Application(Supplier<Config> source, ThreadMaker threads) {
    this(source, threads, new StandbyThread(threads), true);
  }

  Application(Supplier<Config> source, ThreadMaker threads, Delay delay) {
    this(source, threads, delay, true);
  }

  private Application(Supplier<Config> source, ThreadMaker threads, Delay delay, boolean serves) {
    this.source = source;
    this.serves = serves;
    this.generations = new Generations(serves, ownModule(), threads, delay);
  }

  /** An application with a configuration file, over the reference.conf of every module. */
  public static Application of(Path conf) {
    return new Application(() -> ConfigLoader.load(conf), ThreadMaker::daemon);
  }

  /** An application with a configuration from code, over the reference.conf of every module. */
  public static Application of(Config config) {
    return new Application(() -> ConfigLoader.over(config), ThreadMaker::daemon);
  }

  /**
   * An application that runs one command and does not serve. It has one worker with its pools, and
   * one task worker if any are configured. Its {@link Container#onStart} hooks run, such as
   * migrations; {@link Container#onClaim} and {@link Container#onStarted} hooks do not.
   */
  public static Application forCommand(Path conf) {
    return forCommand(() -> ConfigLoader.load(conf));
  }

  /** The same with a configuration from code. */
  public static Application forCommand(Config config) {
    return forCommand(() -> ConfigLoader.over(config));
  }

  private static Application forCommand(Supplier<Config> source) {
    ThreadMaker threads = ThreadMaker::daemon;
    return new Application(
        () -> ConfigLoader.oneWorker(source.get()), threads, new StandbyThread(threads), false);
  }

  /**
   * Returns a block of a configuration file, over the reference.conf of every module, for a program
   * that looks at an application from outside. A value that refers to an unset environment variable
   * is reported when it is read, and not before.
   *
   * @throws ConfigException when the file is not there or cannot be parsed
   */
  public static ConfigSection section(Path conf, String path, Consumer<ConfigProblem> problems) {
    return ConfigSection.of(ConfigLoader.peek(conf), path, problems);
  }

  /**
   * Returns a configuration file and the files that it includes. Of a file that cannot be parsed,
   * returns only itself.
   */
  public static Set<Path> files(Path conf) {
    return ConfigLoader.files(conf);
  }

  /** Adds providers after those of {@code app.providers}. Allowed only before the start. */
  public Application register(ServiceProvider... providers) {
    for (var provider : providers) {
      life.beforeStart("register providers", () -> register(provider));
    }
    return this;
  }

  private void register(ServiceProvider provider) {
    if (inCode.stream().anyMatch(known -> known == provider)) {
      throw new IllegalArgumentException(provider + " is registered twice");
    }
    inCode.add(provider);
  }

  /**
   * Reads the configuration and lets the providers register, which is also the beginning of a
   * start. Starts and opens nothing.
   *
   * @throws ConfigException with every problem of the configuration
   * @throws StartException when a provider failed
   */
  public Inspection inspect() throws StartException {
    return new Inspection(ownModule(), first());
  }

  private Generation first() throws StartException {
    return Registrar.first(this, source.get(), inCode);
  }

  private Module ownModule() {
    return binder -> binder.bind(Application.class).toInstance(this);
  }

  /** Returns whether this application serves; false if it only runs a command. */
  public boolean serves() {
    return serves;
  }

  /**
   * Starts: configuration, providers, workers with their pools. Blocks until everything has
   * started; the workers may take {@code app.start-timeout}. A stop by another thread or an
   * interrupt makes the start fail. A start that fails undoes everything.
   *
   * @throws ConfigException with every problem of the configuration
   * @throws StartException when a provider, a worker or a hook failed
   */
  public void start() throws StartException {
    life.beginStart();
    Set<Hooks.Owner> begun = new HashSet<>();
    try {
      start(begun);
      life.settle(AppState.RUNNING, null);
    } catch (InterruptedException e) {
      var interrupted = new StartException("the start was interrupted", e);
      undo(begun, interrupted);
      Thread.currentThread().interrupt();
      throw interrupted;
    } catch (Throwable e) {
      undo(begun, e);
      throw e;
    }
  }

  private void start(Set<Hooks.Owner> begun) throws StartException, InterruptedException {
    generations.start(first(), begun);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void undo(Set<Hooks.Owner> begun, Throwable cause) {
    Failures.suppress(cause, stop(begun::contains, false));
    life.settle(AppState.FAILED, cause);
  }

  /**
   * Replaces all workers by those of the next generation, and blocks until that is done:
   *
   * <ol>
   *   <li>The configuration is read again, and the providers register again.
   *   <li>The new workers start, one after the other, while the old ones serve.
   *   <li>When all have started, they get all requests and tasks from one moment to the next.
   *   <li>The old workers drain, at most {@code server.drain-timeout}, and are closed.
   * </ol>
   *
   * <p>After a failure in the first two steps the new workers are closed, and the old ones go on.
   * After a failure of a {@link Container#onReloaded} hook the new ones go on, and the exception is
   * thrown at the end.
   *
   * <p>One change at a time: before its first step a reload waits for the end of another one, and
   * of the replacement of a worker. A coroutine must not call this: the drain would wait for it.
   *
   * @throws ConfigException with every problem of the configuration
   * @throws StartException when a provider, a hook or a worker failed, or the application stops
   * @throws IllegalStateException when the application is not running
   */
  public ReloadResult reload() throws StartException {
    life.require(AppState.RUNNING, "reload");
    return generations
        .reload(before -> Registrar.next(before, this, source.get(), inCode))
        .orElseThrow(() -> life.wrongState(AppState.RUNNING, "reload"));
  }

  /**
   * Stops. The state becomes STOPPING, which readiness shows. After {@code server.drain-delay}
   * everything stops in reverse order: stop hooks, coroutines, worker stop hooks, pools. Blocks for
   * at most that delay and {@code app.stop-timeout}, and goes on after any failure. A second stop
   * waits for the end of the first and does nothing.
   */
  public void stop() {
    if (generations.isCallerReloading()) {
      throw new IllegalStateException("a reload hook cannot stop the application: let it throw");
    }
    if (generations.isCallerAStopHook()) {
      throw new IllegalStateException("a stop hook cannot stop the application: it is stopping");
    }
    if (!life.beginStop()) {
      return;
    }
    var failures = stop(provider -> true, serves);
    life.settle(failures.isEmpty() ? AppState.STOPPED : AppState.FAILED, Failures.merge(failures));
  }

  /** Returns the failures, and never throws: other threads wait for the end of the stop. */
  private List<Throwable> stop(Predicate<Hooks.Owner> which, boolean announced) {
    try {
      return generations.stop(which, announced);
    } catch (Throwable e) {
      return List.of(e);
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** Returns the state now. */
  public AppState state() {
    return life.state();
  }

  /** Returns why the state is FAILED; nothing in all other states. */
  public Optional<Throwable> failure() {
    return life.failure();
  }

  /** Returns {@code app.name}; not before the configuration is read. */
  public String name() {
    return current().config().name();
  }

  /** Returns {@code app.version}; not before the configuration is read. */
  public String version() {
    return current().config().version();
  }

  /**
   * Returns the resolved configuration of the generation that serves; not before a start has read
   * it.
   */
  public Config config() {
    return current().config().root();
  }

  /**
   * Returns {@code server.drain-timeout} of the generation that serves; not before the
   * configuration is read.
   */
  public Duration drainTimeout() {
    return current().config().drainTimeout();
  }

  /** Returns the number of the generation that serves: 1 after the start, 2 after one reload. */
  public int generation() {
    return current().number();
  }

  /**
   * Returns the workers for requests, in the order of their ids; none before all have started. Ask
   * anew for each request: the list never changes, but another list takes its place when a worker
   * is replaced. Cheap.
   */
  public List<Worker> workers() {
    return generations.current().map(Workers::forRequests).orElse(List.of());
  }

  /** Returns the workers for tasks in the same way. */
  public List<Worker> taskWorkers() {
    return generations.current().map(Workers::forTasks).orElse(List.of());
  }

  /** Returns the numbers of the queue of tasks. */
  public TaskQueueStats taskQueue() {
    return generations.tasks();
  }

  private Generation current() {
    return generations
        .current()
        .map(Workers::generation)
        .orElseThrow(() -> life.wrongState(AppState.RUNNING, "read the configuration"));
  }
}
