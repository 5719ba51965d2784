package lido.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class LoggerServiceProviderTest {

  @Test
  void levels_of_the_configuration_win_over_those_of_logback_xml() throws Exception {
    var conf = "logger.levels { one.logger = debug, \"another.logger\" = OFF }";

    try (var started = Started.with(conf, new LoggerServiceProvider())) {
      assertThat(level("one.logger")).isEqualTo(Level.DEBUG);
      assertThat(level("another.logger")).isEqualTo(Level.OFF);
    }
  }

  private static Level level(String logger) {
    return ((Logger) LoggerFactory.getLogger(logger)).getEffectiveLevel();
  }

  @Test
  void an_unknown_level_is_a_problem() {
    assertThatThrownBy(
            () ->
                Started.with("logger.levels.lido.pool = loud", new LoggerServiceProvider()).close())
        .hasMessage(
            """
            logger.levels."lido.pool": unknown level "loud"
              where: conf/application.conf: 2
              fix:   use off, error, warn, info, debug or trace""");
  }
}
