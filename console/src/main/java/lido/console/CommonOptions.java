package lido.console;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command of {@code bin/server} and {@code bin/console}. */
final class CommonOptions {

  @Option(
      names = {"-c", "--conf"},
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The configuration; without it conf/application.conf.")
  private @Nullable Path conf;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of a failure.")
  private boolean verbose;

  /** Returns the file of the configuration. */
  Path conf() {
    return ConfFile.of(conf);
  }

  /** Returns the file as it was given, for another process. Null if none was. */
  @Nullable Path givenConf() {
    return conf;
  }

  boolean isVerbose() {
    return verbose;
  }

  /** Prints the message, or with {@code --verbose} the stack trace. Returns the exit code. */
  int report(Exception failure, String message, PrintWriter err) {
    if (verbose) {
      failure.printStackTrace(err);
    } else {
      err.println(message);
    }
    err.flush();
    return ExitCodes.FAILED;
  }
}
