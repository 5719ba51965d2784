package lido.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run measures: each case with its cells, and how its table reads.
 *
 * @param id what {@code --cases} and {@link Fork} call it
 * @param cells one measurement each; a case with one cell has its metrics as columns
 * @param metrics those shown, the one to trust first
 * @param ratios those shown as a ratio to the {@link #base} too
 * @param charted those in the chart
 */
record Plan(
    String id,
    String title,
    List<Cell> cells,
    List<String> metrics,
    List<String> ratios,
    List<String> charted) {

  /** Where the stub alone is shown too. */
  private static final List<String> FLOORED = List.of("cycle", "statement", "virtual-churn");

  private static final String ROUND_TRIPS = "roundtrips";

  /** The cells that docs/performance.md shows. */
  static final List<String> PUBLISHED = List.of("1t/32", "8t/32", "8t/8", "32t/8");

  /** One measurement: its name in the table and the numbers that {@link Fork} passes on. */
  record Cell(String name, List<Integer> numbers) {}

  static List<Plan> all(boolean quick) {
    var plans = new ArrayList<Plan>();
    plans.add(loops("cycle", "1. Acquire and return", cycleCells(quick), quick));
    plans.add(loops("statement", "2. With a statement", statementCells(quick), quick));
    plans.add(
        single(
            "held",
            "3. 64 threads on 8 connections, held for 100 µs",
            quick ? List.of(64, 8, 300, 1_000) : List.of(64, 8, 500, 2_500),
            List.of("ops/ms", "p50 us", "p99 us", "max us", "cpu ns/op", "B/op"),
            List.of("ops/ms", "p99 us", "max us", "cpu ns/op"),
            List.of("p99 us", "max us", "cpu ns/op", "ops/ms")));
    if (VirtualThreads.exist()) {
      plans.add(
          single(
              "virtual-held",
              "4. " + (quick ? "2,000" : "10,000") + " virtual threads on 16, held for 200 µs",
              quick ? List.of(2_000, 16, 50) : List.of(10_000, 16, 100),
              List.of(
                  "ops/ms",
                  "p50 us",
                  "p99 us",
                  "p99.9 us",
                  "max us",
                  "finish CV",
                  "cpu ns/op",
                  "tick max us",
                  "unfinished",
                  "B/op"),
              List.of("ops/ms", "p99.9 us", "max us", "cpu ns/op"),
              List.of("max us", "finish CV", "cpu ns/op", "ops/ms")));
      plans.add(
          single(
              "virtual-churn",
              "5. "
                  + (quick ? "200,000" : "1,000,000")
                  + " short virtual threads, one acquire each",
              quick ? List.of(200_000, 16, 2) : List.of(1_000_000, 16, 8),
              List.of("cpu ns/op", "ops/ms", "B/op"),
              List.of("cpu ns/op", "ops/ms", "B/op"),
              List.of("cpu ns/op", "B/op")));
    }
    plans.add(
        single(
            "opening",
            "6. Opening 20 connections, 20 ms each",
            List.of(20, 20),
            List.of("first ms", "all ms", "at once", "1st pool first ms", "1st pool all ms"),
            List.of("first ms", "all ms"),
            List.of("all ms", "first ms")));
    plans.add(
        single(
            "idle",
            "7. An idle pool of 32",
            quick ? List.of(32, 1_000, 1_000) : List.of(32, 2_000, 5_000),
            List.of("B/connection", "B/pool", "threads", "cpu us/s", "wake-ups/s"),
            List.of("B/connection"),
            List.of("B/connection", "B/pool")));
    for (RealServer.Kind kind : RealServer.Kind.values()) {
      plans.add(roundTrips(kind, quick));
    }
    plans.add(
        single(
            "http",
            "9. HTTP to MySQL and back, 32 connections, pool of 16",
            quick ? List.of(32, 10_000, 3_000) : List.of(32, 100_000, 8_000),
            List.of("req/cpu-s", "cpu us/req", "req/s", "p50 us", "p99 us", "max us"),
            List.of("req/cpu-s", "cpu us/req", "req/s", "p50 us", "p99 us"),
            List.of("req/cpu-s", "req/s", "p99 us")));
    return plans;
  }

  boolean isHttp() {
    return id.equals("http");
  }

  /** Whether it asks a real server: not in a run that names no cases. */
  boolean isReal() {
    return isHttp() || isRoundTrips();
  }

  private boolean isRoundTrips() {
    return id.startsWith(ROUND_TRIPS);
  }

  /** Whether {@code --cases} asks for it: by its name, or by that of its family. */
  boolean isAmong(List<String> cases) {
    return cases.contains(id) || (isRoundTrips() && cases.contains(ROUND_TRIPS));
  }

  /** Whether it has this one beside the others. */
  boolean takes(Peer peer) {
    if (peer == Peer.NONE) {
      return FLOORED.contains(id);
    }
    if (isRoundTrips()) {
      return RealPeers.has(peer);
    }
    return isHttp() ? peer.isStack() : peer.isPool();
  }

  /** The same for docs/performance.md: HikariCP, and the others that are hard to beat in this. */
  boolean publishes(Peer peer) {
    if (isRoundTrips()) {
      return takes(peer);
    }
    return switch (peer) {
      case LIDO, HIKARI -> true;
      case NONE -> takes(peer);
      case BEECP -> !id.equals("opening") && !id.equals("idle");
      case AGROAL -> id.equals("held") || id.equals("opening") || id.equals("idle");
      default -> id.equals("opening") ? peer.isPool() : isHttp() && peer.isStack();
    };
  }

  /** The one that ratios are to: HikariCP, and of the stacks the one that is hardest to beat. */
  Peer base() {
    return isHttp() ? Peer.JOOBY : Peer.HIKARI;
  }

  /** With the named cells alone, where it has cells of such names. */
  Plan only(List<String> names) {
    List<Cell> named = cells.stream().filter(cell -> names.contains(cell.name())).toList();
    return named.isEmpty() ? this : new Plan(id, title, named, metrics, ratios, charted);
  }

  private static Plan loops(String id, String title, List<Cell> cells, boolean quick) {
    var timed = new ArrayList<Cell>();
    for (Cell cell : cells) {
      var numbers = new ArrayList<>(cell.numbers());
      numbers.addAll(quick ? List.of(3, 2, 150) : List.of(4, 5, 200));
      timed.add(new Cell(cell.name(), numbers));
    }
    var metrics = List.of("cpu ns/op", "ops/ms", "B/op");
    return new Plan(id, title, timed, metrics, metrics, List.of("cpu ns/op"));
  }

  /** All cells are of one run: only the first has numbers. */
  private static Plan roundTrips(RealServer.Kind kind, boolean quick) {
    var cells = new ArrayList<Cell>();
    for (String name : RoundTripsCase.CELLS) {
      cells.add(
          new Cell(name, cells.isEmpty() ? quick ? List.of(3, 50) : List.of(10, 500) : List.of()));
    }
    return new Plan(
        ROUND_TRIPS + "-" + kind.id(),
        "8. Round trips to " + kind.title(),
        cells,
        List.of("round trips", "bytes", "us with 0.5 ms"),
        List.of("us with 0.5 ms"),
        List.of("round trips"));
  }

  private static Plan single(
      String id,
      String title,
      List<Integer> numbers,
      List<String> metrics,
      List<String> ratios,
      List<String> charted) {
    return new Plan(id, title, List.of(new Cell("", numbers)), metrics, ratios, charted);
  }

  private static List<Cell> cycleCells(boolean quick) {
    var cells = new ArrayList<Cell>();
    for (int size : List.of(32, 8)) {
      for (int threads : List.of(1, 2, 8, 32)) {
        if (!quick || (size == 8 && threads != 2)) {
          cells.add(cell(threads, size));
        }
      }
    }
    return cells;
  }

  private static List<Cell> statementCells(boolean quick) {
    return quick ? List.of(cell(1, 32)) : List.of(cell(1, 32), cell(2, 8), cell(8, 32));
  }

  private static Cell cell(int threads, int size) {
    return new Cell(threads + "t/" + size, List.of(threads, size));
  }
}
