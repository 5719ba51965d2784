package lido.server;

import static java.util.Comparator.comparing;

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
import lido.pool.Holder;
import lido.server.admin.LidoVersion;
import lido.server.admin.Status;

/** Puts the {@link Status} together. Reads counters only, so it never blocks. */
final class StatusReader {

  /** So many holders of connections are named. */
  private static final int LONGEST = 10;

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
        LidoVersion.text(),
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
        all.stream()
            .flatMap(worker -> holders(worker).stream())
            .sorted(comparing(Status.Holder::ageMillis).reversed())
            .limit(LONGEST)
            .toList(),
        traffic.last(),
        application.taskQueue());
  }

  private static Status.OfWorker worker(Worker worker) {
    if (worker.isTask()) {
      return new Status.OfWorker(worker.name(), 0, worker.running(), 0);
    }
    var counts = Routing.routesOf(worker).counts();
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

  private static List<Status.Holder> holders(Worker worker) {
    return databases(worker).stream()
        .flatMap(pool -> pool.keys().stream().map(pool::database))
        .flatMap(database -> database.holders().stream().map(it -> holder(worker, database, it)))
        .toList();
  }

  private static Status.Holder holder(Worker worker, Database database, Holder holder) {
    return new Status.Holder(
        worker.name(),
        database.key(),
        holder.scope().isEmpty() ? holder.place() : holder.scope(),
        holder.thread(),
        holder.age().toMillis());
  }

  /** Returns the databases of a worker, if a provider has bound any. */
  private static Optional<DatabasePool> databases(Worker worker) {
    return Optional.ofNullable(worker.injector().getExistingBinding(Key.get(DatabasePool.class)))
        .map(binding -> binding.getProvider().get());
  }
}
