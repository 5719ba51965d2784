package lido.providers;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lido.config.ConfigProblem;
import lido.config.ConfigSection;
import lido.container.Container;
import lido.pool.DatabaseConfig;

/**
 * Every row under {@code database}, read over {@code database-defaults} and checked. Immutable.
 *
 * @param rows the rows without a problem, in the order of the file
 * @param migrated the rows that Flyway migrates
 * @param warnings what is legal but odd
 */
record DatabaseSettings(
    List<DatabaseConfig> rows, List<DatabaseConfig> migrated, List<String> warnings) {

  DatabaseSettings {
    rows = List.copyOf(rows);
    migrated = List.copyOf(migrated);
    warnings = List.copyOf(warnings);
  }

  /** Reads every row; reports every problem, and returns only the rows that have none. */
  static DatabaseSettings read(Container container) {
    return read(container.config(), container::problem);
  }

  static DatabaseSettings read(Config config, Consumer<ConfigProblem> problems) {
    var rows = new ArrayList<DatabaseConfig>();
    var migrated = new ArrayList<DatabaseConfig>();
    var warnings = new ArrayList<String>();
    var defaults = ConfigSection.of(config, "database-defaults", problems);
    DatabaseRow.rejectUnknownKeys(defaults);
    for (String key : keys(config, problems)) {
      var row = new DatabaseRow(key, config, defaults);
      var read = row.read();
      row.problems().forEach(problems);
      if (read.isPresent()) {
        rows.add(read.get());
        warnings.addAll(row.warnings());
        if (row.migrate()) {
          migrated.add(read.get());
        }
      }
    }
    return new DatabaseSettings(rows, migrated, warnings);
  }

  /** Returns the keys of all rows, also of those with a problem, in the order of the file. */
  static List<String> keys(Config config) {
    return keys(config, problem -> {});
  }

  private static List<String> keys(Config config, Consumer<ConfigProblem> problems) {
    var database = ConfigSection.of(config, "database", problems);
    var keys = new ArrayList<String>();
    for (String key : database.keys()) {
      if (config.getObject("database").get(key) instanceof ConfigObject) {
        keys.add(key);
      } else if (database.has(key)) {
        database.problem(
            key,
            "must be a block: each database has one of its own",
            "write database.default { " + key + " = … }");
      }
    }
    return keys;
  }
}
