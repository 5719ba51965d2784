package lido.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import lido.config.ConfigException;
import lido.container.Application;
import lido.container.FailureText;
import lido.container.StartException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The main class of {@code bin/console}. It looks at the application of a configuration file, and
 * runs the commands of its providers. {@code bin/server} starts and stops the application.
 */
@Command(
    name = "bin/console",
    description = "Looks at the application of a configuration file, and runs its commands.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    sortOptions = false,
    subcommands = {
      CheckCommand.class,
      CompletionCommand.class,
      ConfigCommand.class,
      RouteCommand.class,
      RoutesCommand.class
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "  0:done",
      "  1:failed; the standard error says why",
      "  2:the command line is wrong",
      "130:SIGINT ended it",
      "143:SIGTERM ended it"
    })
public final class Console implements Runnable, ConsoleContext {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final CommonOptions common = new CommonOptions();

  Console() {}

  /** Runs one command, and ends the JVM with its exit code. */
  public static void main(String... args) {
    // Log lines are no output. conf/logback.xml reads this property.
    if (System.getProperty("lido.log") == null) {
      System.setProperty("lido.log", "System.err");
    }
    System.exit(run(writer(FileDescriptor.out), writer(FileDescriptor.err), args));
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, Charset.defaultCharset());
  }

  /** Runs one command and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    var before = CommandLinePeek.of(args);
    if (CommandNames.OF_SERVER.contains(before.command())) {
      err.printf("%1$s is a command of bin/server: bin/server %1$s%n", before.command());
      return CommandLine.ExitCode.USAGE;
    }
    var added = before.needsProviders() ? added(before.conf()) : ProviderCommands.none("");
    var missing = String.join("\n\n", added.problems());
    if (!missing.isEmpty() && before.isUnknown() && !added.has(before.command())) {
      err.printf("%s: there is no such command, or it is missing:%n%n", before.command());
      err.println(missing);
      return ExitCodes.FAILED;
    }
    int code = commandLine(added, out, err).execute(args);
    if (!missing.isEmpty() && !before.isUnknown()) {
      err.printf("%nCommands of the providers are missing:%n%n%s%n", missing);
    }
    return code;
  }

  private static ProviderCommands added(@Nullable Path conf) {
    try {
      return ProviderCommands.of(
          Application.of(ConfFile.of(conf)).inspect(), new Console().builtIn());
    } catch (ConfigException | StartException e) {
      return ProviderCommands.none(String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError e) {
      return ProviderCommands.none("unexpected: " + e);
    }
  }

  /** Returns the command line. A command that needs a worker starts one. */
  private static CommandLine commandLine(ProviderCommands added, PrintWriter out, PrintWriter err) {
    var console = new Console();
    var line = console.commandLine(added);
    return line.setOut(out)
        .setErr(err)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.colours()))
        .setExecutionStrategy(parsed -> console.execute(added, parsed));
  }

  private CommandLine commandLine(ProviderCommands added) {
    var line = new CommandLine(this, added);
    added.addTo(line);
    return line.setExpandAtFiles(false).setExecutionExceptionHandler(this::report);
  }

  private int execute(ProviderCommands added, ParseResult parsed) {
    var help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    var command = parsed.subcommand();
    if (command == null || !added.isInWorker(command.commandSpec().name())) {
      return new CommandLine.RunLast().execute(parsed);
    }
    var name = command.commandSpec().name();
    var args = parsed.originalArgs().toArray(String[]::new);
    try {
      return CommandApplication.of(conf())
          .inCoroutine(name, worker -> executeIn(added.in(worker.injector(), name), args));
    } catch (Exception e) {
      return report(e, line(), parsed);
    }
  }

  /** Runs the command line again, with the objects of the worker. */
  private int executeIn(ProviderCommands added, String[] args) {
    var again = new Console();
    return again
        .commandLine(added)
        .setOut(line().getOut())
        .setErr(line().getErr())
        .setColorScheme(line().getColorScheme())
        .execute(args);
  }

  /** Runs without a command. */
  @Override
  public void run() {
    line().usage(out());
  }

  @Override
  public Path conf() {
    return common.conf();
  }

  @Override
  public PrintWriter out() {
    return line().getOut();
  }

  @Override
  public void printJson(Object value) {
    out().println(JSON.writeValueAsString(value));
  }

  @Override
  public CommandLine.Help.Ansi ansi() {
    return line().getColorScheme().ansi();
  }

  @Override
  public CommandLine builtIn() {
    return new CommandLine(new Console());
  }

  private CommandLine line() {
    if (spec == null) {
      throw new IllegalStateException("bug: the console is used without its command line");
    }
    return spec.commandLine();
  }

  private int report(Exception failure, CommandLine command, ParseResult parsed) {
    return common.report(failure, FailureText.ofUserCode(failure), command.getErr());
  }
}
