package lido.benchmarks;

import com.alibaba.druid.pool.DruidDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lido.pool.DatabaseConfig;
import lido.pool.DatabasePool;
import lido.pool.PoolConfig;

/**
 * Pools in front of a real server, reached through a port. On MySQL all but Lido are given the
 * options that HikariCP's page on MySQL recommends; Lido is given what its users write, a row.
 */
final class RealPeers {

  private static final String TUNED =
      "&cachePrepStmts=true&prepStmtCacheSize=250&prepStmtCacheSqlLimit=2048"
          + "&useServerPrepStmts=true&useLocalSessionState=true&rewriteBatchedStatements=true"
          + "&cacheResultSetMetadata=true&cacheServerConfiguration=true"
          + "&elideSetAutoCommits=true&maintainTimeStats=false";

  private RealPeers() {}

  static boolean has(Peer peer) {
    return switch (peer) {
      case LIDO, HIKARI, AGROAL, DRUID -> true;
      default -> false;
    };
  }

  static Peers.Pool open(Peer peer, RealServer server, int port, int size) throws Exception {
    return switch (peer) {
      case LIDO -> lido(server, port, size);
      case HIKARI -> hikari(server, port, size);
      case AGROAL -> agroal(server, port, size);
      case DRUID -> druid(server, port, size);
      default -> throw new IllegalArgumentException(peer + " is not asked");
    };
  }

  private static String tuned(RealServer server, int port) {
    return server.url(port) + (server.kind() == RealServer.Kind.MYSQL ? TUNED : "");
  }

  private static Peers.Pool lido(RealServer server, int port, int size) throws Exception {
    Map<String, String> options =
        server.kind() == RealServer.Kind.MYSQL
            ? Map.of("sslMode", "DISABLED", "allowPublicKeyRetrieval", "true")
            : Map.of();
    var row =
        new DatabaseConfig(
            "default",
            "database.default",
            "",
            server.kind().adapter(),
            null,
            "127.0.0.1",
            port,
            server.database(),
            server.user(),
            server.pass(),
            "utf8mb4",
            "",
            options,
            List.of(),
            true,
            PoolConfig.builder().min(size).max(size).build());
    var pool = new DatabasePool(List.of(row));
    pool.initPool();
    return new Peers.Pool(pool.getConnection(), pool);
  }

  private static Peers.Pool hikari(RealServer server, int port, int size) {
    var config = new HikariConfig();
    config.setJdbcUrl(tuned(server, port));
    config.setUsername(server.user());
    config.setPassword(server.pass());
    config.setMaximumPoolSize(size);
    var pool = new HikariDataSource(config);
    return new Peers.Pool(pool, pool);
  }

  private static Peers.Pool agroal(RealServer server, int port, int size) throws Exception {
    var config = new AgroalDataSourceConfigurationSupplier();
    config
        .metricsEnabled(false)
        .connectionPoolConfiguration()
        .initialSize(size)
        .minSize(size)
        .maxSize(size)
        .acquisitionTimeout(Duration.ofSeconds(30))
        .connectionValidator(ConnectionValidator.defaultValidator())
        .idleValidationTimeout(Duration.ofMillis(500))
        .connectionFactoryConfiguration()
        .jdbcUrl(tuned(server, port))
        .principal(new NamePrincipal(server.user()))
        .credential(new SimplePassword(server.pass()));
    AgroalDataSource pool = AgroalDataSource.from(config);
    return new Peers.Pool(pool, pool);
  }

  private static Peers.Pool druid(RealServer server, int port, int size) throws Exception {
    var pool = new DruidDataSource();
    pool.setUrl(tuned(server, port));
    pool.setUsername(server.user());
    pool.setPassword(server.pass());
    pool.setInitialSize(size);
    pool.setMinIdle(size);
    pool.setMaxActive(size);
    pool.setTestWhileIdle(true);
    pool.setTestOnBorrow(false);
    pool.init();
    return new Peers.Pool(pool, pool);
  }
}
