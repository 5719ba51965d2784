package lido.console;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Rows in columns. A column is as wide as its widest cell. Not thread-safe. */
final class Table {

  /** A longer cell does not widen its column. */
  private static final int WIDEST = 60;

  private final Ansi ansi;
  private final List<IStyle> styles;
  private final List<List<String>> rows = new ArrayList<>();

  /** Takes a style for each column. {@link Style#reset} stands for none. */
  Table(Ansi ansi, IStyle... styles) {
    this.ansi = ansi;
    this.styles = List.of(styles);
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  void print(PrintWriter out) {
    for (var row : rows) {
      var line = new StringBuilder();
      int last = lastFilled(row);
      for (int i = 0; i <= last; i++) {
        var cell = row.get(i);
        line.append(styled(cell, styles.get(i)));
        if (i < last) {
          line.append(" ".repeat(Math.max(0, width(i) - cell.length()) + 2));
        }
      }
      out.println(line);
    }
  }

  private String styled(String cell, IStyle style) {
    return ansi.enabled() && style != Style.reset ? style.on() + cell + Style.reset.on() : cell;
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> row.get(column).length())
        .filter(length -> length <= WIDEST)
        .max()
        .orElse(0);
  }

  private static int lastFilled(List<String> row) {
    int last = row.size() - 1;
    while (last > 0 && row.get(last).isEmpty()) {
      last--;
    }
    return last;
  }
}
