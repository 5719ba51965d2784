package lido.pool;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

/**
 * The settings that PostgreSQL reports whenever they change, and whether a transaction is open.
 * pgjdbc keeps both, so they are looked at when a connection comes back.
 */
final class PostgresTracking extends SessionTracking {

  /** Of the server, not of the session: it became a primary, or ceased to be one. */
  private static final String OF_SERVER = "in_hot_standby";

  private final Object driver;
  private final Method settings;
  private final Method transaction;

  /** The values as the session should have them, in the order in which the driver has them. */
  private String[] values = {};

  private PostgresTracking(Object driver, Method settings, Method transaction) {
    this.driver = driver;
    this.settings = settings;
    this.transaction = transaction;
  }

  static SessionTracking of(Connection raw) {
    Object driver = DriverObject.of(raw, "org.postgresql.core.BaseConnection");
    if (driver == null) {
      return NONE;
    }
    try {
      Class<?> type = Objects.requireNonNull(DriverObject.type(raw, "org.postgresql.PGConnection"));
      return new PostgresTracking(
          driver,
          type.getMethod("getParameterStatuses"),
          driver.getClass().getMethod("getTransactionState"));
    } catch (NoSuchMethodException e) {
      return NONE;
    }
  }

  @Override
  int look() {
    try {
      return (isAsItShould() ? 0 : SessionChange.SQL) | (isIdle() ? 0 : SessionChange.WORK);
    } catch (SQLException e) {
      return SessionChange.SQL;
    }
  }

  private boolean isIdle() throws SQLException {
    return "IDLE".equals(String.valueOf(DriverObject.call(transaction, driver)));
  }

  private boolean isAsItShould() throws SQLException {
    int i = 0;
    for (Map.Entry<?, ?> each : reported().entrySet()) {
      if (i == values.length
          || (!each.getValue().equals(values[i]) && !OF_SERVER.equals(each.getKey()))) {
        return false;
      }
      i++;
    }
    return i == values.length;
  }

  private Map<?, ?> reported() throws SQLException {
    return (Map<?, ?>) Objects.requireNonNull(DriverObject.call(settings, driver));
  }

  @Override
  void forgetAllBut(int before) {
    if (before == 0) {
      settle();
    }
  }

  @Override
  void settle() {
    try {
      values = reported().values().toArray(String[]::new);
    } catch (SQLException e) {
      values = new String[0];
    }
  }
}
