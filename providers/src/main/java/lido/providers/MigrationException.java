package lido.providers;

import static java.util.stream.Collectors.joining;

import lido.pool.DatabaseConfig;
import org.flywaydb.core.api.FlywayException;

/** Says which database could not be migrated, and why. */
final class MigrationException extends Exception {

  private static final long serialVersionUID = 1;

  MigrationException(DatabaseConfig row, FlywayException cause) {
    super(message(row, cause), cause);
  }

  private static String message(DatabaseConfig row, FlywayException cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof PlainDataSource.NotConnected) {
        return String.valueOf(each.getMessage());
      }
    }
    return """
        %s: cannot be migrated at %s
          where: %s
          fix:   mend the scripts in db/migration/%s, or the database's flyway_schema_history; or set
                 %s.migrate = false
          cause: %s"""
        .formatted(
            row.path(), row.address(), row.origin(), row.key(), row.path(), text(row, cause));
  }

  /** Flyway's own words, without the password in case a driver repeats it. */
  private static String text(DatabaseConfig row, FlywayException cause) {
    String text = String.valueOf(cause.getMessage()).strip();
    String safe = row.pass().length() < 3 ? text : text.replace(row.pass(), "***");
    return safe.lines()
        .map(String::strip)
        .filter(line -> !line.matches("-*"))
        .collect(joining("\n         "));
  }
}
