package lido.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchitectureTest {

  private static final Path SOURCES = Path.of("src/main/java/lido/pool");

  private static List<String> dependents(String prefix, String... allowed) {
    List<String> but = List.of(allowed);
    return MainClasses.ALL.stream()
        .filter(
            each ->
                each.getDirectDependenciesFromSelf().stream()
                    .anyMatch(d -> d.getTargetClass().getName().startsWith(prefix)))
        .map(JavaClass::getSimpleName)
        .filter(name -> !but.contains(name))
        .toList();
  }

  @Test
  void the_pool_knows_the_jdk_slf4j_and_jspecify_only() {
    assertThat(
            MainClasses.ALL.stream()
                .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                .map(d -> d.getTargetClass().getPackageName())
                .filter(
                    name ->
                        !(name.isEmpty()
                            || name.startsWith("lido.pool")
                            || name.startsWith("java")
                            || name.startsWith("org.slf4j")
                            || name.startsWith("org.jspecify")
                            || name.startsWith("com.google.errorprone.annotations")))
                .collect(Collectors.toSet()))
        .isEmpty();
  }

  @Test
  void nothing_is_synchronized() throws Exception {
    try (Stream<Path> files = Files.list(SOURCES)) {
      assertThat(files.filter(file -> contains(file, "synchronized")).toList()).isEmpty();
    }
  }

  private static boolean contains(Path file, String word) {
    try {
      return Files.readString(file).contains(word);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void nobody_prints_sleeps_or_logs_by_the_jdk() {
    assertThat(MainClasses.callersOf("java/lang/Thread", "sleep")).isEmpty();
    assertThat(MainClasses.callersOf("java/lang/Thread", "yield")).isEmpty();
    assertThat(MainClasses.callersOf("java/lang/System", "exit")).isEmpty();
    assertThat(dependents("java.io.PrintStream")).isEmpty();
    assertThat(dependents("java.util.logging", "Database")).isEmpty();
  }

  @Test
  void reflection_is_where_a_driver_is_called_by_name() {
    assertThat(
            dependents(
                "java.lang.reflect",
                "DriverObject",
                "DriverSettings",
                "Setting",
                "MySqlDriver",
                "ConnectorJ",
                "MariaDb",
                "PostgresReset",
                "ServerStatus",
                "MySqlTracking",
                "PostgresTracking",
                "MariaDbTracking"))
        .isEmpty();
    assertThat(MainClasses.callersOf("java/lang/Class", "forName"))
        .allMatch(call -> call.contains("DriverObject") || call.contains("MySqlTracking"));
  }

  @Test
  void thread_locals_are_in_the_scope_and_the_joined_transaction_only() {
    assertThat(dependents("java.lang.ThreadLocal", "RequestScope", "Database"))
        .allMatch(name -> name.startsWith("ThreadLocal"));
  }

  @Test
  void no_class_is_longer_than_400_lines() throws Exception {
    try (Stream<Path> files = Files.list(SOURCES)) {
      assertThat(files)
          .allSatisfy(
              file -> {
                try (Stream<String> lines = Files.lines(file)) {
                  assertThat(lines.count()).as(file.toString()).isLessThanOrEqualTo(400);
                }
              });
    }
  }
}
