package lido.pool;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;

/**
 * A driver in front of others, as loggers and tracers are: {@code jdbc:wrapped:} and the URL of the
 * other. What it hands out is a connection of its own, which unwraps. Thread-safe.
 */
final class WrappingDriver implements Driver, AutoCloseable {

  static final String PREFIX = "jdbc:wrapped:";

  WrappingDriver() throws SQLException {
    DriverManager.registerDriver(this);
  }

  @Override
  public Connection connect(String url, Properties properties) throws SQLException {
    return acceptsURL(url)
        ? wrapped(DriverManager.getConnection("jdbc:" + url.substring(PREFIX.length()), properties))
        : null;
  }

  private static Connection wrapped(Connection raw) {
    return (Connection)
        Proxy.newProxyInstance(
            WrappingDriver.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) -> {
              boolean other = arguments != null && arguments[0] instanceof Class<?> type;
              if (method.getName().equals("isWrapperFor") && other) {
                return ((Class<?>) arguments[0]).isInstance(raw);
              }
              try {
                return method.invoke(raw, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(PREFIX);
  }

  @Override
  public void close() throws SQLException {
    DriverManager.deregisterDriver(this);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }
}
