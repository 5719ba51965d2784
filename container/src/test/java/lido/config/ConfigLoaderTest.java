package lido.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigLoaderTest {

  @TempDir Path dir;

  @Test
  void a_file_lies_over_the_defaults_and_under_the_system_properties() throws IOException {
    System.setProperty("app.version", "3");
    try {
      var config = ConfigLoader.load(write("app { name = shop, version = 2 }"));

      assertThat(config.getString("app.name")).isEqualTo("shop");
      assertThat(config.getString("app.version")).isEqualTo("3");
      assertThat(config.getString("app.stop-timeout")).isEqualTo("30s");
    } finally {
      System.clearProperty("app.version");
    }
  }

  @Test
  void a_default_that_refers_to_another_key_sees_what_the_file_says_of_it() {
    var config = ConfigLoader.over(ConfigFactory.parseString("app.name = shop"));

    assertThat(config.getString("kernel.greeting")).isEqualTo("hello shop");
  }

  @Test
  void the_environment_is_there_for_the_file_to_use() throws IOException {
    var config =
        ConfigLoader.load(write("search = ${PATH}\nname = shop\nname = ${?NO_SUCH_VARIABLE}"));

    assertThat(config.getString("search")).isEqualTo(System.getenv("PATH"));
    assertThat(config.getString("name")).isEqualTo("shop");
  }

  @Test
  void a_substitution_reaches_blocks_and_texts_that_begin_with_env_are_texts() throws IOException {
    var config =
        ConfigLoader.load(
            write("host = db1, database.default { host = ${host}, name = \"envoy:1\" }"));

    assertThat(config.getConfig("database.default").getString("host")).isEqualTo("db1");
    assertThat(config.getString("database.default.name")).isEqualTo("envoy:1");
  }

  @Test
  void a_file_that_is_not_there_is_an_error_that_says_where_it_was_looked_for() {
    assertThat(messageOf(Path.of("conf/none.conf")))
        .isEqualTo(
            """
            conf/none.conf: no such file
              fix:   looked for it in %s; say where it is with --conf"""
                .formatted(Path.of("").toAbsolutePath()));
  }

  @Test
  void a_file_that_does_not_parse_is_an_error_with_its_line() throws IOException {
    assertThat(messageOf(write("app {\n  name = shop\n  pass = a \"hunter2\" } }")))
        .isEqualTo(
            """
            FILE: cannot be parsed: unbalanced close brace '}' with no open brace
              where: FILE: 3
              fix:   correct the line, or the one before"""
                .replace("FILE", file().toString()));
  }

  @Test
  void a_secret_on_a_line_that_does_not_parse_is_hidden() throws IOException {
    for (var line :
        List.of(
            "pass = \"hun\\qter2\"",
            "pass = \"hunter2",
            "pass hunter2 = { }, [hunter2",
            "pass = hunter2 = hunter2",
            "pass : hunter2 : hunter2, hunter2",
            "pass = [ hunter2 } hunter2",
            "pass = ${hunter2",
            "pass = { a = 1 } ] hunter2")) {
      assertThat(messageOf(write("app {\n" + line + "\n}"))).doesNotContain("hunter2");
    }
  }

  @Test
  void every_unresolved_substitution_shows() throws IOException {
    assertThat(
            messageOf(
                    write(
                        "database.default {\n  pass = ${NO_SUCH_PASS}\n  user = ${no.such.key}\n}"))
                .lines()
                .sorted())
        .containsExactlyInAnyOrderElementsOf(
            """
            ${NO_SUCH_PASS}: no such environment variable or config key
              where: FILE: 2
              fix:   set NO_SUCH_PASS before the start, or write ${?NO_SUCH_PASS} if it may be missing

            ${no.such.key}: no such environment variable or config key
              where: FILE: 3
              fix:   set no.such.key before the start, or write ${?no.such.key} if it may be missing"""
                .replace("FILE", file().toString())
                .lines()
                .toList());
  }

  @Test
  void a_substitution_that_leads_to_itself_is_an_error() throws IOException {
    assertThat(messageOf(write("a = ${b}\nb = ${a}"))).contains("refers to itself", "where: ");
  }

  private static String messageOf(Path file) {
    return catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(file)).getMessage();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(file(), text);
  }

  private Path file() {
    return dir.resolve("application.conf");
  }
}
