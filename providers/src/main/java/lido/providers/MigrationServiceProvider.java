package lido.providers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lido.container.Container;
import lido.container.ServiceProvider;
import lido.pool.DatabaseConfig;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings each database with {@code migrate = true} to the newest version of its scripts, on
 * connections of its own, before the first worker starts. The scripts stand in {@code
 * db/migration/<key>} on the class path; {@code ${prefix}} in them is the table prefix.
 */
public final class MigrationServiceProvider implements ServiceProvider {

  private static final Logger LOG = LoggerFactory.getLogger(MigrationServiceProvider.class);

  /** For {@code app.providers}. */
  public MigrationServiceProvider() {}

  @Override
  public void register(Container container) {
    List<DatabaseConfig> rows = DatabaseSettings.read(container).migrated();
    container.onStart(application -> migrate(rows));
  }

  /** Goes on after a failure, so that one start names every database that fails. */
  private static void migrate(List<DatabaseConfig> rows) throws MigrationException {
    var failures = new ArrayList<MigrationException>();
    for (DatabaseConfig row : rows) {
      try {
        migrate(row);
      } catch (FlywayException e) {
        failures.add(MigrationException.of(row, e));
      }
    }
    if (!failures.isEmpty()) {
      throw MigrationException.ofAll(failures);
    }
  }

  private static void migrate(DatabaseConfig row) {
    var result = flyway(row).migrate();
    if (result.migrationsExecuted > 0) {
      LOG.info("{} migrated to version {}", row.path(), result.targetSchemaVersion);
    }
  }

  private static Flyway flyway(DatabaseConfig row) {
    return Flyway.configure()
        .dataSource(new PlainDataSource(row))
        .locations("classpath:db/migration/" + row.key())
        .failOnMissingLocations(true)
        .placeholders(Map.of("prefix", row.prefix()))
        .table(row.prefix() + "flyway_schema_history")
        // With a prefix, the tables of a database without history may belong to others. Without a
        // prefix they are a mistake.
        .baselineOnMigrate(!row.prefix().isEmpty())
        .baselineVersion("0")
        .load();
  }
}
