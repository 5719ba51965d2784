package lido.console;

import java.io.IOException;
import java.nio.file.Path;
import lido.container.Application;
import lido.container.FailureText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The main class of {@code bin/server}. It starts, stops and watches the server of a configuration
 * file.
 */
@Command(
    name = "bin/server",
    description = "Starts and stops the server of a configuration file.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "  0:done; start: stopped by SIGTERM or SIGINT, and all was closed",
      "  1:failed; the standard error says why",
      "  2:the command line is wrong",
      "  3:status, reload: not running",
      "  4:start: a second SIGTERM or SIGINT ended it at once",
      "130:start: SIGINT came before all had started; all is undone",
      "143:start: SIGTERM came before all had started; all is undone"
    })
public final class ServerCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final CommonOptions common = new CommonOptions();

  private ServerCommand() {}

  /** Runs one command, and ends the JVM with its exit code. */
  public static void main(String... args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    var console = new ServerCommand();
    var line = new CommandLine(console);
    var usual = line.getParameterExceptionHandler();
    return line.setExecutionExceptionHandler(console::report)
        .setParameterExceptionHandler(
            (wrong, args) ->
                args.length > 0 && CommandNames.OF_CONSOLE.contains(args[0])
                    ? pointTo(args[0], wrong.getCommandLine())
                    : usual.handleParseException(wrong, args));
  }

  private static int pointTo(String command, CommandLine line) {
    line.getErr().printf("%1$s is a command of bin/console: bin/console %1$s%n", command);
    line.getErr().flush();
    return CommandLine.ExitCode.USAGE;
  }

  /** Runs without a command. */
  @Override
  public void run() {
    throw new ParameterException(line(), "which command? start, stop, restart, reload or status");
  }

  @Command(
      description = {
        "Starts in the foreground; SIGTERM or SIGINT stops it, a second one at once.",
        "SIGHUP reloads."
      })
  int start(@Mixin StartOptions options) throws Exception {
    var file = conf();
    if (options.daemon && options.watch) {
      throw new ParameterException(line(), "--daemon and --watch exclude each other");
    }
    options.apply();
    if (options.daemon) {
      return daemon(file, options);
    }
    if (options.watch) {
      return new WatchingServer(file, this::target, child(options), this::say).run();
    }
    return new ForegroundServer(Application.of(file), line().getErr()).run();
  }

  private int daemon(Path file, StartOptions options) throws Exception {
    StartCheck.check(file);
    var target = target();
    return target.refuseSecond()
        ? ExitCodes.FAILED
        : new DaemonLauncher(file, target.pidFile(), line().getOut(), line().getErr())
            .start(child(options));
  }

  private ServerProcess.Program child(StartOptions options) {
    return new ServerProcess.Program(ServerCommand.class, options.forChild(common));
  }

  @Command(description = "Stops the running server: SIGTERM, then SIGKILL if it takes too long.")
  int stop() throws IOException, InterruptedException {
    return target().stop();
  }

  @Command(
      description = {
        "Stops the running server if there is one, then starts.",
        "Checks the configuration first: with a wrong one the server goes on."
      })
  int restart(@Mixin StartOptions options) throws Exception {
    options.apply();
    StartCheck.check(conf());
    target().stop();
    return start(options);
  }

  @Command(
      description = {
        "Reads the configuration again, and replaces all workers without losing a request.",
        "When that fails, says why, and the server goes on as it was."
      })
  int reload() throws IOException {
    return target().reload();
  }

  @Command(description = "Says whether the server runs, and what it does.")
  int status(
      @Option(names = "--json", description = "For programs.") boolean json,
      @Option(names = "--watch", description = "Every second, until Ctrl-C.") boolean watch)
      throws IOException, InterruptedException {
    return new StatusPrinter(target(), json, Terminal.colours()).run(watch);
  }

  private RunningServer target() {
    return RunningServer.read(conf(), line().getOut(), line().getErr());
  }

  private void say(String text) {
    line().getOut().println(text);
    line().getOut().flush();
  }

  private Path conf() {
    return common.conf();
  }

  private int report(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    return common.report(failure, FailureText.of(failure), command.getErr());
  }

  private CommandLine line() {
    if (spec == null) {
      throw new IllegalStateException("bug: the console is used without its command line");
    }
    return spec.commandLine();
  }
}
