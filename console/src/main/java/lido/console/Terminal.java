package lido.console;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Whether somebody looks at the output. bin/console knows, and says so by a system property. */
final class Terminal {

  private static final String PROPERTY = "lido.terminal";

  private Terminal() {}

  /** Colours are for a terminal, and for those who have not set NO_COLOR. */
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

  /** Returns whether the standard error is a terminal, where a line can be written again. */
  static boolean isOfErrors() {
    return isOfErrors(System.getProperty(PROPERTY, ""), System.getenv("TERM"));
  }

  static boolean isOfErrors(String open, @Nullable String term) {
    return open.contains("err") && !"dumb".equals(term);
  }

  /** Returns what tells a process that writes to a file, as an option for its JVM. */
  static String none() {
    return "-D" + PROPERTY + "=";
  }
}
