package lido.console;

import java.util.Set;

/** The names of Lido's own commands, for each program. */
final class CommandNames {

  /** The commands of {@code bin/server}. */
  static final Set<String> OF_SERVER = Set.of("start", "stop", "restart", "reload", "status");

  /** The command that needs all others, those of the providers too. */
  static final String COMPLETION = "completion";

  /** The commands of {@code bin/console}. */
  static final Set<String> OF_CONSOLE = Set.of("check", COMPLETION, "config", "route", "routes");

  private CommandNames() {}
}
