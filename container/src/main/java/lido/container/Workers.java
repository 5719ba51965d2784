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
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of one generation: starts all of them at once, or none; stops them. Thread-safe. */
final class Workers {

  private static final Logger log = LoggerFactory.getLogger(Workers.class);

  /** Later than the workers' own deadline, which knows better what did not open in time. */
  private static final Duration LATER = Duration.ofSeconds(1);

  private final Application application;
  private final Generation generation;
  private final PoolUsers users;
  private final ReentrantLock lock = new ReentrantLock();

  /** In the order of their ids; empty until all have started. */
  @GuardedBy("lock")
  private List<StartedWorker> started = List.of();

  Workers(Application application, Generation generation, PoolUsers users) {
    this.application = application;
    this.generation = generation;
    this.users = users;
  }

  /** Returns the started workers, in the order of their ids. */
  List<Worker> list() {
    return started().stream().<Worker>map(StartedWorker::lane).toList();
  }

  /**
   * Starts all workers in parallel. When one fails, the others are interrupted or stopped again.
   *
   * @throws StartException the first failure
   */
  void start(Deadline deadline) throws StartException, InterruptedException {
    int count = generation.config().workers();
    var threads = Executors.newFixedThreadPool(count, starters());
    var completion = new ExecutorCompletionService<StartedWorker>(threads);
    var futures = new ArrayList<Future<StartedWorker>>();
    var results = new ArrayList<StartedWorker>();
    try {
      for (int i = 0; i < count; i++) {
        int id = i;
        futures.add(
            completion.submit(
                () -> StartedWorker.start(id, application, generation, users, deadline)));
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
        results.add(next.get());
      }
    } catch (ExecutionException e) {
      undo(threads, futures, deadline);
      throw failure(Failures.causeOf(e));
    } catch (StartException | InterruptedException e) {
      undo(threads, futures, deadline);
      throw e;
    } finally {
      threads.shutdownNow();
    }
    results.sort(Comparator.comparingInt(worker -> worker.lane().id()));
    keep(results);
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
  private void undo(
      ExecutorService threads, List<Future<StartedWorker>> futures, Deadline deadline) {
    var stop = deadline.again(generation.config().stopTimeout());
    threads.shutdownNow();
    boolean interrupted = false;
    try {
      threads.awaitTermination(stop.left(), NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    var alive = new ArrayList<StartedWorker>();
    for (var future : futures) {
      try {
        if (future.isDone()) {
          alive.add(0, future.get());
        }
      } catch (ExecutionException | InterruptedException e) {
        log.debug("a worker that did not start has undone itself", e);
      }
    }
    stop(alive, stop.part(1, 3), stop);
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

  /** Lets no coroutine in from now on. */
  void refuse() {
    started().forEach(worker -> worker.lane().refuse());
  }

  /**
   * Drains all workers at once, then closes them one after the other, the last first. Each may take
   * its share of the time that is left, so that one that hangs does not cost the others theirs.
   *
   * @return what failed
   */
  List<Exception> stop(Deadline drain, Deadline deadline) {
    var reversed = started().stream().sorted(Comparator.comparingInt(w -> -w.lane().id())).toList();
    keep(List.of());
    return stop(reversed, drain, deadline);
  }

  private static List<Exception> stop(
      List<StartedWorker> workers, Deadline drain, Deadline deadline) {
    var failures = new ArrayList<Exception>();
    workers.forEach(worker -> worker.lane().refuse());
    for (var worker : workers) {
      failures.addAll(worker.drain(drain));
    }
    failures.forEach(failure -> log.warn("{}", failure.getMessage()));
    for (int left = workers.size(); left > 0; left--) {
      failures.addAll(workers.get(workers.size() - left).close(deadline.part(1, left)));
    }
    return failures;
  }

  private List<StartedWorker> started() {
    lock.lock();
    try {
      return started;
    } finally {
      lock.unlock();
    }
  }

  private void keep(List<StartedWorker> all) {
    lock.lock();
    try {
      started = List.copyOf(all);
    } finally {
      lock.unlock();
    }
  }
}
