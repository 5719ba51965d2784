package lido.pool;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a session as it was after its login, with everything gone that SQL has left in it. One for
 * each login; called by the holders of its connections.
 *
 * <p>The server's own way to reset a session loses some of what the login had given: by {@code
 * init_connect}, by the driver, by the row's commands. What that is shows on a connection that
 * nobody has borrowed yet: it is looked at, reset, and looked at again. The difference is set again
 * after each reset, in one statement.
 *
 * <p>Thread-safe once it has learned: what it knows is written before the first borrower.
 */
abstract class SessionReset {

  private static final Logger LOG = LoggerFactory.getLogger(SessionReset.class);

  private static final String LOST =
      """
      a reset of a session loses what its login gave, and its user may not set that again: %s
        what now: a connection that SQL has changed is replaced by another one, at each return
        fix:   let the user set it, or give it in another way""";

  private static final String HIDDEN =
      """
      what a login gives to a session cannot be seen: %s
        what now: a connection that SQL has changed is replaced by another one, at each return
        fix:   use SET alone in it""";

  private static final String REFUSED =
      """
      the server does not let a session be reset: %s
        what now: a connection that SQL has changed is replaced by another one, at each return
        fix:   use a server, or a proxy, that does""";

  /** Roles, databases and prepared statements may be others, too. */
  static final int UNSEEN = SessionChange.UNSEEN | SessionChange.DRIVER;

  /** In place of null: no variable has this value. */
  static final String NULL = "\0";

  /** Sets what the server's reset loses; empty if that is nothing. */
  private String again = "";

  /** Those of the row's commands that leave more than {@link #look} sees: they run again. */
  private List<String> commands = List.of();

  private boolean isComplete;

  /** Whether learning has changed the session that it learned from. */
  private boolean isTouched;

  private String problem = "";

  /** How connections of this kind are reset; null where there is no way. */
  static @Nullable SessionReset of(DatabaseConfig row, Connection raw) throws SQLException {
    SessionReset reset = MySqlReset.of(row, raw);
    if (reset == null) {
      reset = PostgresReset.of(raw);
    }
    return reset == null ? H2Reset.of(row, raw) : reset;
  }

  /**
   * What a session shows that JDBC's settings do not, by name: all that a login can give and a
   * reset lose. Without what changes by itself.
   */
  abstract SortedMap<String, String> look(Connection raw) throws SQLException;

  /**
   * Keeps what the other methods need of what the login gave. Returns what of that cannot be seen,
   * so that nothing may be reset; empty for nothing.
   */
  abstract String remember(SortedMap<String, String> login);

  /** Whether {@link #look} sees everything that a command of the row can leave. */
  abstract boolean shows(String command, Map<String, String> login);

  /** The SQL that gives these values to a session that was just reset. */
  abstract String setting(Map<String, String> values);

  /**
   * Makes the session as after the login.
   *
   * @param changed why, as bits of {@link SessionChange}
   * @param again sets what the server's reset loses; may be empty
   * @param commands run after that
   */
  abstract void reset(Connection raw, int changed, String again, List<String> commands)
      throws SQLException;

  /** How statements are to be read, after what the login gave. */
  abstract SqlDialect dialect();

  /** The bits of JDBC's settings that a reset brings back as well. */
  abstract int broughtBack();

  /** Learns from a connection that nobody has borrowed yet, and changes its session by that. */
  final void learn(DatabaseConfig row, Connection raw) throws SQLException {
    try {
      SortedMap<String, String> login = look(raw);
      String hidden = remember(login);
      commands = unseen(row.commands(), login);
      if (hidden.isEmpty()) {
        isTouched = true;
        reset(raw, SessionChange.SQL);
        again = setting(difference(login, look(raw)));
        reset(raw, SessionChange.SQL);
        Set<String> lost = difference(login, look(raw)).keySet();
        isComplete = lost.isEmpty();
        problem = isComplete ? "" : LOST.formatted(String.join(", ", lost));
      } else {
        problem = HIDDEN.formatted(hidden);
      }
    } catch (SQLException e) {
      if (raw.isClosed()) {
        throw e;
      }
      LOG.debug("{}: cannot learn how a session is reset", row.path(), e);
      problem = REFUSED.formatted(e.getMessage());
    }
  }

  private List<String> unseen(List<String> all, Map<String, String> login) {
    var unseen = new ArrayList<String>();
    for (String command : all) {
      if (!shows(command, login)) {
        unseen.add(command);
      }
    }
    return List.copyOf(unseen);
  }

  /** Whether a session is as after the login when it was reset. */
  final boolean isComplete() {
    return isComplete;
  }

  /** Whether the connection that it was learned from is as after the login. */
  final boolean leftAsItWas() {
    return isComplete || !isTouched;
  }

  /** Why sessions of this login are not reset, for a human; empty if they are, or nobody knows. */
  final String problem() {
    return problem;
  }

  /** Whether JDBC's settings have to be compared, as SQL changes them as well. */
  boolean comparesSettings() {
    return false;
  }

  /** What a change means to this driver: it may make another one of what is none by itself. */
  int meaning(int changes) {
    return changes;
  }

  /** Makes the session as after the login. */
  final void reset(Connection raw, int changed) throws SQLException {
    reset(raw, changed, again, commands);
  }

  /** Ends a transaction that SQL may have begun while autocommit is on. */
  void rollBack(Connection raw) throws SQLException {
    execute(raw, "ROLLBACK");
  }

  /** What the login gave, where now there is something else. */
  static SortedMap<String, String> difference(Map<String, String> login, Map<String, String> now) {
    var different = new TreeMap<String, String>();
    login.forEach(
        (name, value) -> {
          if (!value.equals(now.get(name))) {
            different.put(name, value);
          }
        });
    return different;
  }

  static void execute(Connection raw, String sql) throws SQLException {
    try (Statement statement = raw.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first two columns of all rows, but for some names. */
  static SortedMap<String, String> pairs(Connection raw, String sql, Set<String> without)
      throws SQLException {
    try (Statement statement = raw.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var pairs = new TreeMap<String, String>();
      while (rows.next()) {
        String name = rows.getString(1);
        if (!without.contains(name)) {
          pairs.put(name, Objects.requireNonNullElse(rows.getString(2), NULL));
        }
      }
      return pairs;
    }
  }
}
