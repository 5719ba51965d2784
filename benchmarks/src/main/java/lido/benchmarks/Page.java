package lido.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of Markdown with places that a run fills: each begins with {@code <!-- bench NAME -->} on
 * a line of its own and ends with {@code <!-- end -->}; what stands between is replaced.
 */
final class Page {

  private static final String END = "<!-- end -->";

  private final Path file;

  Page(Path file) {
    this.file = file;
  }

  /** Fills one place; a page without such a place stays as it is. */
  void fill(String name, String text) throws IOException {
    String page = Files.readString(file);
    String begin = "<!-- bench " + name + " -->\n";
    int from = page.indexOf(begin);
    int to = page.indexOf(END, from);
    if (from < 0 || to < 0) {
      System.err.println(file + " has no place for " + name);
      return;
    }
    String filled =
        page.substring(0, from + begin.length()) + text.strip() + "\n" + page.substring(to);
    Files.writeString(file, filled);
  }
}
