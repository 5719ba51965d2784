package lido.pool;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Calls what a driver has beside JDBC, by name: the pool depends on no driver (ADR 0007). Also
 * through a wrapping driver that hands its driver's object out.
 */
final class DriverObject {

  private DriverObject() {}

  /** A class of the driver's; null if there is none of this name. */
  static @Nullable Class<?> type(Connection raw, String name) {
    for (ClassLoader loader :
        new ClassLoader[] {raw.getClass().getClassLoader(), DriverObject.class.getClassLoader()}) {
      try {
        return Class.forName(name, false, loader);
      } catch (ClassNotFoundException | LinkageError e) {
        // Then by the other one.
      }
    }
    return null;
  }

  /** The object of this class behind a connection; null if it is another driver's. */
  static @Nullable Object of(Connection raw, String name) {
    Class<?> type = type(raw, name);
    if (type == null) {
      return null;
    }
    if (type.isInstance(raw)) {
      return raw;
    }
    try {
      return raw.isWrapperFor(type) ? raw.unwrap(type) : null;
    } catch (SQLException | RuntimeException | AbstractMethodError e) {
      return null;
    }
  }

  /** A method's result; what it threw is thrown as an SQLException. */
  static @Nullable Object call(
      Method method, @Nullable Object target, @Nullable Object... arguments) throws SQLException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new SQLException("the driver failed in " + method.getName(), "08S01", e.getCause());
    } catch (IllegalAccessException e) {
      throw new SQLException("the driver does not allow " + method.getName(), e);
    }
  }
}
