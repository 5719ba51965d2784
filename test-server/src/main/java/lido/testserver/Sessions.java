package lido.testserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the server itself says about its sessions, the asker's own left out. */
final class Sessions {

  /** The server's code for a session that ended before we could kill it. */
  private static final int NO_SUCH_THREAD = 1094;

  private Sessions() {}

  /** The ids of the sessions whose {@code column} (USER or DB) is {@code value}. */
  static List<Long> ids(Connection connection, String column, String value) throws SQLException {
    var sql =
        "SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND %s = ?"
            .formatted(column);
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      var ids = new ArrayList<Long>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
      }
      return ids;
    }
  }

  static void await(Connection connection, String user, int expected, Duration within)
      throws SQLException {
    long begin = System.nanoTime();
    while (true) {
      int found = ids(connection, "USER", user).size();
      if (found == expected) {
        return;
      }
      if (System.nanoTime() - begin > within.toNanos()) {
        throw new AssertionError(
            "user %s has %s sessions after %s, expected %s"
                .formatted(user, found, within, expected));
      }
      // The server's clock is our pause: no thread of ours sleeps.
      query(connection, "SELECT SLEEP(0.01)");
    }
  }

  static int kill(Connection connection, String user) throws SQLException {
    int killed = 0;
    try (var statement = connection.createStatement()) {
      for (var id : ids(connection, "USER", user)) {
        try {
          statement.execute("KILL " + id);
          killed++;
        } catch (SQLException e) {
          if (e.getErrorCode() != NO_SUCH_THREAD) {
            throw e;
          }
        }
      }
    }
    return killed;
  }

  static String query(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
