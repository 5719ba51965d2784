package lido.console;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The program around a command of {@code bin/console}. */
interface ConsoleContext {

  /** Returns the file of the configuration. */
  Path conf();

  /** Returns the standard output. */
  PrintWriter out();

  /** Returns whether the output has colours. */
  Ansi ansi();

  /** Prints a value as JSON. */
  void printJson(Object value);

  /** Returns a new command line with Lido's own commands alone. */
  CommandLine builtIn();
}
