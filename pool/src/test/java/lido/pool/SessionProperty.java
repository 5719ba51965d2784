package lido.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The law of the session as a property: whatever a random sequence of polluters does to a lease,
 * the next borrower is shown what a new connection shows. {@code -Dlido.session.seed} repeats a
 * run, {@code -Dlido.session.sequences} says how many sequences it has.
 */
final class SessionProperty {

  /** Something that a borrower does, and that may or may not succeed. */
  record Polluter(String name, Use use) {
    @Override
    public String toString() {
      return name;
    }
  }

  @FunctionalInterface
  interface Use {
    void of(Connection connection) throws Exception;
  }

  /** What a connection shows, all of it, by name. */
  @FunctionalInterface
  interface Look {
    SortedMap<String, String> at(Connection connection) throws SQLException;
  }

  @FunctionalInterface
  interface Source {
    Connection get() throws SQLException;
  }

  /**
   * What a run has seen.
   *
   * @param failures the shortest sequences that break the law, each with what differs
   */
  record Result(int sequences, int failed, List<String> failures) {}

  private static final int MOST_LOOKS = 100;

  /** Of what differs in one sequence. */
  private static final int MOST_NAMES = 8;

  /** Enough to see what kinds there are. */
  private static final int MOST_FAILURES = 10;

  private final List<Polluter> polluters;
  private final Look look;
  private final Source fresh;

  /** What the last new connection has shown. */
  private SortedMap<String, String> expected = new TreeMap<>();

  /** Ends what another session could still be holding against the next sequence. */
  private final Runnable between;

  SessionProperty(List<Polluter> polluters, Look look, Source fresh, Runnable between) {
    this.polluters = polluters;
    this.look = look;
    this.fresh = fresh;
    this.between = between;
  }

  static int sequences(int byHand) {
    return Integer.getInteger("lido.session.sequences", byHand);
  }

  static long seed() {
    return Long.getLong("lido.session.seed", System.nanoTime());
  }

  Result run(String subject, Source pool, int sequences) throws SQLException {
    long seed = seed();
    System.out.printf(
        "%s: %d sequences of %d polluters: -Dlido.session.seed=%d%n",
        subject, sequences, polluters.size(), seed);
    var failures = new ArrayList<String>();
    int failed = 0;
    for (int i = 0; i < sequences; i++) {
      List<Polluter> sequence = sequence(new Random(seed + i));
      List<String> first = difference(pool, sequence);
      if (!first.isEmpty()) {
        failed++;
        if (failures.size() < MOST_FAILURES) {
          List<Polluter> shortest = shrink(pool, sequence);
          List<String> again = difference(pool, shortest);
          failures.add(
              "seed %d + %d: %s%n    %s"
                  .formatted(seed, i, shortest, again.isEmpty() ? "once " + first : again));
        }
      }
    }
    return new Result(sequences, failed, failures);
  }

  private List<Polluter> sequence(Random random) {
    var sequence = new ArrayList<Polluter>();
    do {
      sequence.add(polluters.get(random.nextInt(polluters.size())));
    } while (sequence.size() < 6 && random.nextInt(3) > 0);
    return sequence;
  }

  /** Leaves out one after the other, as long as it still breaks the law. */
  private List<Polluter> shrink(Source pool, List<Polluter> sequence) throws SQLException {
    List<Polluter> shortest = sequence;
    for (int i = 0; i < shortest.size() && shortest.size() > 1; ) {
      var shorter = new ArrayList<>(shortest);
      shorter.remove(i);
      if (difference(pool, shorter).isEmpty()) {
        i++;
      } else {
        shortest = shorter;
      }
    }
    return shortest;
  }

  /** What the borrower after this sequence is shown otherwise than on a new connection. */
  private List<String> difference(Source pool, List<Polluter> sequence) throws SQLException {
    between.run();
    try (Connection connection = pool.get()) {
      for (Polluter polluter : sequence) {
        try {
          polluter.use().of(connection);
        } catch (Exception | LinkageError e) {
          // Some fail behind others, and some on this server. What they have done stays.
        }
      }
    } catch (SQLException e) {
      // The pool's close throws nothing; a plain connection may be gone.
    }
    SortedMap<String, String> shown;
    try (Connection next = pool.get()) {
      shown = look.at(next);
    } catch (SQLException e) {
      return List.of("the next borrower cannot even look: " + e);
    }
    if (!shown.equals(expected)) {
      // Not often: some seconds of a run would go into opening connections.
      try (Connection plain = fresh.get()) {
        expected = look.at(plain);
      }
    }
    List<String> different = compare(expected, shown);
    for (int i = 0; i < MOST_LOOKS && areLocks(different); i++) {
      // A server takes its time to end a session that was closed, and to free what that had locked.
      try (Connection again = pool.get()) {
        different = compare(expected, look.at(again));
      }
    }
    return different;
  }

  private static boolean areLocks(List<String> different) {
    return !different.isEmpty() && different.stream().allMatch(each -> each.startsWith("lock"));
  }

  private static List<String> compare(
      SortedMap<String, String> expected, SortedMap<String, String> shown) {
    var names = new TreeSet<>(Comparator.<String>naturalOrder());
    names.addAll(expected.keySet());
    names.addAll(shown.keySet());
    var different = new ArrayList<String>();
    for (String name : names) {
      if (!Objects.equals(expected.get(name), shown.get(name))) {
        different.add("%s: %s, new %s".formatted(name, shown.get(name), expected.get(name)));
      }
    }
    return different.size() > MOST_NAMES ? different.subList(0, MOST_NAMES) : different;
  }

  /** What JDBC itself shows of any connection. */
  static SortedMap<String, String> jdbc(Connection connection) throws SQLException {
    var shown = new TreeMap<String, String>();
    shown.put("jdbc warnings", String.valueOf(connection.getWarnings()));
    shown.put("jdbc autocommit", "" + connection.getAutoCommit());
    shown.put("jdbc isolation", "" + connection.getTransactionIsolation());
    shown.put("jdbc read-only", "" + connection.isReadOnly());
    shown.put("jdbc catalog", connection.getCatalog());
    shown.put("jdbc schema", connection.getSchema());
    shown.put("jdbc holdability", "" + connection.getHoldability());
    shown.put("jdbc type map", "" + connection.getTypeMap());
    shown.put("jdbc client info", "" + connection.getClientInfo());
    try (var statement = connection.createStatement()) {
      shown.put("statement query timeout", "" + statement.getQueryTimeout());
      shown.put("statement max rows", "" + statement.getMaxRows());
      shown.put("statement fetch size", "" + statement.getFetchSize());
      shown.put("statement max field size", "" + statement.getMaxFieldSize());
      shown.put("statement fetch direction", "" + statement.getFetchDirection());
    }
    return shown;
  }
}
