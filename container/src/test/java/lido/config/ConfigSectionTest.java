package lido.config;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigSectionTest {

  private final List<ConfigProblem> problems = new ArrayList<>();

  @Test
  void every_type_is_read_as_it_is_written() {
    var section =
        section(
            """
            text = orders, number = 7, size = 10M, yes = on, time = 200ms, empty = ""
            list = [a, 1, true], options { a.b = 1, "c.d" = x, e = true }
            """);

    assertThat(section.string("text")).isEqualTo("orders");
    assertThat(section.string("number")).isEqualTo("7");
    assertThat(section.string("empty")).isEmpty();
    assertThat(section.integer("number", 1, 9)).isEqualTo(7);
    assertThat(section.bytes("size", 0, 1 << 30)).isEqualTo(10 << 20);
    assertThat(section.flag("yes")).isTrue();
    assertThat(section.duration("time", ZERO, ofSeconds(1))).isEqualTo(ofMillis(200));
    assertThat(section.strings("list")).containsExactly("a", "1", "true");
    assertThat(section.stringMap("options")).isEqualTo(Map.of("a.b", "1", "c.d", "x", "e", "true"));
    assertThat(section.stringMap("absent")).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void a_number_may_come_from_the_environment_as_a_text() {
    assertThat(section("port = \"3306\"").integer("port", 1, 65535)).isEqualTo(3306);
    assertThat(problems).isEmpty();
  }

  @Test
  void all_problems_of_a_block_show_together() {
    var section =
        section(
            """
            port = ten
            min = 0
            max = 2.5
            wait = 500
            idle = 2h
            list = SELECT 1
            on = perhaps
            inner = 3
            user { a = 1 }
            body = 1G
            """);

    section.integer("port", 1, 65535);
    section.integer("min", 1, 99);
    section.integer("max", 1, 99);
    section.duration("wait", ofMillis(10), ofHours(1));
    section.duration("idle", ofMillis(10), ofHours(1));
    section.strings("list");
    section.flag("on");
    section.section("inner").string("name");
    section.string("user");
    section.bytes("body", 1, 1 << 20);

    assertThat(shown())
        .isEqualTo(
            """
            row.port: must be a whole number, is "ten"
              where: conf/application.conf: 2
              fix:   write a whole number from 1 to 65535

            row.min: must be at least 1, is 0
              where: conf/application.conf: 3
              fix:   write a value from 1 to 99

            row.max: must be a whole number, is 2.5
              where: conf/application.conf: 4
              fix:   write a whole number from 1 to 99

            row.wait: must have a unit, is 500
              where: conf/application.conf: 5
              fix:   write the unit, such as 500ms or 500s

            row.idle: must be at most 1h, is 2h
              where: conf/application.conf: 6
              fix:   write a value from 10ms to 1h

            row.list: must be a list of texts, is "SELECT 1"
              where: conf/application.conf: 7
              fix:   write them in brackets: list = ["…", "…"]

            row.on: must be true or false, is "perhaps"
              where: conf/application.conf: 8
              fix:   write true or false

            row.inner: must be a block, is 3
              where: conf/application.conf: 9
              fix:   write inner { … }

            row.inner.name: missing value
              fix:   write name = …; all keys: docs/configuration.md

            row.user: must be a text, is a block
              where: conf/application.conf: 10
              fix:   write one text

            row.body: must be at most 1M, is 1G
              where: conf/application.conf: 11
              fix:   write a value from 1 bytes to 1M""");
  }

  @Test
  void an_unknown_key_names_the_one_that_was_meant() {
    var section = section("maxx = 1\nusername = a\nacquireTimeout = 1s\nzebra = 1");

    section.rejectUnknownKeys(Set.of("max", "user", "acquire-timeout"), Map.of("username", "user"));

    assertThat(shown())
        .isEqualTo(
            """
            row.maxx: unknown key
              where: conf/application.conf: 2
              fix:   did you mean max? All keys: docs/configuration.md

            row.username: unknown key
              where: conf/application.conf: 3
              fix:   did you mean user? All keys: docs/configuration.md

            row.acquireTimeout: unknown key
              where: conf/application.conf: 4
              fix:   did you mean acquire-timeout? All keys: docs/configuration.md

            row.zebra: unknown key
              where: conf/application.conf: 5
              fix:   use one of acquire-timeout, max, user; all keys: docs/configuration.md""");
  }

  @Test
  void a_missing_value_is_said_at_its_block_and_null_counts_as_missing() {
    var section = section("user = null");

    section.string("user");
    section.string("name");

    assertThat(shown())
        .isEqualTo(
            """
            row.user: missing value
              where: conf/application.conf: 1
              fix:   write user = …; all keys: docs/configuration.md

            row.name: missing value
              where: conf/application.conf: 1
              fix:   write name = …; all keys: docs/configuration.md""");
  }

  @Test
  void an_empty_password_is_a_value() {
    var section = section("pass = \"\"");

    assertThat(section.has("pass")).isTrue();
    assertThat(section.string("pass")).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void a_secret_is_never_shown() {
    var section =
        section(
            """
            pass = hunter2
            api-token = 4711
            url = "jdbc:mysql://root:hunter2@db/shop?password=hunter2"
            """);

    section.integer("pass", 1, 2);
    section.flag("api-token");
    section.integer("url", 1, 2);

    assertThat(shown())
        .contains("is (hidden)", "is \"jdbc:mysql://db/shop?…\"")
        .doesNotContain("hunter2", "4711");
  }

  @Test
  void keys_with_dots_and_quotes_work() {
    var root = parse("database { \"db.eu\" { port = x }, \"a\\\"b\" { port = 1 } }");
    var database = ConfigSection.of(root, "database", problems::add);

    assertThat(database.keys()).containsExactly("a\"b", "db.eu");
    database.section("db.eu").integer("port", 1, 9);

    assertThat(problems).extracting(ConfigProblem::path).containsExactly("database.\"db.eu\".port");
    assertThat(ConfigSection.of(root, "database.\"db.eu\"", problems::add).shown("port"))
        .isEqualTo("\"x\"");
  }

  @Test
  void keys_come_in_the_order_of_their_lines() {
    assertThat(section("zeta = 1\nalpha = 2\nbeta = 3").keys())
        .containsExactly("zeta", "alpha", "beta");
  }

  @Test
  void a_row_over_defaults_names_the_place_that_is_wrong() {
    var root = parse("defaults { pool { min = x, max = 4 } }\nrow { pool { max = 9 } }");
    var defaults = ConfigSection.of(root, "defaults", problems::add);

    var pool = ConfigSection.of(root, "row", problems::add).withDefaults(defaults).section("pool");

    assertThat(pool.integer("max", 1, 99)).isEqualTo(9);
    assertThat(pool.integer("min", 1, 99)).isEqualTo(1);
    assertThat(pool.keys()).containsExactly("max");
    assertThat(pool.origin("max")).isEqualTo("conf/application.conf: 2");
    assertThat(problems)
        .extracting(ConfigProblem::path, ConfigProblem::origin)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("defaults.pool.min", "conf/application.conf: 1"));
  }

  @Test
  void options_of_a_row_lie_over_those_of_the_defaults() {
    var root = parse("defaults { o { a = 1, b.c = 2 } }\nrow { o { b.c = 3, a = null, d = 4 } }");
    var defaults = ConfigSection.of(root, "defaults", problems::add);

    var row = ConfigSection.of(root, "row", problems::add).withDefaults(defaults);

    assertThat(row.stringMap("o")).isEqualTo(Map.of("b.c", "3", "d", "4"));
  }

  private ConfigSection section(String lines) {
    return ConfigSection.of(parse("row {\n" + lines + "\n}"), "row", problems::add);
  }

  private String shown() {
    return new ConfigException(problems).getMessage();
  }

  private static Config parse(String text) {
    return ConfigFactory.parseString(
        text, ConfigParseOptions.defaults().setOriginDescription("conf/application.conf"));
  }
}
