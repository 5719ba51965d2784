package example;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * How large the cycles inside a module are. A cycle is a set of files that all need each other,
 * directly or by way of the others: a reader must know all of them to understand one.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class CyclesTest {

  /** A module has no cycle. */
  private static final int NONE = 1;

  /** How many files the largest cycle of a module may have. No number here ever rises. */
  private static final Map<String, Integer> MOST_FILES =
      Map.of("pool", 13, "container", 5, "server", NONE, "console", NONE, "providers", NONE);

  /** The files of a module, each with those of the same module that it needs. */
  private record Files(Map<String, SortedSet<String>> arrows) {

    static Files of(String... packages) {
      var classes =
          new ClassFileImporter()
              .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
              .importPackages(packages);
      var arrows = new TreeMap<String, SortedSet<String>>();
      for (var type : classes) {
        var needed = arrows.computeIfAbsent(file(type), absent -> new TreeSet<>());
        type.getDirectDependenciesFromSelf().stream()
            .map(Dependency::getTargetClass)
            .filter(classes::contains)
            .map(Files::file)
            .forEach(needed::add);
      }
      arrows.forEach((file, needed) -> needed.remove(file));
      return new Files(arrows);
    }

    /** A nested type stands in the file of its outermost type. */
    private static String file(JavaClass type) {
      return type.getEnclosingClass().map(Files::file).orElseGet(type::getName);
    }

    Set<String> largestCycle() {
      var reached = new TreeMap<String, Set<String>>();
      arrows.keySet().forEach(file -> reached.put(file, reachedFrom(file)));
      return arrows.keySet().stream()
          .<Set<String>>map(
              file -> {
                var cycle = new TreeSet<>(reached.get(file));
                cycle.removeIf(other -> !reached.get(other).contains(file));
                return cycle;
              })
          .max(Comparator.comparing(Set::size))
          .orElseThrow();
    }

    /** Returns the file itself, too. */
    private Set<String> reachedFrom(String file) {
      var reached = new TreeSet<String>();
      var open = new ArrayDeque<>(List.of(file));
      while (!open.isEmpty()) {
        var next = open.remove();
        if (reached.add(next)) {
          open.addAll(arrows.get(next));
        }
      }
      return reached;
    }

    /** Returns a line for each file of a cycle, with its arrows to the others. */
    String describe(Set<String> cycle) {
      return cycle.stream()
          .map(
              file ->
                  file
                      + arrows.get(file).stream()
                          .filter(cycle::contains)
                          .map(CyclesTest::simpleName)
                          .collect(joining(", ", " -> ", "")))
          .collect(joining("\n"));
    }
  }

  private static String simpleName(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static void check(String module, String... packages) {
    var files = Files.of(packages);
    var cycle = files.largestCycle();

    assertThat(cycle.size())
        .as("the largest cycle of module %s:%n%s%n", module, files.describe(cycle))
        .isLessThanOrEqualTo(MOST_FILES.get(module));
  }

  @Test
  void the_cycles_of_pool_are_small() {
    check("pool", "lido.pool");
  }

  @Test
  void the_cycles_of_container_are_small() {
    check("container", "lido.container", "lido.config");
  }

  @Test
  void server_has_no_cycle() {
    check("server", "lido.server");
  }

  @Test
  void console_has_no_cycle() {
    check("console", "lido.console");
  }

  @Test
  void providers_have_no_cycle() {
    check("providers", "lido.providers");
  }
}
