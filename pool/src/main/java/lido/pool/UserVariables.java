package lido.pool;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of MySQL and MariaDB that have an at sign, as a login leaves them. MariaDB lists
 * them for everybody, MySQL only for whoever may read its performance schema; of others the names
 * are read in the texts that run at a login.
 */
final class UserVariables {

  /** Stands among the variables of a session whose user variables were listed by the server. */
  private static final String LISTED = " user variables";

  private static final String LIST_OF_MARIADB =
      "SELECT VARIABLE_NAME FROM information_schema.USER_VARIABLES";

  private static final String LIST_OF_MYSQL =
      "SELECT VARIABLE_NAME FROM performance_schema.user_variables_by_thread"
          + " JOIN performance_schema.threads USING (THREAD_ID)"
          + " WHERE PROCESSLIST_ID = CONNECTION_ID()";

  private static final Pattern NAME =
      Pattern.compile("(?<!@)@(?:([\\w.$]+)|`([^`]+)`|'([^']+)'|\"([^\"]+)\")");

  private UserVariables() {}

  /**
   * Adds them to what was seen of a session: name to the text of a value.
   *
   * @param named whether the texts name them all: then a MySQL is not asked what it may refuse,
   *     which some drivers log
   */
  static void look(Connection raw, DatabaseConfig row, Map<String, String> seen, boolean named)
      throws SQLException {
    Set<String> names = new TreeSet<>();
    if (seen.containsKey("init_connect")) {
      named(seen.get("init_connect"), names);
    }
    row.commands().forEach(command -> named(command, names));
    row.options().values().forEach(option -> named(option, names));
    named(row.jdbcUrl(), names);
    boolean isMariaDb = seen.getOrDefault("version", "").contains("MariaDB");
    if ((isMariaDb || !named)
        && isListed(raw, isMariaDb ? LIST_OF_MARIADB : LIST_OF_MYSQL, names)) {
      seen.put(LISTED, "");
    }
    if (!names.isEmpty()) {
      values(raw, new ArrayList<>(names), seen);
    }
  }

  /** Whether the server has told them all. */
  static boolean areListed(Map<String, String> seen) {
    return seen.containsKey(LISTED);
  }

  private static void named(String text, Set<String> names) {
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          names.add(matcher.group(group).toLowerCase(Locale.ROOT));
        }
      }
    }
  }

  private static boolean isListed(Connection raw, String list, Set<String> names)
      throws SQLException {
    try (Statement statement = raw.createStatement();
        ResultSet rows = statement.executeQuery(list)) {
      while (rows.next()) {
        names.add(rows.getString(1).toLowerCase(Locale.ROOT));
      }
      return true;
    } catch (SQLException e) {
      if (raw.isClosed()) {
        throw e;
      }
      return false;
    }
  }

  private static void values(Connection raw, List<String> names, Map<String, String> seen)
      throws SQLException {
    var sql = new StringBuilder();
    for (String name : names) {
      String variable = "@" + quoted(name);
      sql.append(sql.isEmpty() ? "SELECT " : ", ");
      sql.append("%1$s, HEX(%1$s), CHARSET(%1$s), COLLATION(%1$s)".formatted(variable));
    }
    try (Statement statement = raw.createStatement();
        ResultSet rows = statement.executeQuery(sql.toString())) {
      rows.next();
      for (int i = 0; i < names.size(); i++) {
        if (rows.getString(4 * i + 1) != null) {
          seen.put("@" + quoted(names.get(i)), literal(rows, 4 * i + 1));
        }
      }
    }
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  private static String literal(ResultSet rows, int column) throws SQLException {
    ResultSetMetaData types = rows.getMetaData();
    return switch (types.getColumnType(column)) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL ->
          rows.getString(column);
      case Types.FLOAT, Types.REAL, Types.DOUBLE -> {
        String value = rows.getString(column);
        yield value.toUpperCase(Locale.ROOT).contains("E") ? value : value + "E0";
      }
      default -> {
        String charset = rows.getString(column + 2);
        String text = "_%s 0x%s".formatted(charset, rows.getString(column + 1));
        if (rows.getString(column + 1).isEmpty()) {
          text = "_%s ''".formatted(charset);
        }
        yield charset.equals("binary")
            ? text
            : "%s COLLATE %s".formatted(text, rows.getString(column + 3));
      }
    };
  }
}
