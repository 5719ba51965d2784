package lido.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiPredicate;

/** Turns samples into tables (Markdown, which is also what the console shows) and charts. */
final class Tables {

  private final Samples samples;
  private final List<Peer> peers;
  private final BiPredicate<Plan, Peer> takes;

  Tables(Samples samples, List<Peer> peers, BiPredicate<Plan, Peer> takes) {
    this.samples = samples;
    this.peers = peers;
    this.takes = takes;
  }

  /** A plan with cells is a table for each metric, one without has its metrics as columns. */
  String table(Plan plan) {
    var text = new StringBuilder("### " + plan.title() + "\n\n");
    if (plan.cells().size() == 1 && plan.cells().get(0).name().isEmpty()) {
      var columns = new ArrayList<Column>();
      for (String metric : plan.metrics()) {
        columns.add(new Column(metric, "", metric));
      }
      append(text, plan, "", columns);
    } else {
      for (String metric : plan.metrics()) {
        var columns = new ArrayList<Column>();
        for (Plan.Cell cell : plan.cells()) {
          var column = new Column(cell.name(), cell.name(), metric);
          if (isMeasured(plan, column)) {
            columns.add(column);
          }
        }
        if (!columns.isEmpty()) {
          append(text, plan, metric, columns);
        }
      }
    }
    return text.toString();
  }

  private boolean isMeasured(Plan plan, Column column) {
    return peers.stream()
        .anyMatch(peer -> samples.median(plan.id(), column.cell, peer, column.metric).isPresent());
  }

  private record Column(String head, String cell, String metric) {}

  private void append(StringBuilder text, Plan plan, String corner, List<Column> columns) {
    text.append("| ").append(corner).append(" |");
    columns.forEach(column -> text.append(' ').append(column.head).append(" |"));
    text.append("\n| --- |").append(" ---: |".repeat(columns.size())).append('\n');
    for (Peer peer : sorted(plan, columns.get(0))) {
      text.append("| ").append(peer.title()).append(" |");
      for (Column column : columns) {
        OptionalDouble value = samples.median(plan.id(), column.cell, peer, column.metric);
        text.append(' ').append(value.isPresent() ? number(value.getAsDouble()) : "-");
        OptionalDouble ratio =
            samples.ratio(plan.id(), column.cell, plan.base(), peer, column.metric);
        if (plan.ratios().contains(column.metric) && ratio.isPresent()) {
          text.append(String.format(Locale.ROOT, " (%.2f)", ratio.getAsDouble()));
        }
        text.append(" |");
      }
      text.append('\n');
    }
    text.append('\n');
  }

  private List<Peer> sorted(Plan plan, Column by) {
    Comparator<Peer> order =
        Comparator.comparingDouble(
            peer ->
                samples
                    .median(plan.id(), by.cell, peer, by.metric)
                    .orElse(Double.POSITIVE_INFINITY));
    boolean more = by.metric.equals("ops/ms") || by.metric.startsWith("req/");
    return peers.stream()
        .filter(peer -> takes.test(plan, peer))
        .sorted(more ? order.reversed() : order)
        .toList();
  }

  String chart(Plan plan) {
    Map<String, Map<String, Double>> groups = new LinkedHashMap<>();
    for (Plan.Cell cell : plan.cells()) {
      for (String metric : plan.charted()) {
        Map<String, Double> bars = new LinkedHashMap<>();
        for (Peer peer : sorted(plan, new Column("", cell.name(), metric))) {
          samples
              .median(plan.id(), cell.name(), peer, metric)
              .ifPresent(value -> bars.put(peer.title(), value));
        }
        groups.put(cell.name().isEmpty() ? metric : cell.name() + ", " + metric, bars);
      }
    }
    return Chart.svg(plan.title(), groups);
  }

  static String number(double value) {
    double size = Math.abs(value);
    if (size >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    if (size >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
  }
}
