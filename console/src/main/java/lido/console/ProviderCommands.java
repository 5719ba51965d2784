package lido.console;

import com.google.inject.Injector;
import java.util.ArrayList;
import java.util.List;
import lido.container.Inspection;
import lido.container.StartException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.InitializationException;

/** The commands of the providers, and the injector that builds them. */
final class ProviderCommands implements IFactory {

  private final List<Commands.Added> commands = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final @Nullable Injector injector;

  private ProviderCommands(@Nullable Injector injector) {
    this.injector = injector;
  }

  /** Returns no commands, and the reason. An empty reason means that none are needed. */
  static ProviderCommands none(String why) {
    var none = new ProviderCommands(null);
    if (!why.isEmpty()) {
      none.problems.add(why);
    }
    return none;
  }

  /**
   * Returns those of an application that is not started, without those that are wrong.
   *
   * @param trial takes each command, to see whether it can be added; of no use afterwards
   */
  static ProviderCommands of(Inspection inspection, CommandLine trial) throws StartException {
    var injector = inspection.injector();
    var added = new ProviderCommands(injector);
    Commands.of(injector).forEach(command -> added.take(command, trial));
    return added;
  }

  private void take(Commands.Added command, CommandLine line) {
    try {
      if (line.getSubcommands().containsKey(command.name())) {
        throw new InitializationException("there is another command " + command.name());
      }
      line.addSubcommand(new CommandLine(command.type(), this));
      create(command.type());
      commands.add(command);
    } catch (Exception e) {
      problems.add(
          """
          %s cannot be a command: %s
            fix:   bind what its constructor needs; give it a name and options of its own (-c, -h,
                   -V, --conf and --verbose are the console's)\
          """
              .formatted(command.type().getName(), why(e)));
    }
  }

  /** Returns the first line of the deepest cause. For Guice this names the missing binding. */
  private static String why(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    var texts =
        cause instanceof com.google.inject.ConfigurationException guice
            ? guice.getErrorMessages().stream().map(message -> message.getMessage()).toList()
            : List.of(String.valueOf(cause.getMessage()));
    return texts.get(0).lines().findFirst().orElse(cause.toString()).strip();
  }

  /** Returns the reasons why commands are missing. */
  List<String> problems() {
    return problems;
  }

  int count() {
    return commands.size();
  }

  boolean has(String name) {
    return commands.stream().anyMatch(added -> added.name().equals(name));
  }

  boolean isInWorker(String name) {
    return commands.stream().anyMatch(added -> added.inWorker() && added.name().equals(name));
  }

  /** Returns one command, which the injector of a worker builds. */
  ProviderCommands in(Injector worker, String name) {
    var one = new ProviderCommands(worker);
    commands.stream().filter(added -> added.name().equals(name)).forEach(one.commands::add);
    return one;
  }

  void addTo(CommandLine line) {
    commands.forEach(added -> line.addSubcommand(new CommandLine(added.type(), this)));
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    return injector != null && type.isAnnotationPresent(Command.class)
        ? injector.getInstance(type)
        : CommandLine.defaultFactory().create(type);
  }
}
