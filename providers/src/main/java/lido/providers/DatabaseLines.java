package lido.providers;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import lido.container.Application;
import lido.container.Worker;
import lido.pool.Database;
import lido.pool.DatabaseConfig;
import lido.pool.DatabasePool;
import lido.pool.PoolStats;
import lido.pool.Probe;
import lido.server.BannerLines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The banner's lines about databases: the pools of a worker, and the budget of all workers. */
final class DatabaseLines implements BannerLines {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseLines.class);

  private final List<DatabaseConfig> rows;

  DatabaseLines(List<DatabaseConfig> rows) {
    this.rows = rows;
  }

  @Override
  public List<String> lines(Application application) {
    var lines = new ArrayList<String>();
    for (Worker worker : application.workers()) {
      for (DatabaseConfig row : rows) {
        lines.add("Worker[" + worker.id() + "] " + line(row, database(worker, row)));
      }
    }
    var workers = application.workers();
    int all = workers.size() + application.taskWorkers().size();
    for (var budget : ConnectionBudget.of(rows, all)) {
      int limit = limit(database(workers.get(0), budget.rows().get(0)));
      lines.add(budget.line(limit));
      budget.warning(limit).ifPresent(LOG::warn);
    }
    return lines;
  }

  private static Database database(Worker worker, DatabaseConfig row) {
    return worker.injector().getInstance(DatabasePool.class).database(row.key());
  }

  private static String line(DatabaseConfig row, Database database) {
    PoolStats stats = database.stats();
    return "%s %s %s open (min %s, max %s) in %s ms"
        .formatted(
            row.path(),
            row.address(),
            stats.inUse() + stats.idle(),
            row.pool().min(),
            row.pool().max(),
            database.openedIn().toMillis());
  }

  /** Returns how many connections the server allows this user, or 0 if it does not say. */
  static int limit(Database database) {
    try {
      return database.withConnection(
          connection -> Probe.maxConnections(connection, database.adapter()));
    } catch (SQLException e) {
      LOG.debug("{}: cannot read how many connections the server allows", database.key(), e);
      return 0;
    }
  }
}
