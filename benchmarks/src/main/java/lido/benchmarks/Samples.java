package lido.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;

/** Every figure of a run. Used by one thread. */
final class Samples {

  record Sample(int round, String plan, String cell, Peer peer, String metric, double value) {}

  private final List<Sample> all = new ArrayList<>();

  void add(Sample sample) {
    all.add(sample);
  }

  /** The median over the rounds; empty where the peer did not answer. */
  OptionalDouble median(String plan, String cell, Peer peer, String metric) {
    return median(of(plan, cell, peer, metric).stream().map(Sample::value).toList());
  }

  /** The median of the ratios to another's figure of the same round. */
  OptionalDouble ratio(String plan, String cell, Peer base, Peer peer, String metric) {
    List<Sample> others = of(plan, cell, base, metric);
    var ratios = new ArrayList<Double>();
    for (Sample sample : of(plan, cell, peer, metric)) {
      for (Sample other : others) {
        if (other.round == sample.round && other.value != 0) {
          ratios.add(sample.value / other.value);
        }
      }
    }
    return median(ratios);
  }

  private List<Sample> of(String plan, String cell, Peer peer, String metric) {
    return all.stream()
        .filter(
            sample ->
                sample.plan.equals(plan)
                    && sample.cell.equals(cell)
                    && sample.peer == peer
                    && sample.metric.equals(metric))
        .toList();
  }

  private static OptionalDouble median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    if (size == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of((sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2);
  }

  void write(Path file) throws IOException {
    var lines = new ArrayList<String>();
    lines.add("round,case,cell,peer,metric,value");
    for (Sample each : all) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%d,%s,%s,%s,%s,%.6g",
              each.round,
              each.plan,
              each.cell,
              each.peer.id(),
              each.metric,
              each.value));
    }
    Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    Files.write(file, lines);
  }
}
