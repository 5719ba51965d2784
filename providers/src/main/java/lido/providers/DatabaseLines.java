package lido.providers;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import lido.container.Application;
import lido.container.Worker;
import lido.pool.Database;
import lido.pool.DatabaseConfig;
import lido.pool.DatabasePool;
import lido.pool.PoolStats;
import lido.server.BannerLines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The banner's lines about databases: what each worker opened, and what all may open. */
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
    return "%s %s %d open (min %d, max %d) in %d ms"
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
    String sql =
        switch (database.adapter()) {
          case MYSQL, MARIADB -> "select @@max_connections, @@max_user_connections";
          case PGSQL -> "select current_setting('max_connections')::int, 0";
          case H2, OTHER -> "";
        };
    if (sql.isEmpty()) {
      return 0;
    }
    try {
      return database.withConnection(connection -> limit(connection, sql));
    } catch (SQLException e) {
      LOG.debug("{}: cannot read how many connections the server allows", database.key(), e);
      return 0;
    }
  }

  private static int limit(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      int all = row.getInt(1);
      int user = row.getInt(2);
      return user == 0 ? all : Math.min(all, user);
    }
  }
}
