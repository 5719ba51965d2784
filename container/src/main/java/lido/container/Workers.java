package lido.container;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** The workers of one generation: starts all of them at once, or none; stops them. Thread-safe. */
final class Workers {

  private static final Comparator<StartedWorker> BY_ID =
      Comparator.comparingInt(worker -> worker.lane().id());

  /** Later than the workers' own deadline, which knows better what did not open in time. */
  private static final Duration LATER = Duration.ofSeconds(1);

  private final Application application;
  private final Generation generation;
  private final PoolUsers users;
  private final ReentrantLock lock = new ReentrantLock();

  /** Those that have started, in the order in which they did. */
  @GuardedBy("lock")
  private final List<StartedWorker> started = new ArrayList<>();

  /** Whether the workers serve: not before all of them have started. */
  @GuardedBy("lock")
  private boolean serving;

  /** Once true this is always true: a worker whose start ends only now has to stop itself. */
  @GuardedBy("lock")
  private boolean stopped;

  Workers(Application application, Generation generation, PoolUsers users) {
    this.application = application;
    this.generation = generation;
    this.users = users;
  }

  /** Returns the workers in the order of their ids; none before all have started. */
  List<Worker> list() {
    lock.lock();
    try {
      return serving
          ? started.stream().sorted(BY_ID).<Worker>map(StartedWorker::lane).toList()
          : List.of();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Starts all workers in parallel. When one fails, the others are interrupted or stopped again.
   *
   * @throws StartException the first failure
   */
  void start(Deadline deadline) throws StartException, InterruptedException {
    int count = generation.config().workers();
    var threads = Executors.newFixedThreadPool(count, starters());
    var completion = new ExecutorCompletionService<Boolean>(threads);
    try {
      for (int i = 0; i < count; i++) {
        int id = i;
        completion.submit(() -> startOne(id, deadline));
      }
      for (int i = 0; i < count; i++) {
        var next = completion.poll(deadline.left() + LATER.toNanos(), NANOSECONDS);
        if (next == null) {
          throw new StartException(
              """
              only %d of %d workers started within %s
                fix:   see what a service or a hook waits for, or raise app.start-timeout"""
                  .formatted(i, count, Texts.of(deadline.total())));
        }
        next.get();
      }
    } catch (ExecutionException e) {
      undo(threads, deadline);
      throw failure(Failures.causeOf(e));
    } catch (StartException | InterruptedException e) {
      undo(threads, deadline);
      throw e;
    } finally {
      threads.shutdownNow();
    }
    lock.lock();
    try {
      serving = true;
    } finally {
      lock.unlock();
    }
  }

  private boolean startOne(int id, Deadline deadline) throws StartException, InterruptedException {
    var worker = StartedWorker.start(id, application, generation, users, deadline);
    lock.lock();
    try {
      if (!stopped) {
        return started.add(worker);
      }
    } finally {
      lock.unlock();
    }
    var stop = deadline.again(generation.config().stopTimeout());
    stop(List.of(worker), stop, stop);
    return false;
  }

  /** Makes the threads that start the workers; the n-th starts the n-th. */
  private static ThreadFactory starters() {
    var id = new AtomicInteger();
    return start -> {
      var thread = new Thread(start, "worker-" + id.getAndIncrement() + "-start");
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Interrupts the workers that are starting, which undo themselves, and stops the others. */
  private void undo(ExecutorService threads, Deadline deadline) {
    var stop = deadline.again(generation.config().stopTimeout());
    threads.shutdownNow();
    boolean interrupted = false;
    try {
      threads.awaitTermination(stop.left() / 2, NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    stop(stop.part(1, 3), stop);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static StartException failure(Throwable cause) throws InterruptedException {
    if (cause instanceof InterruptedException interrupt) {
      throw interrupt;
    }
    if (cause instanceof ConfigException problems) {
      throw problems;
    }
    return Failures.start("a worker did not start", cause);
  }

  /**
   * Drains all workers at once, then closes them one after the other, the last first. Each may take
   * its share of the time that is left, so that one that hangs does not cost the others theirs.
   *
   * @return what failed
   */
  List<Exception> stop(Deadline drain, Deadline deadline) {
    return stop(takeReversed(), drain, deadline);
  }

  private static List<Exception> stop(
      List<StartedWorker> workers, Deadline drain, Deadline deadline) {
    var failures = new ArrayList<Exception>();
    workers.forEach(worker -> worker.lane().refuse());
    workers.forEach(worker -> worker.drain(drain));
    for (int left = workers.size(); left > 0; left--) {
      failures.addAll(workers.get(workers.size() - left).close(deadline.part(1, left)));
    }
    return failures;
  }

  private List<StartedWorker> takeReversed() {
    lock.lock();
    try {
      stopped = true;
      serving = false;
      var taken = started.stream().sorted(BY_ID.reversed()).toList();
      started.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
