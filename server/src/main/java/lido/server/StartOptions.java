package lido.server;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code start} and {@code restart} take. */
final class StartOptions {

  @Option(
      names = {"-d", "--daemon"},
      description = "In the background: returns when it serves, or says why it does not.")
  boolean daemon;

  @Option(
      names = "--watch",
      description = {
        "For development: reloads when the configuration changes, and starts anew when classes do."
      })
  boolean watch;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "How many workers, instead of server.workers.")
  private @Nullable String workers;

  /** Lets the command line override the configuration. */
  void apply() {
    if (workers != null) {
      System.setProperty("server.workers", workers);
    }
  }

  /** Returns the same for a child process, which starts in the foreground. */
  List<String> forChild(CommonOptions common) {
    var conf = common.givenConf();
    var arguments = new ArrayList<String>();
    if (conf != null) {
      arguments.addAll(List.of("--conf", conf.toString()));
    }
    if (workers != null) {
      arguments.addAll(List.of("--workers", workers));
    }
    if (common.isVerbose()) {
      arguments.add("--verbose");
    }
    return arguments;
  }
}
