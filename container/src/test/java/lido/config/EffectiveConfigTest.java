package lido.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EffectiveConfigTest {

  @TempDir private Path directory;

  private EffectiveConfig config(String text) throws IOException {
    return EffectiveConfig.of(Files.writeString(directory.resolve("app.conf"), text));
  }

  private String shown(String text, String path) throws IOException {
    return config(text).values(path).stream()
        .map(value -> value.path() + " = " + value.text() + " <- " + value.origin() + "\n")
        .collect(joining())
        .replace(directory + "/", "");
  }

  @Test
  void every_value_is_shown_with_its_place() throws Exception {
    var text =
        """
        app {
          name = shop
          providers = [a.B, "c d"]
        }
        home = ${HOME}
        """;

    assertThat(shown(text, "app"))
        .isEqualTo(
            """
            app.name = "shop" <- app.conf: 2
            app.providers = ["a.B","c d"] <- app.conf: 3
            app.start-timeout = "60s" <- default
            app.stop-timeout = "30s" <- default
            app.version = "0.0.0" <- default
            """);
    assertThat(shown(text, "home")).endsWith(" <- environment\n");
  }

  @Test
  void a_system_property_overrides_and_says_so() throws Exception {
    System.setProperty("app.version", "9");
    try {
      assertThat(shown("", "app.version")).isEqualTo("app.version = \"9\" <- system properties\n");
      assertThat(config("").values(""))
          .extracting(value -> value.path().split("\\.")[0])
          .contains("app", "server")
          .doesNotContain("java", "user", "os");
    } finally {
      System.clearProperty("app.version");
    }
  }

  @Test
  void the_defaults_of_a_block_stand_in_every_block() throws Exception {
    var text =
        """
        thing-defaults { size = 3, colour = red }
        thing { a { size = 5 }, b {} }
        part { end-defaults { size = 1 }, ends { c {} } }
        """;

    assertThat(shown(text, "thing"))
        .isEqualTo(
            """
            thing.a.colour = "red" <- app.conf: 1
            thing.a.size = 5 <- app.conf: 2
            thing.b.colour = "red" <- app.conf: 1
            thing.b.size = 3 <- app.conf: 1
            """);
    assertThat(shown(text, "part.ends")).isEqualTo("part.ends.c.size = 1 <- app.conf: 3\n");
  }

  @Test
  void no_secret_is_shown() throws Exception {
    var text =
        """
        database {
          a { pass = geheim, db_password = geheim, apiKey = geheim, token = 123456 }
          passengers { host = db1 }
          url = "jdbc:mysql://me:geheim@db1:3306/shop?password=geheim"
          mq = "amqp://me:geheim@mq1/shop"
          oracle = "jdbc:oracle:thin:scott/geheim@//db1/shop"
          mysql = "jdbc:mysql://address=(host=db1)(user=me)(password=geheim)/shop"
          sqlserver = "jdbc:sqlserver://db1;password=geheim"
          list = ["jdbc:mysql://me:geheim@db1/a", { secret = geheim }]
          secrets { stripe = geheim, nothing = null }
        }
        """;

    assertThat(shown(text, "database").replaceAll(" <- .*", ""))
        .isEqualTo(
            """
            database.a.apiKey = (hidden)
            database.a.db_password = (hidden)
            database.a.pass = (hidden)
            database.a.token = (hidden)
            database.list = ["jdbc:mysql://db1/a",{"secret":"(hidden)"}]
            database.mq = "amqp://mq1/shop"
            database.mysql = "jdbc:mysql://address=(host=db1)(user=…)(password=…)/shop"
            database.oracle = "jdbc:oracle:thin://db1/shop"
            database.passengers.host = "db1"
            database.secrets.nothing = null
            database.secrets.stripe = (hidden)
            database.sqlserver = "jdbc:sqlserver://db1?…"
            database.url = "jdbc:mysql://db1:3306/shop?…"
            """);
    assertThat(shown(text, "database.secrets.stripe")).contains("(hidden)");
  }

  @Test
  void an_unknown_path_is_answered_with_what_is_near() throws Exception {
    var config = config("database.default.host = db1");

    assertThatThrownBy(() -> config.values("database.defualt.host"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            database.defualt.host: there is nothing at this path
              fix:   did you mean database.default?""");
    assertThatThrownBy(() -> config.values("database.zzz"))
        .hasMessageContaining("fix:   database has default");
    assertThatThrownBy(() -> config.values("app.name.first"))
        .hasMessageContaining("fix:   app.name is a value, and has nothing inside");
    assertThatThrownBy(() -> config.values("app..name")).hasMessageContaining("is not a path");
  }

  @Test
  void values_keep_their_types() throws Exception {
    assertThat(config("x { a = 1, b = true, c = [1, 2], d = null, e = {} }").values("x"))
        .extracting(EffectiveConfig.Value::value)
        .containsExactly(1, true, List.of(1, 2), null, java.util.Map.of());
  }
}
