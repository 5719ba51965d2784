package lido.container;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.stream.Collectors.joining;

import com.google.inject.Module;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generations of an application: the first, whose hooks are those of the application, the one
 * that serves, and the reload, by which the next one takes its place. Thread-safe.
 */
final class Generations {

  private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

  /** Makes the generation that takes the place of the one that serves. */
  @FunctionalInterface
  interface Next {
    Generation after(Generation serving) throws StartException;
  }

  /** Whether the application serves; false if it only runs a command. */
  private final boolean serves;

  private final ApplicationParts parts;
  private final ChangeTurn turns = new ChangeTurn();

  /** Set once. */
  private volatile @Nullable Generation first;

  /** The workers of the generation that serves. Set with the first, then during a turn only. */
  private volatile @Nullable Workers current;

  Generations(boolean serves, Module ownModule, ThreadMaker threads, Delay delay) {
    this.serves = serves;
    var tasks = new TaskQueue();
    var replacer = new Replacer(delay, System::nanoTime, this::replace);
    this.parts =
        new ApplicationParts(
            ownModule,
            new PoolUsers(),
            tasks,
            System::nanoTime,
            threads,
            delay,
            listener(tasks, replacer));
  }

  private static WorkerExecutor.Listener listener(TaskQueue tasks, Replacer replacer) {
    return new WorkerExecutor.Listener() {
      @Override
      public void roomIn(WorkerExecutor worker) {
        if (worker.isTask()) {
          tasks.offer();
        }
      }

      @Override
      public void failed(WorkerExecutor worker, Throwable cause) {
        replacer.failed(worker, cause);
      }
    };
  }

  /** Returns the workers of the generation that serves, or starts first; empty before that. */
  Optional<Workers> current() {
    return Optional.ofNullable(current);
  }

  /**
   * Starts the first generation.
   *
   * @param begun takes the providers with a hook of the application that began
   */
  void start(Generation made, Set<Hooks.Owner> begun) throws StartException, InterruptedException {
    var starting = new Workers(made, parts);
    first = made;
    current = starting;
    parts.delay().start();
    if (serves) {
      made.registration().onClaim.start(begun);
    }
    made.registration().onStart.start(begun);
    starting.startTogether();
    starting.serve();
    if (serves) {
      made.registration().onStarted.start(begun);
    }
  }

  /**
   * Puts the next generation in the place of the one that serves, as a reload does.
   *
   * @return empty if the application stops
   */
  Optional<ReloadResult> reload(Next next) throws StartException {
    try {
      if (!turns.begin()) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("the reload was interrupted before it began", e);
    }
    try {
      return Optional.of(reloadNow(next));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("the reload was interrupted; the workers are as before", e);
    } finally {
      turns.end();
    }
  }

  private ReloadResult reloadNow(Next next) throws StartException, InterruptedException {
    long begin = parts.nanoTime().getAsLong();
    var old = requireNonNull(current);
    var made = next.after(old.generation());
    var starting = new Workers(made, parts);
    made.registration().onReload.start(new HashSet<>());
    starting.startOneByOne();
    if (!turns.commit()) {
      starting.discard();
      throw new InterruptedException("the application stops");
    }
    starting.serve();
    current = starting;
    var stopped = old.names();
    var notDone = made.registration().onReloaded.startAll();
    old.retire(made.config().taskWorkers() > 0);
    var needsRestart = requireNonNull(first).needsRestart(made);
    var millis = NANOSECONDS.toMillis(parts.nanoTime().getAsLong() - begin);
    LOG.info("generation {} serves, reloaded in {}ms", made.number(), millis);
    if (!needsRestart.isEmpty()) {
      var places = needsRestart.stream().map(made::placeOf).collect(joining(", "));
      LOG.warn("changed, but needs a restart: {}", places);
    }
    if (!notDone.isEmpty()) {
      throw notDone(made, notDone);
    }
    return new ReloadResult(made.number(), starting.names(), stopped, needsRestart);
  }

  private static StartException notDone(Generation serving, List<StartException> failures) {
    var all = failures.stream().map(Throwable::getMessage).collect(joining("\n"));
    var failure =
        new StartException(
            "generation %s serves, but %s".formatted(serving.number(), all), failures.get(0));
    failures.stream().skip(1).forEach(failure::addSuppressed);
    return failure;
  }

  /** Replaces a worker that has failed. Runs on a thread of the manager. */
  private boolean replace(WorkerExecutor failed) throws StartException, InterruptedException {
    if (!turns.begin()) {
      return false;
    }
    try {
      var workers = requireNonNull(current);
      var old = workers.replace(failed, turns::commit);
      // Many may fail at once, and no replacement waits for the drain of another.
      turns.leave();
      old.ifPresent(worker -> workers.retire(List.of(worker)));
      return old.isPresent();
    } finally {
      turns.end();
    }
  }

  /** Returns whether the calling thread is in a reload. */
  boolean isCallerReloading() {
    return turns.isMyTurn();
  }

  /** Returns whether a stop runs a hook of the application on the calling thread. */
  boolean isCallerAStopHook() {
    var begun = first;
    return begun != null
        && (begun.registration().onStop.isCallerAStopHook()
            || begun.registration().onRelease.isCallerAStopHook());
  }

  /** Returns the numbers of the queue of tasks. */
  TaskQueueStats tasks() {
    return parts.tasks().stats();
  }

  /**
   * Stops everything: the hooks of the application, then the workers, also those that still drain.
   * The stop hooks and the coroutines have two thirds of the time, the closing has the rest.
   *
   * @param announced whether all is served for {@code server.drain-delay} before that, for a load
   *     balancer to see that the application is not ready any more
   * @return what the steps of the stop have thrown
   */
  List<Throwable> stop(Predicate<Hooks.Owner> which, boolean announced) {
    var steps = parts.stopSteps();
    steps.take("the workers may still change", turns::over);
    var begun = first;
    var serving = current;
    if (begun != null && serving != null) {
      if (announced) {
        await(serving.generation().config().drainDelay());
      }
      // An interrupt asks for a fast end, not for pools that stay open.
      boolean interrupted = Thread.interrupted();
      var deadline = parts.in(serving.generation().config().stopTimeout());
      stop(begun.registration(), which, steps, deadline);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    parts.delay().stop();
    return steps.failures();
  }

  private void stop(
      Registration begun, Predicate<Hooks.Owner> which, StopSteps steps, Deadline deadline) {
    var drain = deadline.part(2, 3);
    begun.onStop.stop(which, steps, drain);
    steps.take(
        "a change of the workers did not end", () -> turns.awaitEnd(drain, deadline.part(1, 2)));
    // Read only now: a reload may just have ended, with other workers.
    steps.take(
        "the workers did not stop", () -> requireNonNull(current).stop(steps, drain, deadline));
    begun.onRelease.stop(which, steps, deadline);
  }

  /** An interrupt ends the delay. */
  private static void await(Duration delay) {
    try {
      new CountDownLatch(1).await(delay.toNanos(), NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
