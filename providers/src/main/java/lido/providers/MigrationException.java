package lido.providers;

import static java.util.stream.Collectors.joining;

import java.util.List;
import lido.pool.DatabaseConfig;
import org.flywaydb.core.api.FlywayException;

/** Names the databases that could not be migrated, each with the reason; never holds a secret. */
final class MigrationException extends Exception {

  private static final long serialVersionUID = 1;

  private MigrationException(String message, Throwable cause) {
    super(message, cause);
  }

  static MigrationException of(DatabaseConfig row, FlywayException cause) {
    return new MigrationException(message(row, cause), cause);
  }

  /** Returns one exception for all failures: the first is its cause, the others are suppressed. */
  static MigrationException ofAll(List<MigrationException> failures) {
    var all =
        new MigrationException(
            failures.stream().map(MigrationException::getMessage).collect(joining("\n\n")),
            failures.get(0));
    failures.stream().skip(1).forEach(all::addSuppressed);
    return all;
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
          fix:   %s
          cause: %s"""
        .formatted(row.path(), row.address(), row.origin(), fix(row, cause), text(row, cause));
  }

  private static String fix(DatabaseConfig row, FlywayException cause) {
    if (String.valueOf(cause.getMessage()).startsWith("Unsupported Database")) {
      return switch (row.adapter()) {
        case MYSQL, MARIADB -> "add the Maven artifact org.flywaydb:flyway-mysql";
        case PGSQL -> "add the Maven artifact org.flywaydb:flyway-database-postgresql";
        case H2, OTHER -> "add Flyway's Maven artifact for this database";
      };
    }
    return """
        mend the scripts in db/migration/%s, or the database's flyway_schema_history; or set
                 %s.migrate = false"""
        .formatted(row.key(), row.path());
  }

  /** Returns Flyway's own message, without the password that a driver may repeat. */
  private static String text(DatabaseConfig row, FlywayException cause) {
    String text = String.valueOf(cause.getMessage()).strip();
    String safe = row.pass().length() < 3 ? text : text.replace(row.pass(), "***");
    return safe.lines()
        .map(String::strip)
        .filter(line -> !line.matches("-*"))
        .collect(joining("\n         "));
  }
}
