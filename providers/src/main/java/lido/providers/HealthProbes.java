package lido.providers;

import java.time.Duration;
import java.util.List;
import lido.pool.DatabaseConfig;

/** One probe for each database. Thread-safe. */
record HealthProbes(List<HealthProbe> all) {

  static HealthProbes of(List<DatabaseConfig> rows, Duration timeout) {
    return new HealthProbes(rows.stream().map(row -> HealthProbe.of(row, timeout)).toList());
  }
}
