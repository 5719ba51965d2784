package lido.pool;

import java.util.List;
import java.util.Map;

/** Rows that differ from another in one component. */
final class Rows {

  private Rows() {}

  static DatabaseConfig with(DatabaseConfig row, List<String> commands) {
    return copy(row, row.prefix(), commands, row.required());
  }

  static DatabaseConfig optional(DatabaseConfig row) {
    return copy(row, row.prefix(), row.commands(), false);
  }

  static DatabaseConfig prefixed(DatabaseConfig row, String prefix) {
    return copy(row, prefix, row.commands(), row.required());
  }

  private static DatabaseConfig copy(
      DatabaseConfig row, String prefix, List<String> commands, boolean required) {
    return new DatabaseConfig(
        row.key(),
        row.path(),
        "conf/application.conf: 12",
        row.adapter(),
        row.url(),
        row.host(),
        row.port(),
        row.name(),
        row.user(),
        row.pass(),
        row.charset(),
        prefix,
        Map.of(),
        commands,
        required,
        row.pool());
  }

  static DatabaseConfig of(Adapter adapter, String host, int port, String name, String charset) {
    return new DatabaseConfig(
        "default",
        "database.default",
        "conf/application.conf: 12",
        adapter,
        null,
        host,
        port,
        name,
        "me",
        "hunter2",
        charset,
        "",
        Map.of(),
        List.of(),
        true,
        PoolConfig.builder().build());
  }
}
