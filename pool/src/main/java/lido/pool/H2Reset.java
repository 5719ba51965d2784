package lido.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts a session of H2 back. H2 has no command for that, but it lists what a session has, and each
 * of those can be undone by itself. It is embedded most of the time: to look costs some tens of
 * microseconds, while another connection instead would cost the data of a database in memory.
 */
final class H2Reset extends SessionReset {

  private static final String LOOK =
      """
      SELECT STATE_KEY, STATE_COMMAND FROM INFORMATION_SCHEMA.SESSION_STATE
      UNION ALL SELECT SETTING_NAME, SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS
        WHERE SETTING_NAME IN ('QUERY_TIMEOUT', 'TRUNCATE_LARGE_LENGTH', 'VARIABLE_BINARY',
          'OLD_INFORMATION_SCHEMA', 'NON_KEYWORDS')
      UNION ALL SELECT 'LOCK_TIMEOUT', CAST(LOCK_TIMEOUT() AS VARCHAR)
      """;

  private static final String TABLE = "TABLE ";

  /** Numbers and truth values, as SET takes them. */
  private static final Set<String> SETTINGS =
      Set.of("QUERY_TIMEOUT", "TRUNCATE_LARGE_LENGTH", "VARIABLE_BINARY", "LOCK_TIMEOUT");

  /** What H2 does not tell: as the URL says. */
  private final String untold;

  private SortedMap<String, String> login = new TreeMap<>();

  private H2Reset(String untold) {
    this.untold = untold;
  }

  static @Nullable H2Reset of(DatabaseConfig row, Connection raw) throws SQLException {
    if (!"H2".equals(raw.getMetaData().getDatabaseProductName())) {
      return null;
    }
    return new H2Reset(
        "SET THROTTLE 0; SET LAZY_QUERY_EXECUTION "
            + (row.isOption("LAZY_QUERY_EXECUTION", "1") ? "1" : "0"));
  }

  @Override
  SortedMap<String, String> look(Connection raw) throws SQLException {
    return pairs(raw, LOOK, Set.of());
  }

  @Override
  String remember(SortedMap<String, String> given) {
    login = given;
    return "";
  }

  @Override
  boolean shows(String command, Map<String, String> given) {
    return true;
  }

  @Override
  String setting(Map<String, String> values) {
    return "";
  }

  @Override
  void reset(Connection raw, int changed, String again, List<String> commands) throws SQLException {
    if (!raw.getAutoCommit()) {
      raw.rollback();
      raw.setAutoCommit(true);
    }
    if ((changed & SessionChange.SQL) != 0) {
      execute(raw, untold);
    }
    SortedMap<String, String> now = look(raw);
    if (now.equals(login)) {
      return;
    }
    for (String name : now.keySet()) {
      if (!login.containsKey(name)) {
        remove(raw, name);
      }
    }
    for (Map.Entry<String, String> each : difference(login, now).entrySet()) {
      putBack(raw, each.getKey(), each.getValue());
    }
    if (!look(raw).equals(login)) {
      throw new SQLException("not all that SQL has left in a session of H2 can be put back");
    }
  }

  private static void remove(Connection raw, String name) throws SQLException {
    if (name.startsWith("@")) {
      execute(raw, "SET @" + Adapter.H2.quote(name.substring(1)) + " NULL");
    } else if (name.startsWith(TABLE)) {
      execute(raw, "DROP TABLE " + Adapter.H2.quote(name.substring(TABLE.length())));
    } else if (name.equals("TIME ZONE")) {
      execute(raw, "SET TIME ZONE LOCAL");
    }
  }

  private static void putBack(Connection raw, String name, String value) throws SQLException {
    if (name.equals("QUERY_TIMEOUT")) {
      // The driver has a book of its own on this one.
      try (Statement statement = raw.createStatement()) {
        statement.setQueryTimeout(Integer.parseInt(value) / 1000);
      }
    }
    // For all others what H2 lists is the command.
    execute(raw, SETTINGS.contains(name) ? "SET " + name + " " + value : value);
  }

  @Override
  SqlDialect dialect() {
    return SqlDialect.H2;
  }

  @Override
  int broughtBack() {
    return 0;
  }

  @Override
  boolean comparesSettings() {
    return true;
  }
}
