package lido.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs every measurement in a JVM of its own, the peers alternating, and prints the tables.
 *
 * <pre>
 * bin/bench [--quick] [--rounds 3] [--cases cycle,held] [--cells 1t/8,8t/8] [--peers lido,hikari] [--out folder]
 * bin/bench --publish [the same]
 * </pre>
 *
 * <p>{@code --publish} measures what docs/performance.md shows and writes it there, with the charts
 * and every sample beside it: of the JDK it runs on, in the places that the page has for that.
 *
 * <p>The peers of one cell run one after the other, then the next cell, then the next round, which
 * begins with another peer. A ratio is taken within a round, so that what else the machine does
 * falls on both; what is printed are medians over the rounds. The peers that are slower by an order
 * of magnitude take part in the first round only.
 */
public final class Bench {

  private static final int FORK_SECONDS = 150;

  private static final String DOCS = "docs/performance";
  private static final String JDK = "jdk" + Runtime.version().feature();
  private static final String RESULTS = "benchmarks/target/results/" + JDK;

  private final List<Plan> plans;
  private final List<Peer> peers;
  private final BiPredicate<Plan, Peer> takes;
  private final int rounds;
  private final Path out;
  private final @Nullable Page page;
  private final Samples samples = new Samples();

  private Bench(
      List<Plan> plans,
      List<Peer> peers,
      BiPredicate<Plan, Peer> takes,
      int rounds,
      Path out,
      @Nullable Page page) {
    this.plans = plans;
    this.peers = peers;
    this.takes = takes;
    this.rounds = rounds;
    this.out = out;
    this.page = page;
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> options = options(args);
    boolean quick = options.containsKey("--quick");
    boolean publish = options.containsKey("--publish");
    List<String> cases = list(options, "--cases");
    List<String> named = list(options, "--peers");
    List<String> cells =
        publish && !options.containsKey("--cells") ? Plan.PUBLISHED : list(options, "--cells");
    List<Plan> plans =
        Plan.all(quick).stream()
            .map(plan -> plan.only(cells))
            .filter(
                plan ->
                    cases.isEmpty() ? !((publish || quick) && plan.isReal()) : plan.isAmong(cases))
            .toList();
    List<Peer> peers =
        Arrays.stream(Peer.values())
            .filter(peer -> named.isEmpty() ? !quick || peer.isQuick() : named.contains(peer.id()))
            .toList();
    int rounds = Integer.parseInt(options.getOrDefault("--rounds", quick ? "1" : "3"));
    Path out = Path.of(options.getOrDefault("--out", publish ? DOCS + "/" + JDK : RESULTS));
    if (plans.isEmpty() || peers.isEmpty()) {
      System.err.println("nothing to run: no case or peer of that name");
      System.exit(2);
    }
    BiPredicate<Plan, Peer> takes =
        publish && named.isEmpty() ? Plan::publishes : (plan, peer) -> plan.takes(peer);
    Page page = publish ? new Page(Path.of(DOCS + ".md")) : null;
    new Bench(plans, peers, takes, rounds, out, page).run();
  }

  private static Map<String, String> options(String[] args) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--quick", "--publish" -> options.put(args[i], "");
        case "--rounds", "--cases", "--cells", "--peers", "--out" -> {
          if (i + 1 == args.length) {
            System.err.println(args[i] + " needs a value");
            System.exit(2);
          }
          options.put(args[i], args[++i]);
        }
        default -> {
          System.err.println(
              "unknown option "
                  + args[i]
                  + "; there are --quick, --publish, --rounds, --cases, --cells, --peers, --out");
          System.exit(2);
        }
      }
    }
    return options;
  }

  private static List<String> list(Map<String, String> options, String name) {
    String value = options.get(name);
    return value == null ? List.of() : List.of(value.split(","));
  }

  private void run() throws IOException, InterruptedException {
    String machine = machine();
    System.out.println(machine);
    String checks = plans.stream().allMatch(Plan::isReal) ? "" : semantics();
    System.out.println(checks);
    fill("machine", machine + ", " + rounds + (rounds == 1 ? " round" : " rounds"));
    if (!checks.isEmpty()) {
      fill("checks", checks.substring(checks.indexOf('|')));
    }
    var document = new StringBuilder(machine).append("\n\n").append(checks).append('\n');
    for (Plan plan : plans) {
      for (int round = 0; round < rounds; round++) {
        for (Plan.Cell cell : plan.cells()) {
          if (!cell.numbers().isEmpty()) {
            measure(plan, cell, round);
          }
        }
      }
      samples.write(out.resolve("samples.csv"));
      var tables = new Tables(samples, peers, takes);
      String table = tables.table(plan);
      System.out.println(table);
      document.append(table);
      Files.writeString(out.resolve(plan.id() + ".svg"), tables.chart(plan));
      Files.writeString(out.resolve("tables.md"), document);
      fill(
          plan.id(), table + "![" + plan.id() + "](performance/" + JDK + "/" + plan.id() + ".svg)");
    }
    System.out.println("every sample: " + out.resolve("samples.csv"));
  }

  private void fill(String place, String text) throws IOException {
    if (page != null) {
      page.fill(JDK + " " + place, text);
    }
  }

  private void measure(Plan plan, Plan.Cell cell, int round)
      throws IOException, InterruptedException {
    var order = new ArrayList<>(peers);
    Collections.rotate(order, -round);
    for (Peer peer : order) {
      if (!takes.test(plan, peer) || (round > 0 && !peer.isFast())) {
        continue;
      }
      var numbers = new ArrayList<String>();
      cell.numbers().forEach(number -> numbers.add(number.toString()));
      Map<String, String> results = fork(plan.id(), peer, numbers);
      results.forEach(
          (metric, value) -> {
            // One run may fill several cells, and says which.
            int colon = metric.indexOf(": ");
            samples.add(
                new Samples.Sample(
                    round,
                    plan.id(),
                    colon < 0 ? cell.name() : metric.substring(0, colon),
                    peer,
                    colon < 0 ? metric : metric.substring(colon + 2),
                    Double.parseDouble(value)));
          });
    }
  }

  /** What each pool does as it is configured, as a table. */
  private String semantics() throws IOException, InterruptedException {
    var text = new StringBuilder("### What each does, as configured (tried, not read)\n\n");
    boolean head = true;
    for (Peer peer : peers.stream().filter(Peer::isPool).toList()) {
      Map<String, String> results = fork("semantics", peer, List.of());
      if (head) {
        text.append("| |");
        results.keySet().forEach(name -> text.append(' ').append(name).append(" |"));
        text.append("\n| --- |").append(" --- |".repeat(results.size())).append('\n');
        head = false;
      }
      text.append("| ").append(peer.title()).append(" |");
      results.values().forEach(value -> text.append(' ').append(value).append(" |"));
      text.append('\n');
    }
    return text.toString();
  }

  /** Runs one measurement; a peer that fails or hangs has no figures, and its output is kept. */
  private Map<String, String> fork(String plan, Peer peer, List<String> numbers)
      throws IOException, InterruptedException {
    Path log = Path.of(RESULTS, "log/" + plan + "-" + peer.id() + ".txt");
    Files.createDirectories(Objects.requireNonNull(log.toAbsolutePath().getParent()));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC"));
    command.add("-XX:CompileCommand=quiet");
    command.add("-XX:CompileCommand=dontinline,lido.benchmarks.CycleCase::consume");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Fork.class.getName(), plan, peer.id()));
    command.addAll(numbers);
    Path output = Files.createTempFile("bench", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(log.toFile())
            .start();
    boolean ended = process.waitFor(FORK_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    Map<String, String> results = new LinkedHashMap<>();
    for (String line : Files.readAllLines(output)) {
      if (line.startsWith(Result.PREFIX)) {
        read(plan, line.substring(Result.PREFIX.length()), results);
      }
    }
    Files.delete(output);
    if (!ended || process.exitValue() != 0) {
      System.err.println(plan + " " + peer.title() + (ended ? " failed: " : " hung: ") + log);
    }
    return results;
  }

  /** Names of checks have no fixed number of words; a figure is always the last word. */
  private static void read(String plan, String line, Map<String, String> results) {
    if (plan.equals("semantics")) {
      int at = line.indexOf('\t');
      results.put(line.substring(0, at), line.substring(at + 1));
    } else {
      int at = line.lastIndexOf(' ');
      results.put(line.substring(0, at), line.substring(at + 1));
    }
  }

  private static String machine() throws IOException {
    String cpu =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown processor");
    String load = Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    return String.format(
        Locale.ROOT,
        "%d cores (%s), %s %s, load %s at the start, %s",
        Runtime.getRuntime().availableProcessors(),
        cpu,
        System.getProperty("java.vm.name"),
        System.getProperty("java.vm.version"),
        load,
        java.time.LocalDate.now(java.time.ZoneId.systemDefault()));
  }
}
