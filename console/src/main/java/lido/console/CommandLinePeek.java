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
 * What must be known of a command line before it can be read: which commands there are depends on
 * the configuration.
 */
@Command
final class CommandLinePeek {

  @Mixin private final CommonOptions common = new CommonOptions();

  @Option(names = {"-V", "--version"})
  private boolean version;

  @Parameters private List<String> words = List.of();

  private CommandLinePeek() {}

  /** Reads what it can; what is wrong is said when the whole is read. */
  static CommandLinePeek of(String... args) {
    var before = new CommandLinePeek();
    try {
      new CommandLine(before)
          .setUnmatchedArgumentsAllowed(true)
          .setExpandAtFiles(false)
          .parseArgs(args);
    } catch (ParameterException e) {
      // Of what could be read.
    }
    return before;
  }

  @Nullable Path conf() {
    return common.givenConf();
  }

  /** Returns the name of the command; empty if there is none. */
  String command() {
    return words.isEmpty() ? "" : words.get(0);
  }

  /** Returns whether the command can only be a provider's. */
  boolean isUnknown() {
    return !words.isEmpty() && !CommandNames.OF_CONSOLE.contains(command());
  }

  /** Returns whether the commands of the providers matter: to help, and to completion. */
  boolean needsProviders() {
    return words.isEmpty() ? !version : isUnknown() || command().equals(CommandNames.COMPLETION);
  }
}
