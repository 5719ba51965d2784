package lido.console;

import java.util.Set;

/** The commands that Lido itself has, by the program that they belong to. */
final class CommandNames {

  /** Those of {@code bin/server}. */
  static final Set<String> OF_SERVER = Set.of("start", "stop", "restart", "reload", "status");

  /** The one of {@code bin/console} that lists all commands, also those of the providers. */
  static final String COMPLETION = "completion";

  /** Those of {@code bin/console}. */
  static final Set<String> OF_CONSOLE = Set.of("check", COMPLETION, "config", "route", "routes");

  private CommandNames() {}
}
