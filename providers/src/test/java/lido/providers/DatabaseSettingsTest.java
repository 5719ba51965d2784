package lido.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import lido.pool.Adapter;
import lido.pool.PoolConfig;
import lido.pool.Reset;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class DatabaseSettingsTest {

  @Test
  void no_databases_are_legal() {
    assertThat(Conf.settings("").rows()).isEmpty();
  }

  @Test
  void a_row_as_fastd_writes_it_becomes_a_record() {
    var row =
        Conf.settings(
                """
                database {
                  orders {
                    adapter = mysql, name = shop, host = db.local, port = 3307
                    user = lido, pass = "", charset = latin1, prefix = shop_
                    option { useCompression = true, connectionAttributes.app = lido }
                    command = ["SET time_zone = '+00:00'"]
                    required = false
                  }
                }
                """)
            .rows()
            .get(0);

    assertThat(row.key()).isEqualTo("orders");
    assertThat(row.path()).isEqualTo("database.orders");
    assertThat(row.origin()).isEqualTo("conf/application.conf: 2");
    assertThat(row.adapter()).isEqualTo(Adapter.MYSQL);
    assertThat(row.url()).isNull();
    assertThat(row.host()).isEqualTo("db.local");
    assertThat(row.port()).isEqualTo(3307);
    assertThat(row.name()).isEqualTo("shop");
    assertThat(row.user()).isEqualTo("lido");
    assertThat(row.pass()).isEmpty();
    assertThat(row.charset()).isEqualTo("latin1");
    assertThat(row.prefix()).isEqualTo("shop_");
    assertThat(row.options())
        .isEqualTo(Map.of("useCompression", "true", "connectionAttributes.app", "lido"));
    assertThat(row.commands()).containsExactly("SET time_zone = '+00:00'");
    assertThat(row.required()).isFalse();
  }

  @Test
  void what_reference_conf_says_is_what_the_record_says() {
    var row = Conf.settings("database.default { name = app, user = u, pass = p }").rows().get(0);

    assertThat(row.pool()).isEqualTo(PoolConfig.builder().build());
    assertThat(row.adapter()).isEqualTo(Adapter.MYSQL);
    assertThat(row.host()).isEqualTo("127.0.0.1");
    assertThat(row.charset()).isEqualTo("utf8mb4");
    assertThat(row.required()).isTrue();
  }

  @Test
  void every_component_of_the_record_is_a_key_of_reference_conf() {
    var components =
        Stream.of(PoolConfig.class.getRecordComponents())
            .map(each -> each.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
            .toList();

    var defaults = ConfigFactory.parseResources("reference.conf").getObject("database-defaults");

    assertThat(defaults.toConfig().getObject("pool").keySet())
        .containsExactlyInAnyOrderElementsOf(components);
  }

  @Test
  void every_key_of_the_pool_reaches_its_component() {
    var pool =
        Conf.settings(
                """
                database.default {
                  name = app, user = u, pass = p
                  pool {
                    min = 3, max = 7, acquire-timeout = 1ms, connect-timeout = 2ms
                    socket-timeout = 3ms, validation-timeout = 4ms, validate-after-idle = 5ms
                    idle-timeout = 6ms, max-lifetime = 1h, keepalive-time = 8ms
                    leak-detection-threshold = 9ms, drain-timeout = 10ms, overtake-limit = 11ms
                    fail-fast-after = 12ms, reset = full, lazy-settings = false
                  }
                }
                """)
            .rows()
            .get(0)
            .pool();

    assertThat(pool)
        .isEqualTo(
            PoolConfig.builder()
                .min(3)
                .max(7)
                .acquireTimeout(Duration.ofMillis(1))
                .connectTimeout(Duration.ofMillis(2))
                .socketTimeout(Duration.ofMillis(3))
                .validationTimeout(Duration.ofMillis(4))
                .validateAfterIdle(Duration.ofMillis(5))
                .idleTimeout(Duration.ofMillis(6))
                .maxLifetime(Duration.ofHours(1))
                .keepaliveTime(Duration.ofMillis(8))
                .leakDetectionThreshold(Duration.ofMillis(9))
                .drainTimeout(Duration.ofMillis(10))
                .overtakeLimit(Duration.ofMillis(11))
                .failFastAfter(Duration.ofMillis(12))
                .reset(Reset.FULL)
                .lazySettings(false)
                .build());
  }

  @Test
  void defaults_of_the_application_count_for_every_row() {
    var rows =
        Conf.settings(
                """
                database-defaults { user = lido, pass = secret, pool.max = 9 }
                database { default { name = a }, orders { name = b, pool.max = 3 } }
                """)
            .rows();

    assertThat(rows).extracting(row -> row.user()).containsExactly("lido", "lido");
    assertThat(rows).extracting(row -> row.pool().max()).containsExactly(9, 3);
  }

  @Test
  void a_key_may_have_dots_and_quotes() {
    var settings = Conf.settings("database.\"eu.orders\" { name = a, user = u, pass = p }");

    assertThat(settings.rows().get(0).key()).isEqualTo("eu.orders");
    assertThat(settings.rows().get(0).path()).isEqualTo("database.\"eu.orders\"");
  }

  @Test
  void rows_keep_the_order_of_the_file() {
    var settings =
        Conf.settings(
            """
            database-defaults { adapter = h2 }
            database {
              zoo { name = "mem:a" }
              ant { name = "mem:b" }
            }
            """);

    assertThat(settings.rows()).extracting(row -> row.key()).containsExactly("zoo", "ant");
  }

  @Test
  void an_embedded_database_needs_only_a_name() {
    var row = Conf.settings("database.default { adapter = h2, name = \"mem:a\" }").rows().get(0);

    assertThat(row.address()).isEqualTo("h2:mem:a");
    assertThat(row.user()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://h/a, MYSQL",
    "jdbc:mariadb://h/a, MARIADB",
    "jdbc:postgresql://h/a, PGSQL",
    "jdbc:h2:mem:a, H2",
    "jdbc:sqlite:a.db, OTHER"
  })
  void a_url_decides_the_adapter_and_needs_nothing_else(String url, Adapter adapter) {
    var row = Conf.settings("database.default { url = \"" + url + "\" }").rows().get(0);

    assertThat(row.url()).isEqualTo(url);
    assertThat(row.adapter()).isEqualTo(adapter);
  }

  @Test
  void utf8_on_mysql_is_one_warning_and_no_error() {
    var settings =
        Conf.settings("database.default { name = a, user = u, pass = p, charset = utf8 }");

    assertThat(settings.warnings())
        .containsExactly(
            "database.default.charset: utf8 is taken as utf8mb4, since MySQL's own utf8 cannot"
                + " store every character (conf/application.conf: 1)");
  }

  @Test
  void legal_but_odd_is_one_warning_each() {
    var settings =
        Conf.settings(
            """
            database.default {
              adapter = h2, name = "mem:a", port = 3306
              pool { max-lifetime = 5m, idle-timeout = 10m }
            }
            """);

    assertThat(settings.warnings())
        .containsExactly(
            "database.default.pool.idle-timeout: has no effect, since max-lifetime is not longer"
                + " (conf/application.conf: 3)",
            "database.default.port: has no meaning for h2, which has no server"
                + " (conf/application.conf: 2)");
  }

  @Test
  void all_problems_of_all_rows_are_reported_at_once() {
    var problems =
        Conf.problems(
            """
            database {
              default {
                adaptor = mysql
                user = root
                pool { min = 5, max = 4, maxx = 3 }
              }
              orders { name = orders, user = root, pass = p, pool { max = ten, acquire-timeout = 3 } }
            }
            """);

    assertThat(problems)
        .isEqualTo(
            """
            database.default.adaptor: unknown key
              where: conf/application.conf: 3
              fix:   did you mean adapter? All keys: docs/configuration.md

            database.default.pool.maxx: unknown key
              where: conf/application.conf: 5
              fix:   did you mean max? All keys: docs/configuration.md

            database.default.name: missing value
              where: conf/application.conf: 2
              fix:   write name = …; all keys: docs/configuration.md

            database.default.pass: missing value
              where: conf/application.conf: 2
              fix:   write pass = …, or pass = "" if there is none

            database.default.pool.min: must be at most max, is 5 with max = 4 (conf/application.conf: 5)
              where: conf/application.conf: 5
              fix:   lower min, or raise max

            database.orders.pool.max: must be a whole number, is "ten"
              where: conf/application.conf: 7
              fix:   write a whole number from 1 to 10000

            database.orders.pool.acquire-timeout: must have a unit, is 3
              where: conf/application.conf: 7
              fix:   write the unit, such as 3ms or 3s
            """);
  }

  @Test
  void a_max_below_the_default_min_is_reported_at_the_line_of_the_user() {
    assertThat(Conf.problems("database.default { adapter = h2, name = a, pool.max = 1 }"))
        .matches(
            """
            database.default.pool.max: must be at least min, is 1 with min = 2 \\(reference.conf: \\d+\\)
              where: conf/application.conf: 1
              fix:   raise max, or set min too
            """);
  }

  @Test
  void a_database_without_a_block_of_its_own_is_told_where_it_belongs() {
    assertThat(Conf.problems("database { host = localhost }"))
        .isEqualTo(
            """
            database.host: must be a block: each database has one of its own
              where: conf/application.conf: 1
              fix:   write database.default { host = … }
            """);
  }

  @Test
  void an_unknown_adapter_names_the_known_ones() {
    assertThat(Conf.problems("database.default { adapter = oracle, name = a }"))
        .isEqualTo(
            """
            database.default.adapter: unknown adapter "oracle"
              where: conf/application.conf: 1
              fix:   use mysql, mariadb, pgsql or h2, or a url for any other database
            """);
  }

  @Test
  void a_url_excludes_what_it_says_itself() {
    assertThat(
            Conf.problems(
                """
                database.default {
                  adapter = pgsql
                  url = "jdbc:mysql://u:geheim@h/a?password=geheim"
                  host = h
                }
                """))
        .isEqualTo(
            """
            database.default.host: stands beside url, which says it too
              where: conf/application.conf: 4
              fix:   delete host, or url

            database.default.adapter: is "pgsql", but the url is of mysql
              where: conf/application.conf: 2
              fix:   delete adapter: the url decides
            """);
  }

  @Test
  void a_url_that_is_none_is_not_repeated() {
    var problems = Conf.problems("database.default.url = \"mysql://u:geheim@h/a\"");

    assertThat(problems)
        .isEqualTo(
            """
            database.default.url: must begin with jdbc:
              where: conf/application.conf: 1
              fix:   write a JDBC URL, such as jdbc:mysql://127.0.0.1:3306/app, or host, port and name
            """);
  }

  @Test
  void a_charset_that_the_adapter_cannot_speak_is_an_error() {
    assertThat(
            Conf.problems(
                "database.default { adapter = pgsql, name = a, user = u, pass = p, charset = gbk }"))
        .isEqualTo(
            """
            database.default.charset: pgsql cannot speak "gbk"
              where: conf/application.conf: 1
              fix:   delete the line: pgsql speaks Unicode
            """);
  }

  @Test
  void a_prefix_that_would_need_escaping_is_an_error() {
    assertThat(Conf.problems("database.default { adapter = h2, name = a, prefix = \"a`;\" }"))
        .isEqualTo(
            """
            database.default.prefix: must be letters, digits and _, is "a`;"
              where: conf/application.conf: 1
              fix:   write a prefix such as shop_
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "maximumPoolSize",
        "maximum-pool-size",
        "max_connections",
        "maxActive",
        "maxObjectNum",
        "maxResources",
        "size",
        "max-size",
        "MAX"
      })
  void every_name_of_max_leads_to_max(String name) {
    assertThat(
            Conf.problems(
                "database.default { adapter = h2, name = a, pool { " + name + " = 10 } }"))
        .isEqualTo(
            """
            database.default.pool.%s: unknown key
              where: conf/application.conf: 1
              fix:   did you mean max? All keys: docs/configuration.md
            """
                .formatted(name));
  }

  @ParameterizedTest
  @CsvSource({
    "username, user",
    "password, pass",
    "db_passwd, pass",
    "database, name",
    "db_host, host",
    "jdbcUrl, url",
    "driverClassName, adapter",
    "db-kind, adapter",
    "connectionInitSql, commands",
    "time_out, pool.acquire-timeout",
    "wait_timeout, pool.acquire-timeout",
    "max_idle_time, pool.idle-timeout",
    "heartbeat, pool.keepalive-time",
    "min, pool.min",
    "connectionTimeout, pool.acquire-timeout",
    "leakDetectionThreshold, pool.leak-detection-threshold"
  })
  void names_of_other_frameworks_are_recognised(String name, String ours) {
    assertThat(Conf.problems("database.default { adapter = h2, name = a, " + name + " = 10 }"))
        .contains("database.default." + name + ": unknown key")
        .contains("did you mean " + ours + "?");
  }

  @Test
  void a_password_is_never_in_a_problem_or_a_record() {
    var text =
        """
        database.default {
          adapter = mysql, name = a, user = u, pass = [geheim], passwd = geheim
          options { password = geheim }
        }
        database.orders { name = a, user = u, pass = geheim }
        """;

    assertThat(Conf.problems(text)).doesNotContain("geheim");
    assertThat(Conf.settings("database.orders { name = a, user = u, pass = geheim }").toString())
        .doesNotContain("geheim");
  }

  @Test
  void a_row_with_a_problem_does_not_hide_the_others() {
    var rows =
        DatabaseSettings.read(
                Conf.of(
                    """
                    database.default { adapter = h2 }
                    database.orders { adapter = h2, name = "mem:a", migrate = true }
                    """),
                problem -> {})
            .rows();

    assertThat(rows).extracting(row -> row.key()).isEqualTo(List.of("orders"));
  }
}
