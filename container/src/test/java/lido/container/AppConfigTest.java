package lido.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import lido.config.ConfigException;
import lido.config.ConfigLoader;
import lido.config.ConfigProblem;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AppConfigTest {

  @TempDir Path dir;

  @Test
  void an_unknown_key_of_app_and_server_is_an_error() throws IOException {
    var config =
        ConfigLoader.load(write("app.services = []\nserver.worker = 3\nserver.max-coroutines = 0"));
    var problems = new ArrayList<ConfigProblem>();

    AppConfig.read(config, problems::add);

    assertThat(new ConfigException(problems).getMessage())
        .isEqualTo(
            """
            app.services: unknown key
              where: FILE: 1
              fix:   did you mean providers? All keys: docs/configuration.md

            server.worker: unknown key
              where: FILE: 2
              fix:   did you mean workers? All keys: docs/configuration.md

            server.max-coroutines: must be at least 1, is 0
              where: FILE: 3
              fix:   write a value from 1 to 1000000"""
                .replace("FILE", file().toString()));
  }

  @Test
  void a_drain_that_a_stop_would_cut_short_is_an_error_that_names_both_times() throws IOException {
    assertThat(problems("app.stop-timeout = 15s\nserver.drain-timeout = 10s"))
        .isEqualTo(
            """
            server.drain-timeout: must be less than two thirds of app.stop-timeout, is 10s of 15s \
            (FILE: 1)
              where: FILE: 2
              fix:   set it below 10s, or app.stop-timeout above 15s"""
                .replace("FILE", file().toString()));
    assertThat(problems("app.stop-timeout = 12s")).startsWith("server.drain-timeout: must be less");
    assertThat(problems("app.stop-timeout = soon"))
        .startsWith("app.stop-timeout: must be a duration");
    AppConfig.read(ConfigLoader.load(write("app.stop-timeout = 16s")), AppConfigTest::unexpected);
  }

  private String problems(String conf) throws IOException {
    var problems = new ArrayList<ConfigProblem>();
    AppConfig.read(ConfigLoader.load(write(conf)), problems::add);
    assertThat(problems).hasSize(1);
    return new ConfigException(problems).getMessage();
  }

  @Test
  void workers_are_as_many_as_processors_unless_said_otherwise() throws IOException {
    var auto = AppConfig.read(ConfigLoader.load(write("")), AppConfigTest::unexpected);
    var three =
        AppConfig.read(ConfigLoader.load(write("server.workers = 3")), AppConfigTest::unexpected);

    assertThat(auto.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(three.workers()).isEqualTo(3);
  }

  @Test
  void a_provider_is_told_how_many_workers_there_are_those_for_tasks_included() throws Exception {
    var seen = new ArrayList<Integer>();
    ServiceProvider counting = container -> seen.add(container.workers());
    var three = ConfigFactory.parseString("server { workers = 3, task-workers = 2 }");
    var auto = ConfigFactory.parseString("server { workers = auto, task-workers = 2 }");

    Application.of(three).register(counting).inspect();
    Application.of(auto).register(counting).inspect();
    Application.forCommand(three).register(counting).inspect();

    assertThat(seen).containsExactly(5, Runtime.getRuntime().availableProcessors() + 2, 2);
  }

  private static void unexpected(ConfigProblem problem) {
    throw new AssertionError(problem);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(file(), text);
  }

  private Path file() {
    return dir.resolve("application.conf");
  }
}
