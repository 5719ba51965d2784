package lido.providers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lido.container.Application;
import lido.pool.DatabaseConfig;
import lido.pool.DatabasePool;
import lido.server.ReloadLines;

/**
 * The connections that a reload may need: for its time both generations have theirs.
 *
 * @param rows the databases of the next generation
 * @param workers how many workers it has, those for tasks included
 */
record ReloadBudget(List<DatabaseConfig> rows, int workers) implements ReloadLines {

  @Override
  public List<String> lines(Application running) {
    var before = DatabaseSettings.read(running.config(), problem -> {}).rows();
    int workersBefore = running.workers().size() + running.taskWorkers().size();
    var old = ConnectionBudget.of(before, workersBefore);
    Map<String, Integer> next = new LinkedHashMap<>();
    ConnectionBudget.of(rows, workers).forEach(budget -> next.put(budget.server(), budget.total()));
    var lines = new ArrayList<String>();
    for (var budget : old) {
      var more = next.remove(budget.server());
      if (more != null) {
        lines.add(line(budget, more, limit(running, budget)));
      }
    }
    next.forEach((server, most) -> lines.add(line(server, most)));
    return lines;
  }

  /** The line of a server that only the next generation has; without a connection, no limit. */
  private static String line(String server, int most) {
    return "while reloading, up to %s connections to %s, where there were none"
        .formatted(most, server);
  }

  static String line(ConnectionBudget old, int next, int limit) {
    int sum = old.total() + next;
    return "while reloading, up to %s + %s = %s connections to %s%s"
        .formatted(
            old.total(),
            next,
            sum,
            old.server(),
            limit == 0
                ? ""
                : sum <= limit
                    ? " of " + limit
                    : ", which allows %s: new workers may not be able to open theirs"
                        .formatted(limit));
  }

  private static int limit(Application running, ConnectionBudget budget) {
    var pool = running.workers().get(0).injector().getInstance(DatabasePool.class);
    return DatabaseLines.limit(pool.database(budget.rows().get(0).key()));
  }
}
