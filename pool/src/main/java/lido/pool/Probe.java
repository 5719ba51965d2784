package lido.pool;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one connection was opened, step by step, and what the server says of itself. Prints no
 * secret.
 *
 * @param steps in their order; none after the first that failed, but for what the driver says
 * @param failure why it did not open, as a start says it
 * @param server name and version; empty if it did not open
 * @param encryption cipher and version of TLS; {@code none} if there is none, empty if nobody says
 * @param maxConnections how many connections the server allows this user; 0 if it does not say
 */
public record Probe(
    DatabaseConfig database,
    List<Step> steps,
    Optional<String> failure,
    String server,
    String encryption,
    int maxConnections) {

  /**
   * One step.
   *
   * @param name such as {@code resolve}
   * @param took how long it took
   * @param succeeded whether it was done
   * @param note what was found or done
   */
  public record Step(String name, Duration took, boolean succeeded, String note) {}

  public Probe {
    steps = List.copyOf(steps);
  }

  /** Returns how many connections the server allows this user, or 0 if it does not say. */
  public static int maxConnections(Connection connection, Adapter adapter) throws SQLException {
    String sql =
        switch (adapter) {
          case MYSQL, MARIADB -> "select @@max_connections, @@max_user_connections";
          case PGSQL -> "select current_setting('max_connections')::int, 0";
          case H2, OTHER -> "";
        };
    if (sql.isEmpty()) {
      return 0;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      int all = row.getInt(1);
      int user = row.getInt(2);
      return user == 0 ? all : Math.min(all, user);
    }
  }
}
