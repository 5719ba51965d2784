package lido.console;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * A first look at a command line, before it can be read. The configuration says which commands
 * there are, and the command line says which configuration.
 */
@Command
final class CommandLinePeek {

  @Mixin private final CommonOptions common = new CommonOptions();

  @Option(names = {"-V", "--version"})
  private boolean version;

  @Parameters private List<String> words = List.of();

  private CommandLinePeek() {}

  /** Reads as much as it can. Errors are reported when the whole line is read. */
  static CommandLinePeek of(String... args) {
    var before = new CommandLinePeek();
    try {
      new CommandLine(before)
          .setUnmatchedArgumentsAllowed(true)
          .setExpandAtFiles(false)
          .parseArgs(args);
    } catch (ParameterException e) {
      // The parts before the error are read.
    }
    return before;
  }

  @Nullable Path conf() {
    return common.givenConf();
  }

  /** Returns the name of the command. Empty if there is none. */
  String command() {
    return words.isEmpty() ? "" : words.get(0);
  }

  /** Returns whether the command, if it exists, is one of a provider. */
  boolean isUnknown() {
    return !words.isEmpty() && !CommandNames.OF_CONSOLE.contains(command());
  }

  /**
   * Returns whether the commands of the providers are needed: for themselves, for help and for
   * completion.
   */
  boolean needsProviders() {
    return words.isEmpty() ? !version : isUnknown() || command().equals(CommandNames.COMPLETION);
  }
}
