package lido.benchmarks;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A driver that costs next to nothing: plain classes, fields instead of a network, so that what is
 * measured is the pool. Only a connect can be given a duration. Thread-safe.
 */
public final class StubDriver implements Driver {

  static final String URL = "jdbc:stub:benchmark";

  /** How long a connect takes. */
  static volatile long connectNanos;

  /** Connects that are under way at once, at most. */
  static final AtomicInteger WIDEST = new AtomicInteger();

  private static final AtomicInteger CONNECTING = new AtomicInteger();

  /** Counted down by every connection that is open. */
  static volatile CountDownLatch opened = new CountDownLatch(0);

  /** The last one that was opened, for the checks of a pool of one. */
  static volatile @Nullable StubConnection last;

  static {
    try {
      DriverManager.registerDriver(new StubDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Makes sure that DriverManager knows the stub. */
  static void register() {}

  @Override
  public @Nullable Connection connect(String url, @Nullable Properties properties) {
    if (!acceptsURL(url)) {
      return null;
    }
    int now = CONNECTING.incrementAndGet();
    WIDEST.accumulateAndGet(now, Math::max);
    long until = System.nanoTime() + connectNanos;
    for (long left = connectNanos; left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    CONNECTING.decrementAndGet();
    var connection = new StubConnection();
    last = connection;
    opened.countDown();
    return connection;
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(URL);
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
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }
}
