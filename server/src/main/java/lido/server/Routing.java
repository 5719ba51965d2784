package lido.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import lido.container.Worker;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one generation: one table for all its workers, and in each worker's injector the
 * worker's lane. Thread-safe.
 */
final class Routing {

  /** Held also while the route sets are asked, so that no two workers ask one set at a time. */
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private @Nullable RoutingTable table;

  /** Where a worker keeps its lane: one per injector, and gone with it. */
  @Singleton
  static final class Place {

    /** Written once, when the worker starts; read when it serves. */
    private volatile @Nullable WorkerRoutes lane;
  }

  /**
   * Builds the worker's lane; a worker for tasks has none.
   *
   * @throws RouteException when routes conflict, or a controller cannot be built
   */
  void open(Worker worker) {
    if (!worker.isTask()) {
      var injector = worker.injector();
      injector.getInstance(Place.class).lane = WorkerRoutes.open(worker, table(injector));
    }
  }

  /** Returns the lane of a worker that has started. */
  static WorkerRoutes laneOf(Worker worker) {
    var lane = worker.injector().getInstance(Place.class).lane;
    if (lane == null) {
      throw new IllegalStateException("bug: " + worker.name() + " serves without a lane");
    }
    return lane;
  }

  private RoutingTable table(Injector injector) {
    lock.lock();
    try {
      if (table == null) {
        var sets = injector.getInstance(Key.get(new TypeLiteral<Set<RouteSet>>() {}));
        table = RoutingTable.of(Routes.definedBy(sets));
      }
      return table;
    } finally {
      lock.unlock();
    }
  }
}
