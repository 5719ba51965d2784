package lido.providers;

import static java.util.stream.Collectors.joining;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.ArrayList;
import lido.config.ConfigProblem;

/** Configurations for tests, as if they stood in conf/application.conf. */
final class Conf {

  private Conf() {}

  static Config of(String text) {
    var options = ConfigParseOptions.defaults().setOriginDescription("conf/application.conf");
    return ConfigFactory.parseString(text, options)
        .withFallback(ConfigFactory.defaultReferenceUnresolved())
        .resolve();
  }

  /** For what is to start: a first connection takes its time on a busy machine. */
  static Config patient(String text) {
    var defaults =
        """
        app { start-timeout = 10m, stop-timeout = 3m }
        server.drain-timeout = 1m
        database-defaults.pool {
          acquire-timeout = 1m, connect-timeout = 1m, validation-timeout = 1m
        }
        """;
    var options = ConfigParseOptions.defaults().setOriginDescription("conf/application.conf");
    return ConfigFactory.parseString(text, options)
        .withFallback(ConfigFactory.parseString(defaults, options))
        .withFallback(ConfigFactory.defaultReferenceUnresolved())
        .resolve();
  }

  /** Reads rows that must have no problem. */
  static DatabaseSettings settings(String text) {
    var problems = new ArrayList<ConfigProblem>();
    var settings = DatabaseSettings.read(of(text), problems::add);
    if (!problems.isEmpty()) {
      throw new AssertionError(problems.toString());
    }
    return settings;
  }

  /** Reads rows and returns what is wrong, as it is shown. */
  static String problems(String text) {
    var problems = new ArrayList<ConfigProblem>();
    DatabaseSettings.read(of(text), problems::add);
    return problems.stream().distinct().map(problem -> problem + "\n").collect(joining("\n"));
  }
}
