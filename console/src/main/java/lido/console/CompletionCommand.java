package lido.console;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script by which a shell completes commands. */
@Command(
    name = "completion",
    description = {
      "Prints a script for bash and zsh that completes the commands and options of bin/console and"
          + " bin/server, also those of the providers.",
      "Use it so: source <(bin/console completion)"
    })
final class CompletionCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var line = requireNonNull(spec).commandLine();
    // A shell looks for the last part of the path: for bin/console it is console.
    line.getOut().print(AutoComplete.bash("console", requireNonNull(spec).root().commandLine()));
    line.getOut().print(AutoComplete.bash("server", ServerCommand.commandLine()));
    line.getOut().flush();
    return ExitCodes.DONE;
  }
}
