package lido.providers;

import lido.pool.DatabaseConfig;
import lido.server.Check;

/** Checks that the drivers and the scripts of the migrations are there. */
final class DatabaseCheck implements Check {

  private final DatabaseSettings settings;

  DatabaseCheck(DatabaseSettings settings) {
    this.settings = settings;
  }

  @Override
  public void run(Findings findings) {
    for (DatabaseConfig row : settings.rows()) {
      row.driver()
          .ifPresentOrElse(
              driver -> findings.ok(row.path() + ": driver " + driver),
              () -> findings.problem(noDriver(row)));
    }
    for (DatabaseConfig row : settings.migrated()) {
      String scripts = "db/migration/" + row.key();
      if (loader().getResource(scripts) == null) {
        findings.problem(noScripts(row, scripts));
      } else {
        findings.ok(row.path() + ": migrations in " + scripts);
      }
    }
    settings.warnings().forEach(warning -> findings.ok("odd, but legal: " + warning));
  }

  private static String noDriver(DatabaseConfig row) {
    String artifact = row.adapter().artifact();
    return """
        %s: the JDBC driver is not on the class path
          where: %s
          fix:   %s"""
        .formatted(
            row.path(),
            row.origin(),
            artifact.isEmpty()
                ? "add the driver that takes this url"
                : "add the Maven artifact " + artifact);
  }

  private static String noScripts(DatabaseConfig row, String scripts) {
    return """
        %s: migrate = true, but there is no %s on the class path
          where: %s
          fix:   add its scripts, or set %s.migrate = false"""
        .formatted(row.path(), scripts, row.origin(), row.path());
  }

  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? DatabaseCheck.class.getClassLoader() : context;
  }
}
