package lido.providers;

import static org.assertj.core.api.Assertions.assertThat;

import lido.pool.Database;
import lido.testserver.TestDatabase;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * What FastD gets wrong, by its number in the list of defects, where it takes a real server to see
 * it.
 */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
final class FastdDefectsIT {

  @Test
  void defect_9_the_sql_mode_is_the_servers_own(TestDatabase database) throws Exception {
    var conf =
        """
        server.workers = 1
        database.default {
          host = "%s", port = %s, name = %s, user = %s, pass = "%s"
        }
        """
            .formatted(
                database.host(),
                database.port(),
                database.name(),
                database.user(),
                database.pass());

    try (var started = Started.with(conf, new DatabaseServiceProvider());
        var connection = started.get(0, Database.class).getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select @@session.sql_mode, @@global.sql_mode")) {
      row.next();
      assertThat(row.getString(1)).contains("STRICT_TRANS_TABLES");
      assertThat(row.getString(1).split(",")).contains(row.getString(2).split(","));
    }
  }
}
