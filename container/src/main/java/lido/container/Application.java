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
 * everything in reverse. {@link AppState} tells how it moves. Thread-safe.
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

  /** An application whose configuration is this file over every module's reference.conf. */
  public static Application of(Path conf) {
    return new Application(() -> ConfigLoader.load(conf), ThreadMaker::daemon);
  }

  /** An application with a configuration given in code, over every module's reference.conf. */
  public static Application of(Config config) {
    return new Application(() -> ConfigLoader.over(config), ThreadMaker::daemon);
  }

  /**
   * An application that runs one command and serves nobody: one worker with its pools, and one task
   * worker if there are any. Its {@link Container#onStart} hooks run, such as migrations, but no
   * {@link Container#onClaim} or {@link Container#onStarted} hook, such as listeners.
   */
  public static Application forCommand(Path conf) {
    return forCommand(() -> ConfigLoader.load(conf));
  }

  /** As above, with a configuration given in code. */
  public static Application forCommand(Config config) {
    return forCommand(() -> ConfigLoader.over(config));
  }

  private static Application forCommand(Supplier<Config> source) {
    ThreadMaker threads = ThreadMaker::daemon;
    return new Application(
        () -> ConfigLoader.oneWorker(source.get()), threads, new StandbyThread(threads), false);
  }

  /**
   * Returns a block of a configuration file over every module's reference.conf, for a program that
   * looks at an application from outside. Starts nothing; what refers to an environment variable
   * that is not set here is missing only where it is read.
   *
   * @throws ConfigException when the file is not there or cannot be parsed
   */
  public static ConfigSection section(Path conf, String path, Consumer<ConfigProblem> problems) {
    return ConfigSection.of(ConfigLoader.peek(conf), path, problems);
  }

  /**
   * Returns the files that a configuration is read from: the file, and those that it includes and
   * that are there. Of a file that cannot be parsed, only itself.
   */
  public static Set<Path> files(Path conf) {
    return ConfigLoader.files(conf);
  }

  /** Adds providers after those of {@code app.providers}; only before the start. */
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
   * Reads the configuration and lets the providers register, as a start does first, and no more:
   * starts and opens nothing.
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

  /** Returns whether this is for serving; false for one that only runs a command. */
  public boolean serves() {
    return serves;
  }

  /**
   * Starts: configuration, providers, workers with their pools. Blocks until all of it has started;
   * the workers take at most {@code app.start-timeout}. A stop from another thread, or an
   * interrupt, ends the start as a failure.
   *
   * @throws ConfigException with every problem of the configuration
   * @throws StartException when a provider, a worker or a hook failed; everything is undone then
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
   * Reads the configuration again, lets the providers register again, and replaces all workers by
   * workers of this next generation: they start one after the other beside those that serve; when
   * all have started, requests and tasks go to them from one moment to the next; then the old ones
   * drain, at most {@code server.drain-timeout}, and are closed. Blocks until that is done. When
   * anything fails before that moment, the new workers are closed and the old ones go on. What
   * fails after it, a {@link Container#onReloaded} hook, is thrown at the end, and the new ones go
   * on.
   *
   * <p>While another reload runs, or a worker is being replaced, it waits for the end of that
   * before it reads anything. Not to be called by a coroutine, for which it would wait.
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
   * Stops: the state is STOPPING, which readiness shows; after {@code server.drain-delay}
   * everything stops in reverse: stop hooks, coroutines, worker stop hooks, pools. Blocks at most
   * that delay and {@code app.stop-timeout}, and goes on whatever fails. The second stop is a
   * no-op; one that comes while another runs waits for it.
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

  /** Returns what failed; whatever it was, the stop has an end, for which others wait. */
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

  /** Returns {@code app.name}; only once the configuration is read. */
  public String name() {
    return current().config().name();
  }

  /** Returns {@code app.version}; only once the configuration is read. */
  public String version() {
    return current().config().version();
  }

  /**
   * Returns the resolved configuration of the generation that serves; only once it is read, which a
   * start does first.
   */
  public Config config() {
    return current().config().root();
  }

  /**
   * Returns {@code server.drain-timeout} of the generation that serves; only once the configuration
   * is read.
   */
  public Duration drainTimeout() {
    return current().config().drainTimeout();
  }

  /** Returns the number of the generation that serves: 1 after the start, one more by a reload. */
  public int generation() {
    return current().number();
  }

  /**
   * Returns the workers for requests, in the order of their ids; none before all have started. The
   * list does not change, but another one takes its place when a worker is replaced: read it for
   * every request. Cheap, and the same object until then.
   */
  public List<Worker> workers() {
    return generations.current().map(Workers::forRequests).orElse(List.of());
  }

  /** Returns the workers for tasks, in the order of their ids, as above. */
  public List<Worker> taskWorkers() {
    return generations.current().map(Workers::forTasks).orElse(List.of());
  }

  /** Returns what the queue of tasks holds now. */
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
