package lido.pool;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Resets a session of PostgreSQL in one round trip. What DISCARD ALL does is spelled out: that one
 * refuses to stand beside other statements, and would throw the driver's prepared statements away.
 */
final class PostgresReset extends SessionReset {

  /** RESET ALL knows neither of these two, and pg_settings does not show them. */
  private static final List<String> IDENTITIES = List.of("session_authorization", "role");

  private static final String LOOK =
      """
      SELECT name, setting FROM pg_catalog.pg_settings WHERE context IN ('user', 'superuser')
      UNION ALL SELECT 'session_authorization', pg_catalog.current_setting('session_authorization')
      UNION ALL SELECT 'role', pg_catalog.current_setting('role')
      """;

  /** They belong to a transaction. */
  private static final Set<String> OF_TRANSACTION =
      Set.of("transaction_isolation", "transaction_read_only", "transaction_deferrable");

  private static final String CLEAR =
      "CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *;"
          + " SELECT pg_catalog.pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES";

  private final @Nullable Method transactionState;

  private PostgresReset(@Nullable Method transactionState) {
    this.transactionState = transactionState;
  }

  static @Nullable PostgresReset of(Connection raw) throws SQLException {
    if (!"PostgreSQL".equals(raw.getMetaData().getDatabaseProductName())) {
      return null;
    }
    Class<?> type = DriverObject.type(raw, "org.postgresql.core.BaseConnection");
    try {
      return new PostgresReset(
          type != null && type.isInstance(raw) ? type.getMethod("getTransactionState") : null);
    } catch (NoSuchMethodException e) {
      return new PostgresReset(null);
    }
  }

  @Override
  SortedMap<String, String> look(Connection raw) throws SQLException {
    return pairs(raw, LOOK, OF_TRANSACTION);
  }

  @Override
  String remember(SortedMap<String, String> login) {
    return "";
  }

  /** A name with a dot is the user's own: it may not be in pg_settings. */
  @Override
  boolean shows(String command, Map<String, String> login) {
    return SessionSql.isPlainSet(command, dialect());
  }

  @Override
  String setting(Map<String, String> values) {
    var sql = new StringBuilder();
    values.forEach(
        (name, value) -> {
          if (!IDENTITIES.contains(name)) {
            append(sql, name, value);
          }
        });
    // Last: what comes before may need the rights of the one who logged in.
    for (String name : IDENTITIES) {
      String value = values.get(name);
      if (value != null) {
        append(sql, name, value);
      }
    }
    return sql.toString();
  }

  private static void append(StringBuilder sql, String name, String value) {
    sql.append(sql.isEmpty() ? "SELECT " : ", ")
        .append("pg_catalog.set_config('")
        .append(name)
        .append("', ")
        .append(quoted(value))
        .append(", false)");
  }

  /** Right whether backslashes escape in plain strings or not. */
  static String quoted(String text) {
    return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  @Override
  void reset(Connection raw, int changed, String again, List<String> commands) throws SQLException {
    var sql = new StringBuilder();
    if (!raw.getAutoCommit()) {
      raw.rollback();
      raw.setAutoCommit(true);
    } else if (!isIdle(raw)) {
      sql.append("ROLLBACK; ");
    }
    sql.append(CLEAR);
    if ((changed & UNSEEN) != 0) {
      sql.append("; DEALLOCATE ALL");
    }
    if (!again.isEmpty()) {
      sql.append("; ").append(again);
    }
    for (String command : commands) {
      sql.append("; ").append(command);
    }
    execute(raw, sql.toString());
  }

  @Override
  void rollBack(Connection raw) throws SQLException {
    if (!isIdle(raw)) {
      execute(raw, "ROLLBACK");
    }
  }

  private boolean isIdle(Connection raw) throws SQLException {
    return transactionState != null
        && "IDLE".equals(String.valueOf(DriverObject.call(transactionState, raw)));
  }

  @Override
  SqlDialect dialect() {
    return SqlDialect.POSTGRES;
  }

  @Override
  int broughtBack() {
    return SessionChange.ISOLATION | SessionChange.SCHEMA | SessionChange.CLIENT_INFO;
  }
}
