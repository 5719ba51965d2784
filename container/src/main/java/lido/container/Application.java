package lido.container;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The kernel: reads the configuration, loads the providers, starts the workers, and stops
 * everything in reverse. {@link AppState} tells how it moves. Thread-safe.
 */
public final class Application implements AutoCloseable {

  private final Supplier<Config> source;
  private final LongSupplier nanoTime = System::nanoTime;
  private final PoolUsers users = new PoolUsers();
  private final ReentrantLock lock = new ReentrantLock();

  /** Signalled when a start or a stop has come to its end. */
  private final Condition settled = lock.newCondition();

  @GuardedBy("lock")
  private AppState state = AppState.NEW;

  /** Why the state is FAILED. */
  @GuardedBy("lock")
  private @Nullable Throwable failure;

  /** The thread in {@link #start}, for a stop to interrupt; null at all other times. */
  @GuardedBy("lock")
  private @Nullable Thread starter;

  @GuardedBy("lock")
  private final List<ServiceProvider> inCode = new ArrayList<>();

  /** Set once, when the configuration is read and the providers have registered. */
  private volatile @Nullable Generation generation;

  /** Set once, with the generation. */
  private volatile @Nullable Workers workers;

  private Application(Supplier<Config> source) {
    this.source = source;
  }

  /** An application whose configuration is this file over every module's reference.conf. */
  public static Application of(Path conf) {
    return new Application(() -> ConfigLoader.load(conf));
  }

  /** An application with a configuration given in code, over every module's reference.conf. */
  public static Application of(Config config) {
    return new Application(() -> ConfigLoader.over(config));
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

  /** Adds providers after those of {@code app.providers}; only before the start. */
  public Application register(ServiceProvider... providers) {
    lock.lock();
    try {
      if (state != AppState.NEW) {
        throw wrongState("register providers", "NEW");
      }
      for (var provider : providers) {
        if (inCode.stream().anyMatch(known -> known == provider)) {
          throw new IllegalArgumentException(provider + " is registered twice");
        }
        inCode.add(provider);
      }
      return this;
    } finally {
      lock.unlock();
    }
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
    var inCodeNow = beginStart();
    Set<ServiceProvider> begun = Collections.newSetFromMap(new IdentityHashMap<>());
    try {
      start(inCodeNow, begun);
      settle(AppState.RUNNING, null);
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

  private void start(List<ServiceProvider> providers, Set<ServiceProvider> begun)
      throws StartException, InterruptedException {
    var made = Generation.of(source.get(), providers);
    var lanes = new Workers(this, made, users);
    generation = made;
    workers = lanes;
    made.registration().onStart.start(this, begun);
    lanes.start(Deadline.in(made.config().startTimeout(), nanoTime));
    made.registration().onStarted.start(this, begun);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /**
   * Stops everything in reverse: stop hooks, coroutines, worker stop hooks, pools. Blocks at most
   * {@code app.stop-timeout}, and goes on whatever fails. The second stop is a no-op; one that
   * comes while another runs waits for it.
   */
  public void stop() {
    if (!beginStop()) {
      return;
    }
    var failures = tearDown(provider -> true);
    if (failures.isEmpty()) {
      settle(AppState.STOPPED, null);
    } else {
      settle(AppState.FAILED, first(failures));
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** Returns the state now. */
  public AppState state() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  /** Returns why the state is FAILED; nothing in all other states. */
  public Optional<Throwable> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure);
    } finally {
      lock.unlock();
    }
  }

  /** Returns {@code app.name}; only once the configuration is read. */
  public String name() {
    return generation().config().name();
  }

  /** Returns {@code app.version}; only once the configuration is read. */
  public String version() {
    return generation().config().version();
  }

  /** Returns the resolved configuration; only once it is read, which a start does first. */
  public Config config() {
    return generation().config().root();
  }

  /** Returns the started workers, in the order of their ids; none before all have started. */
  public List<Worker> workers() {
    var lanes = workers;
    return lanes == null ? List.of() : lanes.list();
  }

  private Generation generation() {
    var current = generation;
    if (current == null) {
      throw new IllegalStateException(
          "cannot read the configuration: application is " + state() + ", expected RUNNING");
    }
    return current;
  }

  private List<ServiceProvider> beginStart() {
    lock.lock();
    try {
      if (state != AppState.NEW) {
        throw wrongState("start", "NEW");
      }
      moveTo(AppState.STARTING);
      starter = Thread.currentThread();
      return List.copyOf(inCode);
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the caller is the one that has to stop everything. */
  private boolean beginStop() {
    lock.lock();
    try {
      if (state == AppState.STARTING && starter != null) {
        if (starter == Thread.currentThread()) {
          throw new IllegalStateException("a start hook cannot stop the application: let it throw");
        }
        starter.interrupt();
      }
      while (state == AppState.STARTING || state == AppState.STOPPING) {
        settled.awaitUninterruptibly();
      }
      if (state == AppState.NEW) {
        moveTo(AppState.STOPPED);
      }
      if (state.isFinal()) {
        return false;
      }
      moveTo(AppState.STOPPING);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Two thirds of the time go to the stop hooks and then the coroutines, the rest to closing. */
  private List<Exception> tearDown(Predicate<ServiceProvider> which) {
    var current = generation;
    var lanes = workers;
    if (current == null || lanes == null) {
      return List.of();
    }
    var deadline = Deadline.in(current.config().stopTimeout(), nanoTime);
    var drain = deadline.part(2, 3);
    // Whoever interrupted the caller wants an end, not that everything stays open.
    boolean interrupted = Thread.interrupted();
    var failures = new ArrayList<>(current.registration().onStop.stop(this, which, drain));
    failures.addAll(lanes.stop(drain, deadline));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return failures;
  }

  private void undo(Set<ServiceProvider> begun, Throwable cause) {
    tearDown(begun::contains).forEach(cause::addSuppressed);
    settle(AppState.FAILED, cause);
  }

  private void settle(AppState next, @Nullable Throwable cause) {
    lock.lock();
    try {
      moveTo(next);
      failure = cause;
      starter = null;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void moveTo(AppState next) {
    if (!state.canMoveTo(next)) {
      throw new IllegalStateException("bug: application cannot move from " + state + " to " + next);
    }
    state = next;
  }

  @GuardedBy("lock")
  private IllegalStateException wrongState(String what, String expected) {
    return new IllegalStateException(
        "cannot %s: application is %s, expected %s".formatted(what, state, expected));
  }

  private static Exception first(List<Exception> failures) {
    var first = failures.get(0);
    failures.stream().skip(1).filter(other -> other != first).forEach(first::addSuppressed);
    return first;
  }
}
