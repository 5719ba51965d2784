package lido.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TerminalTest {

  private final StringWriter written = new StringWriter();
  private final PrintWriter writer = new PrintWriter(written, true);

  @Test
  void colours_are_for_a_terminal_and_for_those_who_want_them() {
    assertThat(Terminal.colours("out,err", null, "xterm")).isEqualTo(Ansi.ON);
    assertThat(Terminal.colours("out", "", null)).isEqualTo(Ansi.ON);
    assertThat(Terminal.colours(",err", null, "xterm")).isEqualTo(Ansi.OFF);
    assertThat(Terminal.colours("", null, "xterm")).isEqualTo(Ansi.OFF);
    assertThat(Terminal.colours("out", "1", "xterm")).isEqualTo(Ansi.OFF);
    assertThat(Terminal.colours("out", null, "dumb")).isEqualTo(Ansi.OFF);
  }

  @Test
  void progress_is_for_a_terminal_that_can_go_back() {
    assertThat(Terminal.isOfErrors("out,err", "xterm")).isTrue();
    assertThat(Terminal.isOfErrors(",err", null)).isTrue();
    assertThat(Terminal.isOfErrors("out", "xterm")).isFalse();
    assertThat(Terminal.isOfErrors("out,err", "dumb")).isFalse();
  }

  @Test
  void progress_is_one_line_that_is_written_again_and_cleared_at_the_end() {
    try (var progress = new Progress(writer, true, "opened", List.of("a", "b", "a"))) {
      progress.done("b");
      progress.done("a");
      progress.done("a");
    }

    assertThat(written.toString().replace("\r\u001b[K", "|").replace("\r", "<"))
        .isEqualTo(
            "|0 of 3 opened, waiting for a, b<|1 of 3 opened, waiting for a<"
                + "|2 of 3 opened, waiting for a<|3 of 3 opened<|<");
  }

  @Test
  void progress_of_many_fits_the_line() {
    var names = java.util.stream.IntStream.range(0, 100).mapToObj(i -> "database" + i).toList();

    new Progress(writer, true, "opened", names);

    assertThat(written.toString().replaceAll("\r(\u001b\\[K)?", "")).hasSize(78).endsWith("…");
  }

  @Test
  void progress_says_nothing_where_nobody_looks() {
    try (var progress = new Progress(writer, false, "opened", List.of("a"))) {
      progress.done("a");
    }

    assertThat(written.toString()).isEmpty();
  }

  @Test
  void a_table_has_columns_as_wide_as_what_is_in_them() {
    var table = new Table(Ansi.OFF, Style.bold, Style.reset, Style.reset);
    table.row("A", "B", "C");
    table.row("long", "", "c");
    table.row("x".repeat(61), "b", "");

    table.print(writer);

    assertThat(written.toString()).isEqualTo("A     B  C\nlong     c\n" + "x".repeat(61) + "  b\n");
  }

  @Test
  void colours_do_not_shift_the_columns() {
    var table = new Table(Ansi.ON, Style.bold, Style.reset);
    table.row("a", "b");

    table.print(writer);

    assertThat(written.toString()).isEqualTo("\u001b[1ma\u001b[0m  b\n");
  }
}
