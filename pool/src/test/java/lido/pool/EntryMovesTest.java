package lido.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The moves of an entry are those of the table in the Javadoc of {@link PoolEntry}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EntryMovesTest {

  private static final Path SOURCE = Path.of("src/main/java/lido/pool/PoolEntry.java");

  /** A line of the table that has a move; the phase stands in the first of its lines only. */
  private static final Pattern ROW = Pattern.compile(" \\* ([A-Z_]*) .*?(\\w+) +→ ([A-Z_]+)");

  private static final Map<String, Predicate<PoolEntry>> MOVES =
      Map.ofEntries(
          Map.entry("beginOpening", PoolEntry::beginOpening),
          Map.entry("take", entry -> entry.take(entry.state())),
          Map.entry("suspect", PoolEntry::suspect),
          Map.entry("beginCheck", entry -> entry.beginCheck(entry.state())),
          Map.entry("beginReturn", entry -> entry.beginReturn(entry.state())),
          Map.entry("publish", entry -> entry.publish(entry.state())),
          Map.entry("handOver", entry -> entry.handOver(entry.state())),
          Map.entry("evict", entry -> entry.evict(entry.state())),
          Map.entry("evictIdle", PoolEntry::evictIdle),
          Map.entry("abort", PoolEntry::abort),
          Map.entry("becomeEmpty", entry -> entry.becomeEmpty(entry.state())));

  /** How a new entry comes to each phase. */
  private static final Map<String, List<String>> WAYS =
      Map.of(
          "EMPTY", List.of(),
          "OPENING", List.of("beginOpening"),
          "IDLE", List.of("beginOpening", "publish"),
          "IN_USE", List.of("beginOpening", "handOver"),
          "RETURNING", List.of("beginOpening", "handOver", "beginReturn"),
          "CHECKING", List.of("beginOpening", "publish", "suspect"),
          "CLOSING", List.of("beginOpening", "evict"));

  private static PoolEntry in(String phase) {
    var entry = new PoolEntry(null, 0);
    for (String move : WAYS.get(phase)) {
      assertThat(MOVES.get(move).test(entry)).as(move).isTrue();
    }
    return entry;
  }

  private static Map<Integer, String> phases() throws IllegalAccessException {
    Map<Integer, String> names = new LinkedHashMap<>();
    for (Field field : PoolEntry.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && WAYS.containsKey(field.getName())) {
        names.put(field.getInt(null), field.getName());
      }
    }
    return names;
  }

  @Test
  void every_move_from_every_phase_does_what_the_table_says() throws Exception {
    var made = new TreeSet<String>();
    Map<Integer, String> names = phases();
    for (String phase : WAYS.keySet()) {
      for (String move : MOVES.keySet()) {
        PoolEntry entry = in(phase);
        long before = entry.state();
        if (MOVES.get(move).test(entry)) {
          made.add(phase + " " + move + " " + names.get(entry.phase()));
        } else {
          assertThat(entry.state()).as(move + " from " + phase).isEqualTo(before);
        }
      }
    }

    assertThat(made).isEqualTo(table());
  }

  private static TreeSet<String> table() throws Exception {
    var rows = new TreeSet<String>();
    String phase = "";
    for (String line : Files.readAllLines(SOURCE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        phase = row.group(1).isEmpty() ? phase : row.group(1);
        rows.add(phase + " " + row.group(2) + " " + row.group(3));
      }
    }
    return rows;
  }

  @Test
  void a_state_that_has_passed_moves_nothing_though_its_phase_has_come_back() {
    PoolEntry entry = in("IN_USE");
    long past = entry.state();
    entry.handOver(past);
    long now = entry.state();

    assertThat(entry.publish(past)).isFalse();
    assertThat(entry.beginReturn(past)).isFalse();
    assertThat(entry.evict(past)).isFalse();

    assertThat(entry.state()).isEqualTo(now);
  }
}
