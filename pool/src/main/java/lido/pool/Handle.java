package lido.pool;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/**
 * What every handle that a borrower holds knows: whose it is, and what to do with an error.
 *
 * <p>They have no final fields, though nothing ever changes them: behind the final field of a
 * superclass stands a barrier, for which the compiler first clears the whole object and then fills
 * it. They are used by one thread at a time and need no safe publication.
 */
abstract class Handle implements Wrapper {

  abstract PooledConnection connection();

  /** The driver's object behind this handle. */
  abstract Wrapper driverObject() throws SQLException;

  /** Shows the pool what the driver threw, on its way to the borrower. */
  SQLException failed(Throwable failure) {
    connection().examine(failure);
    if (failure instanceof SQLException e) {
      return e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return new SQLException(failure);
  }

  /** Called before anything is executed: with autocommit off there is now open work. */
  void executing() {
    connection().noteWork();
  }

  void executing(String sql) {
    connection().noteSql(sql);
    connection().noteWork();
  }

  @Nullable ResultSet wrap(@Nullable ResultSet rows) {
    return rows == null ? null : new PooledResultSet(this, rows);
  }

  /** An object of the driver's own, with which the server can be asked past the pool. */
  <T extends @Nullable Object> T lent(T object) {
    if (object != null && isOfDriver(object)) {
      connection().note(SessionChange.AT_ONCE);
    }
    return object;
  }

  /** A description of columns or parameters: pgjdbc asks the server for some of it. */
  <T extends @Nullable Object> T described(T object) {
    LoginState login = connection().entry().login;
    return login != null && login.asksForDescriptions() ? lent(object) : object;
  }

  /** Texts, numbers and dates are the JDK's. */
  private static boolean isOfDriver(Object object) {
    ClassLoader loader = object.getClass().getClassLoader();
    return loader != null && loader != ClassLoader.getPlatformClassLoader();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    // Whoever holds the driver's object may ask the server, and change anything behind the pool's
    // back.
    connection().raw();
    connection().note(SessionChange.DRIVER);
    Wrapper driver = driverObject();
    return type.isInstance(driver) ? type.cast(driver) : driver.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this)
        || type.isInstance(driverObject())
        || driverObject().isWrapperFor(type);
  }
}
