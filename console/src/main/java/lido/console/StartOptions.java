package lido.console;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code start} and {@code restart}. */
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
      converter = WorkersOption.class,
      description = "How many workers, or auto, instead of server.workers.")
  private @Nullable String workers;

  /** Lets the command line override the configuration. */
  void apply() {
    if (workers != null) {
      System.setProperty("server.workers", workers);
    }
  }

  /** Returns these options as arguments of a child process. The child starts in the foreground. */
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

  /** Reports a wrong number as an error of the command line, not of a system property. */
  static final class WorkersOption implements ITypeConverter<String> {

    @Override
    public String convert(String value) {
      if (!value.equals("auto") && !value.matches("0*[1-9][0-9]{0,3}")) {
        throw new TypeConversionException(
            "must be a whole number from 1 to 1024, or auto, is \"" + value + "\"");
      }
      return value;
    }
  }
}
