package lido.server;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import lido.container.Worker;

/**
 * Chooses the worker of a request, and another one if that worker refuses. Thread-safe.
 *
 * <p>A reload replaces all workers, and the loss of a worker replaces that one. Each request reads
 * the list of workers anew. So only a request of that very moment meets a worker that has been
 * replaced: the worker refuses, and the request goes to the new ones.
 */
final class Dispatcher {

  private final DispatchMode mode;
  private final Supplier<List<Worker>> workers;
  private final AtomicInteger turn = new AtomicInteger();

  /** The workers as last read, with their routes. A thread that reads other workers replaces it. */
  private volatile Serving last;

  private record Serving(List<Worker> workers, List<WorkerRoutes> routes) {

    static Serving of(List<Worker> workers) {
      return new Serving(workers, workers.stream().map(Routing::routesOf).toList());
    }
  }

  /** Takes the source of the workers: it gives another list whenever they have changed. */
  Dispatcher(DispatchMode mode, Supplier<List<Worker>> workers) {
    this.mode = mode;
    this.workers = workers;
    this.last = Serving.of(workers.get());
  }

  /** Returns the routes of the generation that serves. */
  RoutingTable table() {
    return serving().routes().get(0).table();
  }

  /**
   * Has a worker run the coroutine. Returns false when all of them refuse.
   *
   * @param from the address of the other end of the connection
   */
  boolean execute(String from, Function<WorkerRoutes, Runnable> coroutine) {
    var serving = serving();
    while (!execute(serving.routes(), from, coroutine)) {
      var now = serving();
      if (now.workers() == serving.workers()) {
        return false;
      }
      serving = now;
    }
    return true;
  }

  private boolean execute(
      List<WorkerRoutes> workers, String from, Function<WorkerRoutes, Runnable> coroutine) {
    int first = first(workers, from);
    for (int i = 0; i < workers.size(); i++) {
      var routes = workers.get((first + i) % workers.size());
      if (routes.worker().execute(coroutine.apply(routes))) {
        return true;
      }
    }
    return false;
  }

  private int first(List<WorkerRoutes> workers, String from) {
    return switch (mode) {
      case ROUND_ROBIN -> Math.floorMod(turn.getAndIncrement(), workers.size());
      case LEAST_BUSY -> leastBusy(workers);
      case CONNECTION -> Math.floorMod(spread(from.hashCode()), workers.size());
    };
  }

  /** Workers with equally few requests take turns. */
  private int leastBusy(List<WorkerRoutes> workers) {
    int start = Math.floorMod(turn.getAndIncrement(), workers.size());
    int least = start;
    for (int i = 1; i < workers.size(); i++) {
      int other = (start + i) % workers.size();
      if (workers.get(other).worker().running() < workers.get(least).worker().running()) {
        least = other;
      }
    }
    return least;
  }

  /** The ports of one client follow each other, often in steps of two. So do their hashes. */
  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ mixed >>> 16;
  }

  /** An application that has stopped has no workers. Those that served last refuse then. */
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
