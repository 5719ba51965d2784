package lido.server;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import lido.container.Worker;

/**
 * Chooses the worker of a request, and the next one where one refuses. Thread-safe.
 *
 * <p>The workers change by a reload and by the loss of one; they are read for each request, so none
 * goes to those that have been replaced but at that very moment. Then they refuse, and the request
 * goes to those that took their place.
 */
final class Dispatcher {

  private final Mode mode;
  private final Supplier<List<Worker>> workers;
  private final AtomicInteger turn = new AtomicInteger();

  /** How the worker is chosen that is asked first. */
  enum Mode {
    /** Each in its turn. */
    ROUND_ROBIN,

    /** The one that runs the fewest requests. */
    LEAST_BUSY,

    /** The same one for all requests of a connection; of a sender, where there are none. */
    CONNECTION
  }

  /** The lanes of the workers as last read; whoever reads others replaces it. */
  private volatile Serving last;

  private record Serving(List<Worker> workers, List<WorkerRoutes> lanes) {

    static Serving of(List<Worker> workers) {
      return new Serving(workers, workers.stream().map(Routing::laneOf).toList());
    }
  }

  /** Takes where the workers are read: another list whenever they have changed. */
  Dispatcher(Mode mode, Supplier<List<Worker>> workers) {
    this.mode = mode;
    this.workers = workers;
    this.last = Serving.of(workers.get());
  }

  /** Returns the routes of the generation that serves. */
  RoutingTable table() {
    return serving().lanes().get(0).table();
  }

  /**
   * Returns whether a worker runs the coroutine; false when all of them refuse.
   *
   * @param from the address of the other end of the connection
   */
  boolean execute(String from, Function<WorkerRoutes, Runnable> coroutine) {
    var serving = serving();
    while (!execute(serving.lanes(), from, coroutine)) {
      var now = serving();
      if (now.workers() == serving.workers()) {
        return false;
      }
      serving = now;
    }
    return true;
  }

  private boolean execute(
      List<WorkerRoutes> lanes, String from, Function<WorkerRoutes, Runnable> coroutine) {
    int first = first(lanes, from);
    for (int i = 0; i < lanes.size(); i++) {
      var lane = lanes.get((first + i) % lanes.size());
      if (lane.worker().execute(coroutine.apply(lane))) {
        return true;
      }
    }
    return false;
  }

  private int first(List<WorkerRoutes> lanes, String from) {
    return switch (mode) {
      case ROUND_ROBIN -> Math.floorMod(turn.getAndIncrement(), lanes.size());
      case LEAST_BUSY -> leastBusy(lanes);
      case CONNECTION -> Math.floorMod(spread(from.hashCode()), lanes.size());
    };
  }

  /** Among equals each in its turn. */
  private int leastBusy(List<WorkerRoutes> lanes) {
    int start = Math.floorMod(turn.getAndIncrement(), lanes.size());
    int least = start;
    for (int i = 1; i < lanes.size(); i++) {
      int other = (start + i) % lanes.size();
      if (lanes.get(other).worker().running() < lanes.get(least).worker().running()) {
        least = other;
      }
    }
    return least;
  }

  /** The ports of one client follow each other, often in steps of two; their hashes do as well. */
  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ mixed >>> 16;
  }

  /** Where none are left, because the application has stopped, those that served last refuse. */
  private Serving serving() {
    var now = workers.get();
    var serving = last;
    if (serving.workers() != now && !now.isEmpty()) {
      serving = Serving.of(now);
      last = serving;
    }
    return serving;
  }
}
