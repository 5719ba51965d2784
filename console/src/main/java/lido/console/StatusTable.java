package lido.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lido.server.admin.Status;
import picocli.CommandLine.Help.Ansi;

/** Writes a {@link Status} for people. */
final class StatusTable {

  private final Ansi ansi;
  private final List<String> lines = new ArrayList<>();

  private StatusTable(Ansi ansi) {
    this.ansi = ansi;
  }

  /** Returns the lines, without line ends. */
  static List<String> lines(Status status, Ansi ansi) {
    var table = new StatusTable(ansi);
    table.add(status);
    return table.lines;
  }

  private void add(Status status) {
    lines.add(
        "%s is running: process %s since %s, for %s"
            .formatted(status.name(), status.pid(), status.since(), age(status.uptimeMillis())));
    lines.add(
        "%s, generation %s, version %s, Lido %s, JVM %s"
            .formatted(
                status.state(),
                status.generation(),
                status.version(),
                status.lido(),
                status.jvm()));
    lines.add(
        "%s, connections %s"
            .formatted(
                status.listening().at().isEmpty()
                    ? "does not listen yet"
                    : String.join(", ", status.listening().at()),
                status.listening().connections()));
    var requests = status.requests();
    lines.add(
        "requests %s, errors %s, refused %s"
            .formatted(requests.total(), requests.errors(), requests.refused()));
    var tasks = status.tasks();
    if (tasks.max() > 0) {
      lines.add(
          "tasks waiting %s/%s, running %s, ended %s, failed %s"
              .formatted(
                  tasks.waiting(), tasks.max(), tasks.running(), tasks.ended(), tasks.failed()));
    }
    table(
        List.of("worker", ">requests", ">running", ">errors"),
        status.workers().stream()
            .map(
                each ->
                    List.of(
                        each.name(),
                        String.valueOf(each.requests()),
                        String.valueOf(each.running()),
                        String.valueOf(each.errors())))
            .toList());
    table(
        List.of("pool", "key", ">in use", ">idle", ">opening", ">waiting", ">max"),
        status.pools().stream()
            .map(
                each ->
                    List.of(
                        each.worker(),
                        each.key(),
                        String.valueOf(each.inUse()),
                        String.valueOf(each.idle()),
                        String.valueOf(each.opening()),
                        String.valueOf(each.waiting()),
                        String.valueOf(each.max())))
            .toList());
    table(
        List.of("held longest", "key", ">for", "by"),
        status.holders().stream()
            .map(each -> List.of(each.worker(), each.key(), age(each.ageMillis()), each.route()))
            .toList());
    table(
        List.of("last errors", "worker", ">status", "route", "request", "what"),
        status.errors().stream()
            .map(
                each ->
                    List.of(
                        each.time(),
                        each.worker(),
                        String.valueOf(each.status()),
                        each.route(),
                        each.request(),
                        each.what()))
            .toList());
  }

  /** Adds a table, unless it has no rows. A column whose name begins with {@code >} has numbers. */
  private void table(List<String> columns, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    var names = columns.stream().map(name -> name.replace(">", "")).toList();
    var widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      widths[i] = Math.max(widths[i], names.get(i).length());
    }
    lines.add("");
    lines.add(ansi.string("@|bold " + row(columns, names, widths) + "|@"));
    rows.forEach(row -> lines.add(row(columns, row, widths)));
  }

  private static String row(List<String> columns, List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      var pattern = columns.get(i).startsWith(">") ? "%" : "%-";
      line.append(i == 0 ? "" : "  ").append((pattern + widths[i] + "s").formatted(cells.get(i)));
    }
    return line.toString().stripTrailing();
  }

  private static String age(long millis) {
    var time = Duration.ofMillis(millis);
    if (millis < 10_000) {
      return "%s.%ss".formatted(millis / 1000, millis % 1000 / 100);
    }
    if (time.toMinutes() == 0) {
      return time.toSeconds() + "s";
    }
    if (time.toHours() == 0) {
      return "%sm %ss".formatted(time.toMinutes(), time.toSecondsPart());
    }
    return time.toDays() == 0
        ? "%sh %sm".formatted(time.toHours(), time.toMinutesPart())
        : "%sd %sh".formatted(time.toDays(), time.toHoursPart());
  }
}
