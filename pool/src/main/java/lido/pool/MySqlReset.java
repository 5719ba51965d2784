package lido.pool;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resets a session of MySQL or MariaDB by COM_RESET_CONNECTION, and gives it again what that loses:
 * two round trips. The command leaves the current database and the roles as they are; they are put
 * back where they may have changed.
 */
final class MySqlReset extends SessionReset {

  // Names that no variable has.
  private static final String DATABASE = " database";
  private static final String ROLE = " role";

  /** They tell of the moment, or of the last statement. */
  private static final Set<String> VOLATILE =
      Set.of(
          "timestamp",
          "rand_seed1",
          "rand_seed2",
          "last_insert_id",
          "identity",
          "insert_id",
          "pseudo_thread_id",
          "warning_count",
          "error_count",
          "last_gtid",
          "in_transaction",
          "gtid_next");

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  /** What stands in quotes as it is, whatever sql_mode says of backslashes. */
  private static final Pattern PLAIN = Pattern.compile("[\\w :+,./*=@%()&-]*");

  private final DatabaseConfig row;
  private final MySqlDriver driver;

  /** Whether the driver believes its own books on the isolation level, which a reset changes. */
  private final boolean keepsIsolation;

  // What the login gave.
  private String database = NULL;
  private @Nullable String role;
  private SqlDialect dialect = SqlDialect.MYSQL;

  private MySqlReset(DatabaseConfig row, MySqlDriver driver) {
    this.row = row;
    this.driver = driver;
    this.keepsIsolation = row.isOption("useLocalSessionState", "true");
  }

  static @Nullable MySqlReset of(DatabaseConfig row, Connection raw) {
    MySqlDriver driver = MySqlDriver.of(row, raw);
    return driver == null ? null : new MySqlReset(row, driver);
  }

  @Override
  SortedMap<String, String> look(Connection raw) throws SQLException {
    SortedMap<String, String> seen = pairs(raw, "SHOW SESSION VARIABLES", VOLATILE);
    place(raw, seen);
    UserVariables.look(raw, row, seen, isReadable(seen));
    return seen;
  }

  /** Whether the text that the server runs at each login tells what it leaves. */
  private static boolean isReadable(Map<String, String> seen) {
    String atConnect = seen.getOrDefault("init_connect", "");
    return atConnect.isBlank() || SessionSql.isPlainSet(atConnect, dialect(seen));
  }

  private static void place(Connection raw, Map<String, String> seen) throws SQLException {
    try {
      seen.putAll(
          pairs(
              raw,
              "SELECT '%s', DATABASE() UNION ALL SELECT '%s', CURRENT_ROLE()"
                  .formatted(DATABASE, ROLE),
              Set.of()));
    } catch (SQLException e) {
      // A server without roles.
      seen.putAll(pairs(raw, "SELECT '%s', DATABASE()".formatted(DATABASE), Set.of()));
    }
  }

  @Override
  String remember(SortedMap<String, String> login) {
    database = login.getOrDefault(DATABASE, NULL);
    role = login.containsKey(ROLE) ? roles(login.get(ROLE)) : null;
    dialect = dialect(login);
    return UserVariables.areListed(login) || isReadable(login)
        ? ""
        : "the server's init_connect is more than SET";
  }

  /** MySQL says NONE and quotes its names; MariaDB does neither. */
  private static String roles(@Nullable String current) {
    if (current == null || current.equals(NULL) || current.equals("NONE")) {
      return "NONE";
    }
    return current.startsWith("`") ? current : "`" + current.replace("`", "``") + "`";
  }

  private static SqlDialect dialect(Map<String, String> seen) {
    String mode = seen.getOrDefault("sql_mode", "");
    if (mode.contains("NO_BACKSLASH_ESCAPES")) {
      return SqlDialect.MYSQL_PLAIN;
    }
    return mode.contains("ANSI_QUOTES") ? SqlDialect.MYSQL_ANSI : SqlDialect.MYSQL;
  }

  @Override
  boolean shows(String command, Map<String, String> login) {
    return SessionSql.isPlainSet(command, dialect);
  }

  @Override
  String setting(Map<String, String> values) {
    var sql = new StringBuilder();
    values.forEach(
        (name, value) -> {
          if (name.charAt(0) != ' ') {
            sql.append(sql.isEmpty() ? "SET " : ", ");
            if (name.charAt(0) == '@') {
              sql.append(name).append(" = ").append(value);
            } else {
              sql.append("SESSION ").append(name).append(" = ").append(literal(name, value));
            }
          }
        });
    return sql.toString();
  }

  /** No charset for results reads as an empty one. */
  private static String literal(String name, String value) {
    if (value.equals(NULL) || (name.equals("character_set_results") && value.isEmpty())) {
      return "NULL";
    }
    if (NUMBER.matcher(value).matches()) {
      return value;
    }
    return PLAIN.matcher(value).matches() ? "'" + value + "'" : hex(value);
  }

  static String hex(String value) {
    var hex = new StringBuilder("_utf8mb4 0x");
    for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
      hex.append("%02X".formatted(each));
    }
    return hex.toString();
  }

  @Override
  void reset(Connection raw, int changed, String again, List<String> commands) throws SQLException {
    driver.reset(raw);
    boolean unseen = (changed & UNSEEN) != 0;
    if (unseen && role != null) {
      execute(raw, "SET ROLE " + role);
    }
    if (!again.isEmpty()) {
      execute(raw, again);
    }
    // Now the charset is the one that the driver writes names in.
    if (unseen || (changed & SessionChange.CATALOG) != 0 || driver.isElsewhere(raw, database)) {
      putBackDatabase(raw);
    }
    for (String command : commands) {
      execute(raw, command);
    }
    if (!raw.getAutoCommit()) {
      raw.setAutoCommit(true);
    }
  }

  /** A statement that the driver keeps prepared goes on to mean the database that USE named. */
  @Override
  int meaning(int changes) {
    return (changes & SessionChange.CATALOG) != 0 && driver.cachesStatements()
        ? changes | SessionChange.SQL
        : changes;
  }

  /** Always: SQL changes the database behind Connector/J's back. */
  void putBackDatabase(Connection raw) throws SQLException {
    if (!database.equals(NULL)) {
      if (!database.equals(raw.getCatalog())) {
        raw.setCatalog(database);
      }
      execute(raw, "USE `" + database.replace("`", "``") + "`");
      return;
    }
    Map<String, String> now = pairs(raw, "SELECT 1, DATABASE()", Set.of());
    if (!now.containsValue(NULL)) {
      throw new SQLException("there is no way back to no database at all");
    }
  }

  @Override
  SqlDialect dialect() {
    return dialect;
  }

  @Override
  int broughtBack() {
    return keepsIsolation ? 0 : SessionChange.ISOLATION;
  }
}
