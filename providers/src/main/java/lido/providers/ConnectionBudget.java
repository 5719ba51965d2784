package lido.providers;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import lido.pool.DatabaseConfig;

/**
 * The most connections that all workers together may open to one server.
 *
 * @param server the address, without the name of a database, such as {@code mysql://127.0.0.1:3306}
 * @param workers how many workers there are; each opens pools of its own
 * @param rows the databases on that server
 */
record ConnectionBudget(String server, int workers, List<DatabaseConfig> rows) {

  /** The rest is for administrators, other programs, and the next version of this one. */
  private static final int MOST_PERCENT = 80;

  /** Returns one budget for each server: all databases of a server share its limit. */
  static List<ConnectionBudget> of(List<DatabaseConfig> rows, int workers) {
    var servers =
        rows.stream().collect(groupingBy(ConnectionBudget::serverOf, LinkedHashMap::new, toList()));
    return servers.entrySet().stream()
        .map(entry -> new ConnectionBudget(entry.getKey(), workers, entry.getValue()))
        .toList();
  }

  private static String serverOf(DatabaseConfig row) {
    String address = row.address();
    return row.adapter().hasServer() ? address.substring(0, lastSlash(address)) : address;
  }

  private static int lastSlash(String address) {
    int slash = address.lastIndexOf('/');
    return slash > address.indexOf("//") + 1 ? slash : address.length();
  }

  int total() {
    return workers * rows.stream().mapToInt(row -> row.pool().max()).sum();
  }

  /** Returns the line of the banner; a limit of 0 is unknown. */
  String line(int limit) {
    return "connections to %s: %s%s".formatted(server, sum(), limit == 0 ? "" : " of " + limit);
  }

  /** Returns a warning with the numbers to set, if the budget is too near to the limit. */
  Optional<String> warning(int limit) {
    if (limit == 0 || total() * 100L <= (long) limit * MOST_PERCENT) {
      return Optional.empty();
    }
    return Optional.of(
        """
        connections to %s: %s are over %s %% of the %s that it allows
          fix:   raise the server's max_connections to at least %s, or lower server.workers or \
        pool.max until the product is at most %s"""
            .formatted(
                server,
                sum(),
                MOST_PERCENT,
                limit,
                (total() * 100L + MOST_PERCENT - 1) / MOST_PERCENT,
                (long) limit * MOST_PERCENT / 100));
  }

  private String sum() {
    String each =
        rows.stream().map(row -> row.key() + " " + row.pool().max()).collect(joining(" + "));
    return "%s workers x (%s) = %s".formatted(workers, each, total());
  }
}
