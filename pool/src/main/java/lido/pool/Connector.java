package lido.pool;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens physical connections to one database and prepares them. Thread-safe. Blocks in the driver
 * for at most about {@code connect-timeout}, which the driver is told.
 */
final class Connector {

  private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

  /** Drivers set the timeout of their socket here and now; there is nothing to hand to a thread. */
  static final Executor DIRECT = Runnable::run;

  /** Read anew for each connect: the password may be another one by then. */
  private final Supplier<DatabaseConfig> row;

  Connector(DatabaseConfig config) {
    this(() -> config);
  }

  Connector(Supplier<DatabaseConfig> row) {
    this.row = row;
  }

  private static Properties properties(DatabaseConfig config) {
    Properties properties =
        config.url() != null && config.adapter() == Adapter.H2
            ? new Properties()
            : config
                .adapter()
                .properties(config.name(), config.charset(), config.pool().connectTimeout());
    // Of some drivers the properties win over the URL.
    properties.stringPropertyNames().stream().filter(config::isGiven).forEach(properties::remove);
    if (config.tracksSession()) {
      properties.setProperty(DatabaseConfig.SESSION_TRACKING, "true");
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
    return open(row.get());
  }

  Connection open(DatabaseConfig config) throws OpenFailure {
    long start = System.nanoTime();
    Connection raw = connect(config);
    try {
      prepare(raw);
      return raw;
    } catch (SQLException | RuntimeException | Error e) {
      abandon(raw, e);
      throw new OpenFailure(config, OpenFailure.Step.COMMANDS, elapsed(start), e);
    }
  }

  /** The driver's part alone: up to the login and the database. */
  Connection connect() throws OpenFailure {
    return connect(row.get());
  }

  private static Connection connect(DatabaseConfig config) throws OpenFailure {
    long start = System.nanoTime();
    Driver driver = driver(config);
    Connection raw;
    try {
      raw = driver.connect(config.jdbcUrl(), properties(config));
    } catch (SQLException | RuntimeException | Error e) {
      throw new OpenFailure(config, SqlFaults.step(config.adapter(), e), elapsed(start), e);
    }
    if (raw == null) {
      throw new OpenFailure(config, OpenFailure.Step.DRIVER, elapsed(start), null);
    }
    return raw;
  }

  /** Brings a new or freshly reset connection into the state in which borrowers get it. */
  void prepare(Connection raw) throws SQLException {
    DatabaseConfig config = row.get();
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
    limitAnswers(raw, config.answerTimeout());
  }

  /** Bounds every later wait for the server, so that no black hole holds a thread for ever. */
  static void limitAnswers(Connection raw, Duration timeout) throws SQLException {
    try {
      raw.setNetworkTimeout(DIRECT, (int) Math.min(Integer.MAX_VALUE, timeout.toMillis()));
    } catch (SQLFeatureNotSupportedException e) {
      // Embedded databases have no network.
    }
  }

  private static Driver driver(DatabaseConfig config) throws OpenFailure {
    var driver = driverOf(config);
    if (driver.isPresent()) {
      return driver.get();
    }
    throw config.adapter() == Adapter.OTHER
        ? new OpenFailure(config, OpenFailure.Step.DRIVER, Duration.ZERO, null)
        : new OpenFailure(
            config,
            OpenFailure.Step.DRIVER,
            "the JDBC driver is not on the class path; add the Maven artifact "
                + config.adapter().artifact(),
            null);
  }

  /** Finds the driver of a row, if it is on the class path. */
  static Optional<Driver> driverOf(DatabaseConfig config) {
    Adapter adapter = config.adapter();
    String url = config.jdbcUrl();
    try {
      if (adapter != Adapter.OTHER) {
        // Not through DriverManager, whose first use loads every driver on the class path.
        Optional<Driver> own = named(adapter.driver());
        // Of a known kind, through a wrapping driver's URL.
        if (own.isEmpty() || own.get().acceptsURL(url)) {
          return own;
        }
      }
      return Optional.of(DriverManager.getDriver(url));
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  private static Optional<Driver> named(String type) {
    for (ServiceLoader.Provider<Driver> provider :
        ServiceLoader.load(Driver.class).stream().toList()) {
      if (provider.type().getName().equals(type)) {
        return Optional.of(provider.get());
      }
    }
    return Optional.empty();
  }

  private static Duration elapsed(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void abandon(Connection raw, Throwable because) {
    try {
      raw.close();
    } catch (SQLException | RuntimeException | Error e) {
      because.addSuppressed(e);
    }
  }

  /** Ends a connection at once; in good order where a driver does nothing at abort, as H2's. */
  static void abort(Connection raw) throws SQLException {
    raw.abort(DIRECT);
    if (!raw.isClosed()) {
      raw.close();
    }
  }

  /** Ends a connection that nobody waits for any more, here and now. */
  static void discard(Connection raw) {
    try {
      abort(raw);
    } catch (SQLException | RuntimeException | Error e) {
      LOG.debug("a connection that nobody waits for any more does not abort", e);
    }
  }
}
