package lido.pool;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells, by its text alone, whether a statement can leave something in the session that JDBC's own
 * methods do not know of: variables, temporary tables, locks, another database, an open
 * transaction.
 *
 * <p>The leading keyword decides for most. A statement that only reads or writes rows is looked
 * through for the few functions and assignments that change the session from within. In doubt the
 * answer is yes: a reset too many costs a round trip, one too few hands the state to a stranger.
 */
final class SessionSql {

  /**
   * Statements that change rows or read, and nothing of the session unless {@link
   * #changesFromWithin}.
   */
  private static final Set<String> ROWS =
      Set.of(
          "SELECT",
          "INSERT",
          "UPDATE",
          "DELETE",
          "REPLACE",
          "MERGE",
          "WITH",
          "VALUES",
          "TABLE",
          "EXPLAIN",
          "SHOW",
          "DESCRIBE",
          "DESC",
          "TRUNCATE",
          "ANALYZE");

  /** DDL: harmless unless it is temporary. */
  private static final Set<String> DEFINITIONS = Set.of("CREATE", "DROP", "ALTER", "GRANT");

  private static final Pattern SESSION = Pattern.compile("\\G\\s+SESSION\\b", CASE_INSENSITIVE);

  private SessionSql() {}

  static boolean leavesState(String sql) {
    int start = skipBlanksAndComments(sql);
    int end = start;
    while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
      end++;
    }
    String keyword = sql.substring(start, end).toUpperCase(Locale.ROOT);
    if (!ROWS.contains(keyword) && !DEFINITIONS.contains(keyword)) {
      return true;
    }
    if (keyword.equals("ALTER") && SESSION.matcher(sql).find(end)) {
      return true;
    }
    int semicolon = sql.indexOf(';', end);
    if (semicolon >= 0 && !sql.substring(semicolon + 1).isBlank()) {
      return true;
    }
    return changesFromWithin(sql, end);
  }

  /** One pass that looks closer only at characters with which a telling word begins. */
  private static boolean changesFromWithin(String sql, int from) {
    for (int i = from; i < sql.length(); i++) {
      boolean telling =
          switch (sql.charAt(i)) {
            case ':' -> sql.startsWith(":=", i);
            case '@' ->
                sql.substring(from, i).stripTrailing().toUpperCase(Locale.ROOT).endsWith("INTO");
            case '_' -> sql.regionMatches(true, i, "_lock", 0, 5);
            case 'P', 'p' -> sql.regionMatches(true, i, "pg_temp", 0, 7);
            case 'T', 't' -> sql.regionMatches(true, i, "temp", 0, 4) && isTemporary(sql, i + 4);
            case 'S', 's' ->
                sql.regionMatches(true, i, "set_config", 0, 10)
                    || sql.regionMatches(true, i, "set_var", 0, 7);
            default -> false;
          };
      if (telling) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTemporary(String sql, int end) {
    return sql.regionMatches(true, end, "orary", 0, 5)
        || (end < sql.length() && Character.isWhitespace(sql.charAt(end)));
  }

  private static int skipBlanksAndComments(String sql) {
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (Character.isWhitespace(c) || c == '(') {
        at++;
      } else if (sql.startsWith("--", at) || c == '#') {
        int line = sql.indexOf('\n', at);
        at = line < 0 ? sql.length() : line + 1;
      } else if (sql.startsWith("/*", at)
          && !sql.startsWith("/*!", at)
          && !sql.startsWith("/*M!", at)) {
        int close = sql.indexOf("*/", at + 2);
        at = close < 0 ? sql.length() : close + 2;
      } else {
        break;
      }
    }
    return at;
  }
}
