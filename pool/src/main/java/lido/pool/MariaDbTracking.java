package lido.pool;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The database and the isolation level as MariaDB's driver has last heard of them from the server.
 * It hears of more, and hands that on to nobody.
 */
final class MariaDbTracking extends SessionTracking {

  private final Object context;
  private final Method isolation;
  private final Method database;

  // As they should be.
  private @Nullable Object settledIsolation;
  private @Nullable Object settledDatabase;

  private MariaDbTracking(Object context, Method isolation, Method database) {
    this.context = context;
    this.isolation = isolation;
    this.database = database;
  }

  static SessionTracking of(Connection raw) throws SQLException {
    Object driver = DriverObject.of(raw, "org.mariadb.jdbc.Connection");
    Class<?> type = DriverObject.type(raw, "org.mariadb.jdbc.client.Context");
    if (driver == null || type == null) {
      return NONE;
    }
    try {
      return new MariaDbTracking(
          Objects.requireNonNull(
              DriverObject.call(driver.getClass().getMethod("getContext"), driver)),
          type.getMethod("getTransactionIsolationLevel"),
          type.getMethod("getDatabase"));
    } catch (NoSuchMethodException e) {
      return NONE;
    }
  }

  @Override
  int look() {
    try {
      // Null before the server has said anything, and after a reset.
      Object level = DriverObject.call(isolation, context);
      boolean sameLevel = level == null || level.equals(settledIsolation);
      boolean sameDatabase = Objects.equals(DriverObject.call(database, context), settledDatabase);
      return (sameLevel ? 0 : SessionChange.ISOLATION) | (sameDatabase ? 0 : SessionChange.CATALOG);
    } catch (SQLException e) {
      return SessionChange.SQL;
    }
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
      settledIsolation = DriverObject.call(isolation, context);
      settledDatabase = DriverObject.call(database, context);
    } catch (SQLException e) {
      settledDatabase = e;
    }
  }
}
