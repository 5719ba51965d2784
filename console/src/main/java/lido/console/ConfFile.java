package lido.console;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the configuration of a command, and the configuration of its logging. */
final class ConfFile {

  private static final Path DEFAULT = Path.of("conf", "application.conf");

  /**
   * The directory of the caller. Paths on the command line are relative to it, but bin/server
   * changes to its own directory.
   */
  private static final String CALLER = "lido.caller";

  private static final String LOGBACK = "logback.configurationFile";

  private ConfFile() {}

  /** Returns the file, as a message should name it. Sets up logging by the file beside it. */
  static Path of(@Nullable Path given) {
    var file = given == null ? DEFAULT : ofCaller(given);
    if (System.getProperty(LOGBACK) == null) {
      logback(file.resolveSibling("logback.xml"), DEFAULT.resolveSibling("logback.xml"));
    }
    return file;
  }

  /** Returns a file that the caller has named. */
  static Path ofCaller(Path given) {
    return Path.of(System.getProperty(CALLER, "")).resolve(given);
  }

  /** Returns the logging of a daemon, as options for its JVM. */
  static List<String> logbackOfDaemon(Path conf, Path log) {
    var toFile = "-Dlido.log.file=" + log;
    var given = ManagementFactory.getRuntimeMXBean().getInputArguments();
    if (given.stream().noneMatch(argument -> argument.startsWith("-D" + LOGBACK + "="))) {
      for (var directory : List.of(conf, DEFAULT)) {
        var file = directory.resolveSibling("logback-daemon.xml");
        if (Files.isRegularFile(file)) {
          return List.of(toFile, "-D" + LOGBACK + "=" + file);
        }
        if (Files.isRegularFile(directory.resolveSibling("logback.xml"))) {
          break;
        }
      }
    }
    return List.of(toFile);
  }

  private static void logback(Path... files) {
    for (var file : files) {
      if (Files.isRegularFile(file)) {
        System.setProperty(LOGBACK, file.toString());
        return;
      }
    }
  }
}
