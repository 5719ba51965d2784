package lido.pool;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Opens physical connections to one database and prepares them. Thread-safe. Blocks in the driver
 * for at most about {@code connect-timeout}, which the driver is told.
 */
final class Connector {

  /** Drivers set the timeout of their socket here and now; there is nothing to hand to a thread. */
  static final Executor DIRECT = Runnable::run;

  private final String url;

  /** Replaced by one that differs in the password only. */
  private volatile DatabaseConfig config;

  /** What the driver is told; never changed, only replaced. */
  private volatile Properties properties;

  Connector(DatabaseConfig config) {
    this.config = config;
    this.url = config.jdbcUrl();
    this.properties = properties(config);
  }

  /** From the next connection on another password counts. */
  void password(String pass) {
    DatabaseConfig changed = config.withPass(pass);
    config = changed;
    properties = properties(changed);
  }

  private static Properties properties(DatabaseConfig config) {
    Properties properties =
        config.url() != null && config.adapter() == Adapter.H2
            ? new Properties()
            : config
                .adapter()
                .properties(config.name(), config.charset(), config.pool().connectTimeout());
    if (SessionTracking.isWanted(config)) {
      properties.setProperty("trackSessionState", "true");
    }
    if (!config.user().isEmpty()) {
      properties.setProperty("user", config.user());
    }
    if (!config.pass().isEmpty()) {
      properties.setProperty("password", config.pass());
    }
    properties.putAll(config.options());
    return properties;
  }

  Connection open() throws OpenFailure {
    long start = System.nanoTime();
    Driver driver = driver();
    Connection raw = null;
    OpenFailure.Step reached = OpenFailure.Step.HANDSHAKE;
    try {
      raw = driver.connect(url, properties);
      if (raw == null) {
        throw new OpenFailure(config, OpenFailure.Step.DRIVER, elapsed(start), null);
      }
      reached = OpenFailure.Step.COMMANDS;
      prepare(raw);
      return raw;
    } catch (OpenFailure e) {
      throw e;
    } catch (SQLException | RuntimeException | Error e) {
      abandon(raw, e);
      OpenFailure.Step step =
          reached == OpenFailure.Step.COMMANDS ? reached : Faults.step(config.adapter(), e);
      throw new OpenFailure(config, step, elapsed(start), e);
    }
  }

  /** Brings a new or freshly reset connection into the state in which borrowers get it. */
  void prepare(Connection raw) throws SQLException {
    if (!raw.getAutoCommit()) {
      raw.setAutoCommit(true);
    }
    if (!config.commands().isEmpty()) {
      try (Statement statement = raw.createStatement()) {
        for (String command : config.commands()) {
          statement.execute(command);
        }
      }
    }
    limitAnswers(raw, config.pool().socketTimeout());
  }

  /** Bounds every later wait for the server, so that no black hole holds a thread for ever. */
  static void limitAnswers(Connection raw, Duration timeout) throws SQLException {
    try {
      raw.setNetworkTimeout(DIRECT, (int) Math.min(Integer.MAX_VALUE, timeout.toMillis()));
    } catch (SQLFeatureNotSupportedException e) {
      // Embedded databases have no network.
    }
  }

  private Driver driver() throws OpenFailure {
    Adapter adapter = config.adapter();
    if (adapter != Adapter.OTHER) {
      // Not through DriverManager, whose first use loads every driver on the class path.
      for (ServiceLoader.Provider<Driver> provider :
          ServiceLoader.load(Driver.class).stream().toList()) {
        if (provider.type().getName().equals(adapter.driver())) {
          return provider.get();
        }
      }
      throw new OpenFailure(
          config,
          OpenFailure.Step.DRIVER,
          "the JDBC driver is not on the class path; add the Maven artifact " + adapter.artifact(),
          null);
    }
    try {
      return DriverManager.getDriver(url);
    } catch (SQLException e) {
      throw new OpenFailure(config, OpenFailure.Step.DRIVER, Duration.ZERO, null);
    }
  }

  private static Duration elapsed(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void abandon(@Nullable Connection raw, Throwable because) {
    if (raw != null) {
      try {
        raw.close();
      } catch (SQLException | RuntimeException | Error e) {
        because.addSuppressed(e);
      }
    }
  }
}
