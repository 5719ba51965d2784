package lido.server;

import com.google.inject.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lido.container.Application;
import lido.container.Worker;
import lido.pool.Database;
import lido.pool.DatabasePool;

/** Puts the {@link Status} together. Reads counters only: nothing is asked that could block. */
final class StatusReader {

  private StatusReader() {}

  static Status read(
      Application application,
      Traffic traffic,
      Status.Listening listening,
      Instant since,
      long begun) {
    var all = new ArrayList<Worker>(application.workers());
    all.addAll(application.taskWorkers());
    return new Status(
        application.name(),
        application.version(),
        Banner.lidoVersion(),
        Runtime.version().toString(),
        ProcessHandle.current().pid(),
        application.state().toString(),
        application.generation(),
        since.truncatedTo(ChronoUnit.SECONDS).toString(),
        Duration.ofNanos(System.nanoTime() - begun).toMillis(),
        listening,
        new Status.Requests(traffic.all().requests(), traffic.all().errors(), traffic.refused()),
        all.stream().map(StatusReader::worker).toList(),
        all.stream().flatMap(worker -> pools(worker).stream()).toList(),
        List.of(),
        traffic.last(),
        application.taskQueue());
  }

  private static Status.OfWorker worker(Worker worker) {
    if (worker.isTask()) {
      return new Status.OfWorker(worker.name(), 0, worker.running(), 0);
    }
    var counts = Routing.laneOf(worker).counts();
    return new Status.OfWorker(worker.name(), counts.requests(), worker.running(), counts.errors());
  }

  private static List<Status.Pool> pools(Worker worker) {
    return databases(worker)
        .map(pool -> pool.keys().stream().map(key -> pool(worker, pool.database(key))).toList())
        .orElse(List.of());
  }

  private static Status.Pool pool(Worker worker, Database database) {
    var stats = database.stats();
    return new Status.Pool(
        worker.name(),
        database.key(),
        stats.inUse(),
        stats.idle(),
        stats.opening(),
        stats.waiting(),
        stats.max());
  }

  /** Where a provider has bound them; who has bound none has none. */
  private static Optional<DatabasePool> databases(Worker worker) {
    return Optional.ofNullable(worker.injector().getExistingBinding(Key.get(DatabasePool.class)))
        .map(binding -> binding.getProvider().get());
  }
}
