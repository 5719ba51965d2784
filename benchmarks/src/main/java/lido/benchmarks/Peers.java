package lido.benchmarks;

import com.alibaba.druid.pool.DruidDataSource;
import com.alibaba.druid.pool.ValidConnectionChecker;
import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import lido.pool.DatabaseConfig;
import lido.pool.DatabasePool;
import lido.pool.PoolConfig;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.stone.beecp.BeeDataSource;
import org.stone.beecp.BeeDataSourceConfig;
import org.vibur.dbcp.ViburDBCPDataSource;

/**
 * Every pool at its best while it keeps the same promises, as far as it can: a fixed size that is
 * opened at the start, 60 s to acquire, autocommit, reset on return, statements closed on return,
 * validated after 500 ms idle, no leak detection, no JMX. {@link SemanticsCase} shows what each
 * then does. What cannot be had from one is said at its method.
 */
final class Peers {

  private static final Duration ACQUIRE = Duration.ofSeconds(60);
  private static final int ACQUIRE_MILLIS = 60_000;
  private static final int TRUSTED_MILLIS = 500;

  /** A pool and the way to end it. */
  record Pool(DataSource source, AutoCloseable end) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      end.close();
    }
  }

  private Peers() {}

  /**
   * Creates a pool of a fixed size; whether that blocks until all are open is up to the pool.
   *
   * @param manyThreads whether threads come and go by the thousand: per-thread caches are turned
   *     off where they can be
   */
  static Pool open(Peer peer, int size, boolean manyThreads) throws Exception {
    StubDriver.register();
    return switch (peer) {
      case LIDO -> lido(size);
      case NONE -> new Pool(new StubSource(), () -> {});
      case HIKARI -> hikari(size);
      case BEECP -> beecp(size, manyThreads);
      case AGROAL -> agroal(size);
      case VIBUR -> vibur(size);
      case DRUID -> druid(size);
      case TOMCAT -> tomcat(size);
      case DBCP2 -> dbcp2(size);
      case C3P0 -> c3p0(size);
      case JAVALIN, SPRING, JOOBY -> throw new IllegalArgumentException(peer + " is no pool");
    };
  }

  private static Pool lido(int size) throws Exception {
    PoolConfig sizes =
        PoolConfig.builder()
            .min(size)
            .max(size)
            .acquireTimeout(ACQUIRE)
            .connectTimeout(ACQUIRE)
            .build();
    var pool =
        new DatabasePool(
            List.of(DatabaseConfig.ofUrl("default", StubDriver.URL, "user", "pass", sizes)));
    pool.initPool();
    return new Pool(pool.getConnection(), pool);
  }

  private static Pool hikari(int size) {
    var config = new HikariConfig();
    config.setJdbcUrl(StubDriver.URL);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(size);
    config.setConnectionTimeout(ACQUIRE_MILLIS);
    var pool = new HikariDataSource(config);
    return new Pool(pool, pool);
  }

  /** Its thread-local is worth much to a few threads and nothing to a million: a setting. */
  private static Pool beecp(int size, boolean manyThreads) throws Exception {
    var config = new BeeDataSourceConfig();
    config.setJdbcUrl(StubDriver.URL);
    config.setInitialSize(size);
    config.setMaxActive(size);
    config.setMaxWait(ACQUIRE_MILLIS);
    config.setAliveAssumeTime(TRUSTED_MILLIS);
    config.setUseThreadLocal(!manyThreads);
    config.setRegisterMbeans(false);
    var pool = new BeeDataSource(config);
    return new Pool(pool, pool);
  }

  /** Commits unfinished work on return unless autocommit is off by default: no setting for it. */
  private static Pool agroal(int size) throws Exception {
    var config = new AgroalDataSourceConfigurationSupplier();
    config
        .metricsEnabled(false)
        .connectionPoolConfiguration()
        .initialSize(size)
        .minSize(size)
        .maxSize(size)
        .acquisitionTimeout(ACQUIRE)
        .connectionValidator(ConnectionValidator.defaultValidator())
        .idleValidationTimeout(Duration.ofMillis(TRUSTED_MILLIS))
        .connectionFactoryConfiguration()
        .jdbcUrl(StubDriver.URL);
    AgroalDataSource pool = AgroalDataSource.from(config);
    return new Pool(pool, pool);
  }

  /** Counts its idle limit in seconds, and leaves a caller's open statement open. */
  private static Pool vibur(int size) {
    var pool = new ViburDBCPDataSource();
    pool.setJdbcUrl(StubDriver.URL);
    pool.setUsername("user");
    pool.setPassword("pass");
    pool.setPoolInitialSize(size);
    pool.setPoolMaxSize(size);
    pool.setPoolFair(false);
    pool.setConnectionTimeoutInMs(ACQUIRE_MILLIS);
    pool.setConnectionIdleLimitInSeconds(1);
    pool.setDefaultAutoCommit(true);
    pool.setResetDefaultsAfterUse(true);
    pool.setClearSQLWarnings(true);
    pool.setLogConnectionLongerThanMs(-1);
    pool.setLogQueryExecutionLongerThanMs(-1);
    pool.setLogLargeResultSet(-1);
    pool.setEnableJMX(false);
    pool.start();
    return new Pool(pool, pool);
  }

  private static Pool druid(int size) throws Exception {
    var pool = new DruidDataSource();
    pool.setUrl(StubDriver.URL);
    pool.setDriver(new StubDriver());
    pool.setInitialSize(size);
    pool.setMinIdle(size);
    pool.setMaxActive(size);
    pool.setMaxWait(ACQUIRE_MILLIS);
    pool.setUseUnfairLock(true);
    pool.setTestWhileIdle(true);
    pool.setTestOnBorrow(false);
    // Its window is the period of its own thread, so a shorter one costs wake-ups.
    pool.setTimeBetweenEvictionRunsMillis(1000);
    pool.setValidConnectionChecker(new AskDriver());
    pool.setDefaultAutoCommit(true);
    pool.init();
    return new Pool(pool, pool);
  }

  /** Druid knows no driver like ours, so it is told how to validate. */
  private static final class AskDriver implements ValidConnectionChecker {
    @Override
    public boolean isValidConnection(Connection connection, String query, int seconds)
        throws Exception {
      return connection.isValid(seconds);
    }

    @Override
    public void configFromProperties(Properties properties) {}
  }

  private static Pool tomcat(int size) {
    var config = new PoolProperties();
    config.setUrl(StubDriver.URL);
    config.setDriverClassName(StubDriver.class.getName());
    config.setInitialSize(size);
    config.setMinIdle(size);
    config.setMaxIdle(size);
    config.setMaxActive(size);
    config.setMaxWait(ACQUIRE_MILLIS);
    config.setFairQueue(false);
    config.setDefaultAutoCommit(true);
    config.setRollbackOnReturn(true);
    config.setTestOnBorrow(true);
    config.setValidationInterval(TRUSTED_MILLIS);
    config.setJdbcInterceptors("ConnectionState;StatementFinalizer");
    config.setJmxEnabled(false);
    var pool = new org.apache.tomcat.jdbc.pool.DataSource(config);
    return new Pool(pool, pool::close);
  }

  /** Has no window: it validates on every borrow or, as here, never. */
  private static Pool dbcp2(int size) throws Exception {
    var pool = new BasicDataSource();
    pool.setUrl(StubDriver.URL);
    pool.setInitialSize(size);
    pool.setMinIdle(size);
    pool.setMaxIdle(size);
    pool.setMaxTotal(size);
    pool.setMaxWait(ACQUIRE);
    pool.setDefaultAutoCommit(true);
    pool.setTestOnBorrow(false);
    pool.start();
    return new Pool(pool, pool);
  }

  /** Has no window either. */
  private static Pool c3p0(int size) {
    var pool = new ComboPooledDataSource();
    pool.setJdbcUrl(StubDriver.URL);
    pool.setInitialPoolSize(size);
    pool.setMinPoolSize(size);
    pool.setMaxPoolSize(size);
    pool.setCheckoutTimeout(ACQUIRE_MILLIS);
    return new Pool(pool, pool);
  }
}
