package lido.providers;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import lido.config.ConfigSection;
import lido.container.Container;
import lido.container.ServiceProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Sets the levels of {@code logger.levels} over those of logback.xml. The form of the lines and
 * their destination are left to logback.xml, which finds {@code worker}, {@code request} and {@code
 * database} in the MDC.
 */
public final class LoggerServiceProvider implements ServiceProvider {

  /** For {@code app.providers}. */
  public LoggerServiceProvider() {}

  @Override
  public void register(Container container) {
    var logger = ConfigSection.of(container.config(), "logger", container::problem);
    logger.rejectUnknownKeys(Set.of("levels"), Map.of());
    var levels = levels(logger.section("levels"), logger.stringMap("levels"));
    container.onStart(application -> apply(levels));
  }

  private static Map<String, Level> levels(ConfigSection section, Map<String, String> names) {
    var levels = new HashMap<String, Level>();
    names.forEach(
        (logger, name) -> {
          @Nullable Level level = Level.toLevel(name, null);
          if (level == null) {
            section.problem(
                logger,
                "unknown level \"" + name + "\"",
                "use off, error, warn, info, debug or trace");
          } else {
            levels.put(logger.equalsIgnoreCase("root") ? "ROOT" : logger, level);
          }
        });
    return levels;
  }

  private static void apply(Map<String, Level> levels) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      levels.forEach((logger, level) -> context.getLogger(logger).setLevel(level));
    }
  }
}
