package lido.console;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What a command of {@code bin/console} takes from the command line that it is part of. */
interface ConsoleContext {

  /** Returns the file of the configuration. */
  Path conf();

  /** Returns the standard output. */
  PrintWriter out();

  /** Returns whether it takes colours. */
  Ansi ansi();

  /** Prints a value for programs. */
  void printJson(Object value);

  /** Returns another command line of the same program, without what providers add. */
  CommandLine builtIn();
}
