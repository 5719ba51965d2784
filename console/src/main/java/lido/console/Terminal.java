package lido.console;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * Knows whether the output is a terminal. The script bin/server finds that out, and tells it by a
 * system property.
 */
final class Terminal {

  private static final String PROPERTY = "lido.terminal";

  private Terminal() {}

  /** Returns whether the output has colours: on a terminal, unless NO_COLOR is set. */
  static Ansi colours() {
    var open = System.getProperty(PROPERTY);
    return open == null
        ? Ansi.AUTO
        : colours(open, System.getenv("NO_COLOR"), System.getenv("TERM"));
  }

  static Ansi colours(String open, @Nullable String noColor, @Nullable String term) {
    boolean unwanted = (noColor != null && !noColor.isEmpty()) || "dumb".equals(term);
    return open.contains("out") && !unwanted ? Ansi.ON : Ansi.OFF;
  }

  /** Returns whether the standard error is a terminal that can overwrite a line. */
  static boolean isOfErrors() {
    return isOfErrors(System.getProperty(PROPERTY, ""), System.getenv("TERM"));
  }

  static boolean isOfErrors(String open, @Nullable String term) {
    return open.contains("err") && !"dumb".equals(term);
  }

  /** Returns the option for the JVM of a process whose output is a file. */
  static String none() {
    return "-D" + PROPERTY + "=";
  }
}
