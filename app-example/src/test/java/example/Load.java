package example;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A running {@link LoadGenerator}. */
final class Load implements AutoCloseable {

  private final Process process;
  private final BufferedReader reader;

  private Load(Process process) {
    this.process = process;
    this.reader = process.inputReader();
  }

  /**
   * What all its clients saw.
   *
   * @param counts how often which answer came
   * @param orders the customers of the acknowledged orders
   */
  record Outcome(Map<String, Integer> counts, Set<String> orders) {

    int answered() {
      return counts.entrySet().stream()
          .filter(entry -> entry.getKey().startsWith("status "))
          .mapToInt(Map.Entry::getValue)
          .sum();
    }
  }

  static Load start(int port, int connections) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            Path.of("target", "test-classes").toString(),
            LoadGenerator.class.getName(),
            String.valueOf(port),
            String.valueOf(connections));
    return new Load(
        new ProcessBuilder(new ArrayList<>(command))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Blocks until so many requests have been answered since the start. */
  void awaitAnswered(long count) throws IOException {
    for (long seen = 0; seen < count; seen = nextAnswered()) {}
  }

  /** Blocks until the moment of {@link System#nanoTime}. */
  void awaitTime(long nanos) throws IOException {
    while (System.nanoTime() - nanos < 0) {
      nextAnswered();
    }
  }

  /** Blocks for a tenth of a second; returns the requests answered since the start. */
  private long nextAnswered() throws IOException {
    var line = reader.readLine();
    if (line == null) {
      throw new AssertionError("the load generator has ended");
    }
    return Long.parseLong(line.substring("answered ".length()));
  }

  /** Lets it finish what is under way. */
  Outcome end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    var counts = new TreeMap<String, Integer>();
    var orders = new HashSet<String>();
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("order ")) {
        orders.add(line.substring("order ".length()));
      } else if (line.startsWith("count ")) {
        int space = line.lastIndexOf(' ');
        counts.put(
            line.substring("count ".length(), space), Integer.parseInt(line.substring(space + 1)));
      }
    }
    if (!process.waitFor(300, SECONDS) || process.exitValue() != 0) {
      throw new AssertionError("the load generator did not end well");
    }
    return new Outcome(counts, orders);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
