package lido.server;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import lido.container.Worker;

/**
 * Chooses the worker of a request: each in its turn, the next one where one refuses. Thread-safe.
 *
 * <p>The workers change by a reload and by the loss of one; they are read for each request, so none
 * goes to those that have been replaced but at that very moment. Then they refuse, and the request
 * goes to those that took their place.
 */
final class Dispatcher {

  private final Supplier<List<Worker>> workers;
  private final AtomicInteger turn = new AtomicInteger();

  /** The lanes of the workers as last read; whoever reads others replaces it. */
  private volatile Serving last;

  private record Serving(List<Worker> workers, List<Lane> lanes) {

    static Serving of(List<Worker> workers) {
      return new Serving(workers, workers.stream().map(Routing::laneOf).toList());
    }
  }

  /** Takes where the workers are read: another list whenever they have changed. */
  Dispatcher(Supplier<List<Worker>> workers) {
    this.workers = workers;
    this.last = Serving.of(workers.get());
  }

  /** Returns the routes of the generation that serves. */
  RoutingTable table() {
    return serving().lanes().get(0).table();
  }

  /** Returns whether a worker runs the coroutine; false when all of them refuse. */
  boolean execute(Function<Lane, Runnable> coroutine) {
    var serving = serving();
    while (!execute(serving.lanes(), coroutine)) {
      var now = serving();
      if (now.workers() == serving.workers()) {
        return false;
      }
      serving = now;
    }
    return true;
  }

  private boolean execute(List<Lane> lanes, Function<Lane, Runnable> coroutine) {
    int first = Math.floorMod(turn.getAndIncrement(), lanes.size());
    for (int i = 0; i < lanes.size(); i++) {
      var lane = lanes.get((first + i) % lanes.size());
      if (lane.worker().execute(coroutine.apply(lane))) {
        return true;
      }
    }
    return false;
  }

  private Serving serving() {
    var now = workers.get();
    var serving = last;
    if (serving.workers() != now) {
      serving = Serving.of(now);
      last = serving;
    }
    return serving;
  }
}
