package lido.console;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the configuration of a command is, and that of its logging. */
final class ConfFile {

  private static final Path DEFAULT = Path.of("conf", "application.conf");

  /** Where the caller is, who may name files from there: bin/server goes to its own directory. */
  private static final String CALLER = "lido.caller";

  private static final String LOGBACK = "logback.configurationFile";

  private ConfFile() {}

  /** Returns the file, as a message should name it; logging is set up beside it. */
  static Path of(@Nullable Path given) {
    var file = given == null ? DEFAULT : ofCaller(given);
    if (System.getProperty(LOGBACK) == null) {
      logback(file.resolveSibling("logback.xml"), DEFAULT.resolveSibling("logback.xml"));
    }
    return file;
  }

  /** Returns a file that the caller named from where the caller is. */
  static Path ofCaller(Path given) {
    return Path.of(System.getProperty(CALLER, "")).resolve(given);
  }

  /** Returns how a daemon logs, where a file says so: as options for its JVM. */
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
