package lido.providers;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import lido.pool.DatabaseConfig;
import lido.pool.Probe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** What {@code bin/console pools} found, for people and for programs. */
final class PoolsReport {

  private final PrintWriter out;
  private final Ansi ansi;

  PoolsReport(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  void print(List<Probe> probes, int workers) {
    if (probes.isEmpty()) {
      out.println("there are no databases: the block database is empty");
      return;
    }
    for (Probe probe : probes) {
      print(probe);
    }
    for (ConnectionBudget budget : budgets(probes, workers)) {
      int limit = limit(budget, probes);
      out.println(budget.line(limit));
      budget
          .warning(limit)
          .ifPresent(warning -> out.println(styled(Style.fg_yellow, "warning: ") + warning));
    }
  }

  private static List<ConnectionBudget> budgets(List<Probe> probes, int workers) {
    return ConnectionBudget.of(probes.stream().map(Probe::database).toList(), workers);
  }

  /** As one of the databases on that server says; 0 if none does. */
  private static int limit(ConnectionBudget budget, List<Probe> probes) {
    return probes.stream()
        .filter(probe -> budget.rows().contains(probe.database()))
        .mapToInt(Probe::maxConnections)
        .filter(limit -> limit > 0)
        .min()
        .orElse(0);
  }

  static Object json(List<Probe> probes, int workers) {
    var all = new LinkedHashMap<String, Object>();
    all.put("databases", probes.stream().map(PoolsReport::json).toList());
    all.put(
        "budgets",
        budgets(probes, workers).stream()
            .map(budget -> json(budget, limit(budget, probes)))
            .toList());
    return all;
  }

  private static Object json(Probe probe) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("key", probe.database().key());
    json.put("address", probe.database().address());
    json.put("required", probe.database().required());
    json.put("opened", probe.failure().isEmpty());
    json.put("steps", probe.steps().stream().map(PoolsReport::json).toList());
    json.put("failure", probe.failure().orElse(null));
    json.put("server", orNull(probe.server()));
    json.put("tls", orNull(probe.encryption()));
    json.put("maxConnections", probe.maxConnections() == 0 ? null : probe.maxConnections());
    return json;
  }

  private static Object json(Probe.Step step) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", step.name());
    json.put("millis", Math.round(step.took().toNanos() / 1e5) / 10.0);
    json.put("succeeded", step.succeeded());
    json.put("note", step.note());
    return json;
  }

  private static Object json(ConnectionBudget budget, int limit) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("server", budget.server());
    json.put("workers", budget.workers());
    json.put("connections", budget.total());
    json.put("maxConnections", limit == 0 ? null : limit);
    json.put("warning", budget.warning(limit).orElse(null));
    return json;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private void print(Probe probe) {
    DatabaseConfig row = probe.database();
    out.printf("%s  %s%n", styled(Style.bold, row.path()), row.address());
    for (Probe.Step step : probe.steps()) {
      String mark =
          step.succeeded() ? styled(Style.fg_green, "ok    ") : styled(Style.fg_red, "failed");
      out.printf("  %s  %-8s %9s  %s%n", mark, step.name(), millis(step.took()), step.note());
    }
    probe
        .failure()
        .ifPresentOrElse(failure -> printFailure(row, failure), () -> printServer(probe));
    out.println();
  }

  private void printFailure(DatabaseConfig row, String failure) {
    out.println("  " + failure.replace("\n", "\n  "));
    if (!row.required()) {
      out.println("  note:  required = false: a start goes on without it, and keeps trying");
    }
  }

  private void printServer(Probe probe) {
    out.println("  server  " + probe.server());
    if (probe.database().adapter().hasServer()) {
      var tls = probe.encryption();
      out.println("  TLS     " + (tls.isEmpty() ? "unknown: the server does not say" : tls));
    }
    if (probe.maxConnections() > 0) {
      out.println("  max_connections " + probe.maxConnections());
    }
  }

  private String styled(IStyle style, String text) {
    return ansi.enabled() ? style.on() + text + Style.reset.on() : text;
  }

  private static String millis(Duration took) {
    return String.format(Locale.ROOT, "%.1f ms", took.toNanos() / 1e6);
  }
}
