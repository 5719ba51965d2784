package lido.console;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import lido.console.FileWatch.Change;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class FileWatchTest {

  @TempDir Path directory;

  private Path classes;
  private Path jar;
  private FileWatch watched;

  @BeforeEach
  void watch() throws IOException {
    classes = Files.createDirectories(directory.resolve("target/classes"));
    Files.writeString(classes.resolve("A.class"), "1");
    jar =
        Files.writeString(
            Files.createDirectories(directory.resolve("target/lib")).resolve("a.jar"), "1");
    watched = new FileWatch(List.of(classes, jar, directory.resolve("never/there.jar")));
    watched.watchFiles(List.of(Files.writeString(directory.resolve("shop.conf"), "")));
  }

  @AfterEach
  void close() throws IOException {
    watched.close();
  }

  @Test
  void a_change_of_a_class_or_a_jar_is_one_of_classes() throws Exception {
    Files.writeString(classes.resolve("A.class"), "2");
    assertThat(watched.await()).containsExactly(Change.CLASSES);

    Files.writeString(jar, "2");
    assertThat(watched.await()).containsExactly(Change.CLASSES);
  }

  @Test
  void a_change_of_the_configuration_is_one_and_that_of_its_neighbour_is_none() throws Exception {
    Files.writeString(directory.resolve("other.conf"), "a = 1");
    Files.writeString(jar.resolveSibling("other.jar"), "1");
    Files.writeString(directory.resolve("shop.conf"), "a = 1");
    assertThat(watched.await()).containsExactly(Change.CONF);

    watched.watchFiles(List.of(directory.resolve("other.conf")));
    Files.writeString(directory.resolve("other.conf"), "a = 2");
    assertThat(watched.await()).containsExactly(Change.CONF);
  }

  @Test
  void a_directory_that_appears_is_watched_with_all_below_it() throws Exception {
    var below = Files.createDirectories(classes.resolve("a/b/c"));
    assertThat(watched.await()).containsExactly(Change.CLASSES);

    Files.writeString(below.resolve("B.class"), "1");
    assertThat(watched.await()).containsExactly(Change.CLASSES);
  }

  @Test
  void while_a_build_has_deleted_what_it_will_write_nothing_has_changed() throws Exception {
    delete(classes.resolve("A.class"), classes, jar, jar.getParent(), classes.getParent());
    var changes = CompletableFuture.supplyAsync(this::await);
    assertThat(catchThrowable(() -> changes.get(1, SECONDS))).isInstanceOf(TimeoutException.class);

    Files.createDirectories(classes);
    Files.writeString(classes.resolve("A.class"), "2");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "2");
    assertThat(changes.get(60, SECONDS)).containsExactly(Change.CLASSES);

    Files.writeString(classes.resolve("A.class"), "3");
    assertThat(watched.await()).containsExactly(Change.CLASSES);
    Files.writeString(jar, "3");
    assertThat(watched.await()).containsExactly(Change.CLASSES);
  }

  private static void delete(Path... paths) throws IOException {
    for (var path : paths) {
      Files.delete(path);
    }
  }

  private Set<Change> await() {
    try {
      return watched.await();
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }
}
