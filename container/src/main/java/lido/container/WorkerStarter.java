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

  /** Later than the workers' own deadline, which knows better what did not open in time. */
  private static final Duration LATER = Duration.ofSeconds(1);

  private final Generation generation;
  private final ApplicationParts shared;
  private final ReentrantLock lock = new ReentrantLock();

  /** Those that have started, in the order in which they did. */
  @GuardedBy("lock")
  private final List<WorkerInstance> started = new ArrayList<>();

  /** Once true this is always true: a worker whose start ends only now has to stop itself. */
  @GuardedBy("lock")
  private boolean over;

  WorkerStarter(Generation generation, ApplicationParts shared) {
    this.generation = generation;
    this.shared = shared;
  }

  /**
   * Starts the workers; each may take {@code app.start-timeout}. When one fails, the others are
   * interrupted or stopped again.
   *
   * @param atOnce how many start at the same time, the others after them
   * @throws StartException the first failure
   */
  List<WorkerInstance> start(List<WorkerId> slots, int atOnce)
      throws StartException, InterruptedException {
    var patience = generation.config().startTimeout();
    var threads = Executors.newFixedThreadPool(atOnce, this::thread);
    var completion = new ExecutorCompletionService<Boolean>(threads);
    try {
      slots.forEach(slot -> completion.submit(() -> start(slot, patience)));
      for (int i = 0; i < slots.size(); i++) {
        var next = completion.poll(patience.plus(LATER).toNanos(), NANOSECONDS);
        if (next == null) {
          throw new StartException(
              """
              only %s of %s workers started within %s
                fix:   see what a service or a hook waits for, or raise app.start-timeout"""
                  .formatted(i, slots.size(), Texts.of(patience)));
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
      // No thread to be had for one of them; others may have started.
      undo(threads);
      throw failure(e);
    } finally {
      threads.shutdownNow();
    }
    return takeAll();
  }

  private boolean start(WorkerId slot, Duration patience)
      throws StartException, InterruptedException {
    Thread.currentThread().setName(slot.name().replace(' ', '-') + "-start");
    var worker = WorkerInstance.start(slot, generation, shared, shared.in(patience));
    lock.lock();
    try {
      if (!over) {
        return started.add(worker);
      }
    } finally {
      lock.unlock();
    }
    var stop = shared.in(generation.config().stopTimeout());
    WorkerInstance.stop(List.of(worker), shared.stopSteps(), stop, stop);
    return false;
  }

  private Thread thread(Runnable start) {
    return shared.threads().make("worker-start", start);
  }

  /** Interrupts the workers that are starting, which undo themselves, and stops the others. */
  private void undo(ExecutorService threads) {
    var stop = shared.in(generation.config().stopTimeout());
    threads.shutdownNow();
    boolean interrupted = false;
    try {
      threads.awaitTermination(stop.left() / 2, NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    WorkerInstance.stop(takeAll(), shared.stopSteps(), stop.part(1, 3), stop);
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
