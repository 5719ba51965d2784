package lido.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lido.testserver.FaultProxy;
import lido.testserver.TestDatabase;

/** A row for a real server, changed by a test where it matters. Not thread-safe. */
final class Row {

  Adapter adapter = Adapter.MYSQL;
  String key = "default";
  String url;
  String host;
  int port;
  String name;
  String user;
  String pass;
  String charset = "utf8mb4";
  String prefix = "";
  boolean required = true;
  final Map<String, String> options = new LinkedHashMap<>();
  final List<String> commands = new ArrayList<>();

  /** What a test does not want short is long: a busy machine takes its time to connect. */
  final PoolConfig.Builder pool =
      PoolConfig.builder()
          .acquireTimeout(Duration.ofMinutes(1))
          .connectTimeout(Duration.ofMinutes(1))
          .validationTimeout(Duration.ofMinutes(1))
          .drainTimeout(Duration.ofSeconds(2));

  private Row(TestDatabase database) {
    host = database.host();
    port = database.port();
    name = database.name();
    user = database.user();
    pass = database.pass();
    options.put("allowPublicKeyRetrieval", "true");
  }

  /** A row by Connector/J. */
  static Row of(TestDatabase database) {
    return of(database, Adapter.MYSQL);
  }

  static Row of(TestDatabase database, Adapter adapter) {
    var row = new Row(database);
    row.adapter = adapter;
    if (adapter == Adapter.MYSQL) {
      row.options.put("sslMode", "DISABLED");
    }
    return row;
  }

  Row through(FaultProxy proxy) {
    port = proxy.port();
    return this;
  }

  Row sizes(int min, int max) {
    pool.min(min).max(max);
    return this;
  }

  DatabaseConfig config() {
    return new DatabaseConfig(
        key,
        "database." + key,
        "conf/application.conf: 12",
        adapter,
        url,
        host,
        port,
        name,
        user,
        pass,
        charset,
        prefix,
        options,
        commands,
        required,
        pool.build());
  }
}
