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
 * The routes of one generation: one table for all its workers, and in the injector of each worker
 * the routes as that worker runs them. Thread-safe.
 */
final class Routing {

  /**
   * Held while the route sets are asked, too, so that no two workers ask a set at the same time.
   */
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private @Nullable RoutingTable table;

  /** Keeps the routes of a worker in the worker's injector, and so no longer than the worker. */
  @Singleton
  static final class OfWorker {

    /** Written once, when the worker starts. Read while it serves. */
    private volatile @Nullable WorkerRoutes routes;
  }

  /**
   * Builds the worker's routes; a worker for tasks has none.
   *
   * @throws RouteException when routes conflict, or a controller cannot be built
   */
  void open(Worker worker) {
    if (!worker.isTask()) {
      var injector = worker.injector();
      injector.getInstance(OfWorker.class).routes = WorkerRoutes.open(worker, table(injector));
    }
  }

  /** Returns the routes of a worker that has started. */
  static WorkerRoutes routesOf(Worker worker) {
    var routes = worker.injector().getInstance(OfWorker.class).routes;
    if (routes == null) {
      throw new IllegalStateException("bug: " + worker.name() + " serves without routes");
    }
    return routes;
  }

  private RoutingTable table(Injector injector) {
    lock.lock();
    try {
      if (table == null) {
        var sets = injector.getInstance(Key.get(new TypeLiteral<Set<RouteSet>>() {}));
        table = RoutingTable.of(sets);
      }
      return table;
    } finally {
      lock.unlock();
    }
  }
}
