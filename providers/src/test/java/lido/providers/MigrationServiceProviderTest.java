package lido.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Key;
import com.google.inject.name.Names;
import lido.container.ServiceProvider;
import lido.container.StartException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class MigrationServiceProviderTest {

  private static final ServiceProvider[] PROVIDERS = {
    new MigrationServiceProvider(), new DatabaseServiceProvider(), new JdbiServiceProvider()
  };

  private static int count(Started started, String key, String table) {
    var jdbi = started.get(0, Key.get(Jdbi.class, Names.named(key)));
    return jdbi.withHandle(
        handle -> handle.select("select count(*) from " + table).mapTo(Integer.class).one());
  }

  @Test
  void a_database_is_migrated_once_for_all_workers() throws Exception {
    var conf =
        """
        server.workers = 3
        database.animals { adapter = h2, name = "mem:migrated-once", migrate = true }
        """;

    try (var started = Started.with(conf, PROVIDERS)) {
      assertThat(count(started, "animals", "animals")).isEqualTo(2);
      assertThat(count(started, "animals", "flyway_schema_history where version = '1'"))
          .isEqualTo(1);
    }
  }

  @Test
  void a_second_start_changes_nothing() throws Exception {
    var conf = "database.animals { adapter = h2, name = \"mem:migrated-twice\", migrate = true }";
    Started.with(conf, PROVIDERS).close();

    try (var started = Started.with(conf, PROVIDERS)) {
      assertThat(count(started, "animals", "animals")).isEqualTo(2);
    }
  }

  @Test
  void without_migrate_nothing_is_touched() throws Exception {
    var conf = "database.animals { adapter = h2, name = \"mem:not-migrated\" }";

    try (var started = Started.with(conf, PROVIDERS)) {
      assertThat(
              count(started, "animals", "information_schema.tables where table_name = 'ANIMALS'"))
          .isZero();
    }
  }

  @Test
  void two_keys_with_prefixes_may_share_a_database() throws Exception {
    var conf =
        """
        database {
          animals { adapter = h2, name = "mem:shared", prefix = a_, migrate = true }
          plants { adapter = h2, name = "mem:shared", prefix = p_, migrate = true }
        }
        """;

    try (var started = Started.with(conf, PROVIDERS)) {
      assertThat(count(started, "animals", "a_animals")).isEqualTo(2);
      assertThat(count(started, "plants", "p_plants")).isEqualTo(1);
    }
  }

  @Test
  void a_script_that_fails_stops_the_start_and_says_where() {
    var conf = "database.broken { adapter = h2, name = \"mem:broken\", migrate = true }";

    assertThatThrownBy(() -> Started.with(conf, PROVIDERS).close())
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith(
            """
            database.broken: cannot be migrated at h2:mem:broken
              where: conf/application.conf: 2
              fix:   mend the scripts in db/migration/broken, or the database's flyway_schema_history; or set
                     database.broken.migrate = false
              cause:""")
        .hasMessageContaining("V1__broken.sql")
        .hasMessageContaining("CREATE TABEL");
  }

  @Test
  void a_database_without_scripts_stops_the_start() {
    var conf = "database.nothing { adapter = h2, name = \"mem:nothing\", migrate = true }";

    assertThatThrownBy(() -> Started.with(conf, PROVIDERS).close())
        .hasMessageContaining("database.nothing: cannot be migrated")
        .hasMessageContaining("db/migration/nothing");
  }

  @Test
  void every_database_that_cannot_be_reached_is_named_and_no_password() {
    var conf =
        """
        database {
          animals { port = 1, name = a, user = u, pass = geheim, migrate = true }
          plants { port = 1, name = b, user = u, pass = geheim, migrate = true }
        }
        """;

    assertThatThrownBy(() -> Started.with(conf, PROVIDERS).close())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("database.animals")
        .hasMessageContaining("mysql://127.0.0.1:1/a")
        .hasMessageContaining("database.plants")
        .hasMessageContaining("mysql://127.0.0.1:1/b")
        .hasMessageNotContaining("geheim")
        .hasStackTraceContaining("database.plants")
        .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("geheim"));
  }

  private static String stackTrace(Throwable failure) {
    var text = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }
}
