package lido.container;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.stream.Collectors.joining;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel: reads the configuration, loads the providers, starts the workers, and stops
 * everything in reverse. {@link AppState} tells how it moves. Thread-safe.
 */
public final class Application implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Application.class);

  private final Supplier<Config> source;
  private final Shared shared;

  /** Who changes the workers while the application runs. */
  private final Turns turns = new Turns();

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

  /** The generation of the start, whose hooks are the application's; set once. */
  private volatile @Nullable Generation first;

  /**
   * The workers of the generation that serves. Set when the configuration is read and the providers
   * have registered, then by whoever has the turn.
   */
  private volatile @Nullable Workers workers;

  Application(Supplier<Config> source, Replacer.Alarm alarm) {
    this.source = source;
    var tasks = new Tasks();
    var replacer = new Replacer(alarm, System::nanoTime, this::replace);
    this.shared =
        new Shared(this, new PoolUsers(), tasks, System::nanoTime, listener(tasks, replacer));
  }

  /** An application whose configuration is this file over every module's reference.conf. */
  public static Application of(Path conf) {
    return new Application(() -> ConfigLoader.load(conf), Replacer.manager());
  }

  /** An application with a configuration given in code, over every module's reference.conf. */
  public static Application of(Config config) {
    return new Application(() -> ConfigLoader.over(config), Replacer.manager());
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
    var made = Generation.first(source.get(), providers);
    var starting = new Workers(made, shared);
    first = made;
    workers = starting;
    made.registration().onStart.start(this, begun);
    starting.startTogether();
    starting.serve();
    made.registration().onStarted.start(this, begun);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /**
   * Reads the configuration again, lets the providers register again, and replaces all workers by
   * workers of this next generation: they start one after the other beside those that serve; when
   * all have started, requests and tasks go to them from one moment to the next; then the old ones
   * drain, at most {@code server.drain-timeout}, and are closed. Blocks until that is done. When
   * anything fails before that moment, the new workers are closed and the old ones go on.
   *
   * <p>While another reload runs, or a worker is being replaced, it waits for the end of that
   * before it reads anything. Not to be called by a coroutine, for which it would wait.
   *
   * @throws ConfigException with every problem of the configuration
   * @throws StartException when a provider, a hook or a worker failed, or the application stops
   * @throws IllegalStateException when the application is not running
   */
  public Reload reload() throws StartException {
    try {
      if (state() != AppState.RUNNING || !turns.begin()) {
        throw notRunning();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("the reload was interrupted before it began", e);
    }
    try {
      return reloadNow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("the reload was interrupted; the workers are as before", e);
    } finally {
      turns.end();
    }
  }

  private Reload reloadNow() throws StartException, InterruptedException {
    long begin = shared.nanoTime().getAsLong();
    var old = current();
    var made = old.generation().next(source.get(), providersInCode());
    var starting = new Workers(made, shared);
    made.registration().onReload.start(this, new HashSet<>());
    starting.startOneByOne();
    if (!turns.commit()) {
      starting.discard();
      throw new InterruptedException("the application stops");
    }
    starting.serve();
    workers = starting;
    old.retire(made.config().taskWorkers() > 0);
    var needsRestart = firstGeneration().needsRestart(made);
    var millis = NANOSECONDS.toMillis(shared.nanoTime().getAsLong() - begin);
    log.info("generation {} serves, reloaded in {}ms", made.number(), millis);
    if (!needsRestart.isEmpty()) {
      var places = needsRestart.stream().map(made::placeOf).collect(joining(", "));
      log.warn("changed, but needs a restart: {}", places);
    }
    return new Reload(made.number(), needsRestart);
  }

  /** Replaces a worker that has failed, on the manager's thread. */
  private boolean replace(WorkerLane failed) throws StartException, InterruptedException {
    if (!turns.begin()) {
      return false;
    }
    try {
      return current().replace(failed, turns::commit);
    } finally {
      turns.end();
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
    return current().generation().config().name();
  }

  /** Returns {@code app.version}; only once the configuration is read. */
  public String version() {
    return current().generation().config().version();
  }

  /**
   * Returns the resolved configuration of the generation that serves; only once it is read, which a
   * start does first.
   */
  public Config config() {
    return current().generation().config().root();
  }

  /** Returns the number of the generation that serves: 1 after the start, one more by a reload. */
  public int generation() {
    return current().generation().number();
  }

  /**
   * Returns the workers for requests, in the order of their ids; none before all have started. The
   * list does not change, but another one takes its place when a worker is replaced: read it for
   * every request. Cheap, and the same object until then.
   */
  public List<Worker> workers() {
    var serving = workers;
    return serving == null ? List.of() : serving.forRequests();
  }

  /** Returns the workers for tasks, in the order of their ids, as above. */
  public List<Worker> taskWorkers() {
    var serving = workers;
    return serving == null ? List.of() : serving.forTasks();
  }

  private Workers current() {
    var serving = workers;
    if (serving == null) {
      throw new IllegalStateException(
          "cannot read the configuration: application is " + state() + ", expected RUNNING");
    }
    return serving;
  }

  private Generation firstGeneration() {
    return requireNonNull(first);
  }

  private List<ServiceProvider> providersInCode() {
    lock.lock();
    try {
      return List.copyOf(inCode);
    } finally {
      lock.unlock();
    }
  }

  private IllegalStateException notRunning() {
    lock.lock();
    try {
      return wrongState("reload", "RUNNING");
    } finally {
      lock.unlock();
    }
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
    if (turns.isHeldHere()) {
      throw new IllegalStateException("a reload hook cannot stop the application: let it throw");
    }
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
    turns.over();
    var start = first;
    if (start == null) {
      return List.of();
    }
    var deadline = shared.in(current().generation().config().stopTimeout());
    var drain = deadline.part(2, 3);
    // Whoever interrupted the caller wants an end, not that everything stays open.
    boolean interrupted = Thread.interrupted();
    var failures = new ArrayList<>(start.registration().onStop.stop(this, which, drain));
    turns.awaitEnd(drain, deadline.part(1, 2));
    failures.addAll(current().stop(drain, deadline));
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

  private static WorkerLane.Listener listener(Tasks tasks, Replacer replacer) {
    return new WorkerLane.Listener() {
      @Override
      public void roomIn(WorkerLane lane) {
        if (lane.isTask()) {
          tasks.offer();
        }
      }

      @Override
      public void failed(WorkerLane lane, Throwable cause) {
        replacer.failed(lane, cause);
      }
    };
  }

  private static Exception first(List<Exception> failures) {
    var first = failures.get(0);
    failures.stream().skip(1).filter(other -> other != first).forEach(first::addSuppressed);
    return first;
  }
}
