package lido.container;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import lido.config.ConfigException;
import lido.config.Texts;

/** One attempt to start some workers of a generation: all of them, or none. Thread-safe. */
final class WorkerStarter {

  /** After the deadline of the worker itself, whose message can name the pool that hangs. */
  private static final Duration LATER = Duration.ofSeconds(1);

  private final Generation generation;
  private final ApplicationParts parts;
  private final ReentrantLock lock = new ReentrantLock();

  /** The workers that have started, in the order of their starts. */
  @GuardedBy("lock")
  private final List<WorkerInstance> started = new ArrayList<>();

  /** Once true this is always true: a worker that starts after this has to stop itself. */
  @GuardedBy("lock")
  private boolean over;

  WorkerStarter(Generation generation, ApplicationParts parts) {
    this.generation = generation;
    this.parts = parts;
  }

  /**
   * Starts the workers; each may take {@code app.start-timeout}. When one fails, the others are
   * interrupted or stopped.
   *
   * @param atOnce how many start at the same time
   * @throws StartException the first failure
   */
  List<WorkerInstance> start(List<WorkerId> ids, int atOnce)
      throws StartException, InterruptedException {
    var patience = generation.config().startTimeout();
    var threads = Executors.newFixedThreadPool(atOnce, this::thread);
    var completion = new ExecutorCompletionService<Boolean>(threads);
    try {
      ids.forEach(id -> completion.submit(() -> start(id, patience)));
      for (int i = 0; i < ids.size(); i++) {
        var next = completion.poll(patience.plus(LATER).toNanos(), NANOSECONDS);
        if (next == null) {
          throw new StartException(
              """
              only %s of %s workers started within %s
                fix:   see what a service or a hook waits for, or raise app.start-timeout"""
                  .formatted(i, ids.size(), Texts.of(patience)));
        }
        next.get();
      }
    } catch (ExecutionException e) {
      undo(threads);
      throw failure(Failures.causeOf(e));
    } catch (StartException | InterruptedException e) {
      undo(threads);
      throw e;
    } catch (Throwable e) {
      // One of them got no thread; others may have started.
      undo(threads);
      throw failure(e);
    } finally {
      threads.shutdownNow();
    }
    return takeAll();
  }

  private boolean start(WorkerId id, Duration patience)
      throws StartException, InterruptedException {
    Thread.currentThread().setName(id.name().replace(' ', '-') + "-start");
    var worker = WorkerInstance.start(id, generation, parts, parts.in(patience));
    lock.lock();
    try {
      if (!over) {
        return started.add(worker);
      }
    } finally {
      lock.unlock();
    }
    var stop = parts.in(generation.config().stopTimeout());
    WorkerInstance.stop(List.of(worker), parts.stopSteps(), stop, stop);
    return false;
  }

  private Thread thread(Runnable start) {
    return parts.threads().make("worker-start", start);
  }

  /** Interrupts the workers that still start, which then undo themselves; stops the others. */
  private void undo(ExecutorService threads) {
    var stop = parts.in(generation.config().stopTimeout());
    threads.shutdownNow();
    boolean interrupted = false;
    try {
      threads.awaitTermination(stop.left() / 2, NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    WorkerInstance.stop(takeAll(), parts.stopSteps(), stop.part(1, 3), stop);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static StartException failure(Throwable cause) {
    if (cause instanceof ConfigException problems) {
      throw problems;
    }
    return Failures.start("a worker did not start", cause);
  }

  private List<WorkerInstance> takeAll() {
    lock.lock();
    try {
      over = true;
      var taken = List.copyOf(started);
      started.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
