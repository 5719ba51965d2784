package example;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rooms of a module: its package-info lists them, and this holds the files to the list. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class RoomsTest {

  /** A name, the rooms that it knows, a description, and the files. */
  private static final Pattern ROOM =
      Pattern.compile("<b>(\\w+)</b> \\(([^)]*)\\):.*?\\. ((?:\\w+, )*\\w+)$");

  /** Beyond so many files a room is no help to a reader. */
  private static final int MOST_FILES = 25;

  /** A module with rooms: where the list is, and its packages. */
  private enum Module {
    POOL("pool/src/main/java/lido/pool", "lido.pool"),
    CONTAINER("container/src/main/java/lido/container", "lido.config", "lido.container"),
    SERVER("server/src/main/java/lido/server", "lido.server");

    private final Path list;
    private final JavaClasses classes;

    Module(String directory, String... packages) {
      this.list = Path.of("..", directory, "package-info.java");
      this.classes =
          new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages(packages);
    }
  }

  private record Room(List<String> known, List<String> files) {}

  /** In the order of the list. */
  private static Map<String, Room> rooms(Module module) throws IOException {
    var text = Files.readString(module.list);
    var list = text.substring(text.indexOf("<ul>"), text.indexOf("</ul>"));
    var rooms = new LinkedHashMap<String, Room>();
    for (var item : list.replaceAll("\\s+\\*\\s+", " ").split("<li>")) {
      var room = ROOM.matcher(item.strip());
      if (room.matches()) {
        rooms.put(room.group(1), new Room(names(room.group(2)), names(room.group(3))));
      } else if (item.contains("<b>")) {
        throw new AssertionError("not written as the other rooms are: " + item);
      }
    }
    return rooms;
  }

  private static List<String> names(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(", "));
  }

  /** From a file of one room to a file of another. */
  private record Arrow(String from, String to, String file, String needed) {

    @Override
    public String toString() {
      return "%s (%s) needs %s (%s)".formatted(file, from, needed, to);
    }
  }

  private static Stream<Arrow> arrows(Module module) throws IOException {
    var roomOf = new HashMap<String, String>();
    rooms(module).forEach((name, room) -> room.files().forEach(file -> roomOf.put(file, name)));
    return module.classes.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> module.classes.contains(dependency.getTargetClass()))
        .map(
            dependency -> {
              var file = file(dependency.getOriginClass());
              var needed = file(dependency.getTargetClass());
              return new Arrow(
                  String.valueOf(roomOf.get(file)),
                  String.valueOf(roomOf.get(needed)),
                  file,
                  needed);
            })
        .filter(arrow -> !arrow.from().equals(arrow.to()))
        .distinct();
  }

  /** A nested type stands in the file of its outermost type. */
  private static String file(JavaClass type) {
    // By its name: of a type with a switch over an enum ArchUnit does not find the enclosing one.
    var name = type.getName();
    return name.substring(name.lastIndexOf('.') + 1).split("\\$")[0];
  }

  private static SortedSet<String> files(Module module) {
    return module.classes.stream()
        .map(RoomsTest::file)
        .filter(name -> !name.equals("package-info"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @EnumSource
  void every_file_stands_in_exactly_one_room(Module module) throws IOException {
    var listed = rooms(module).values().stream().flatMap(room -> room.files().stream());

    assertThat(listed).containsExactlyInAnyOrderElementsOf(files(module));
  }

  @ParameterizedTest
  @EnumSource
  void a_room_needs_only_the_rooms_that_it_knows(Module module) throws IOException {
    var rooms = rooms(module);

    var wrong = arrows(module).filter(arrow -> !knows(rooms.get(arrow.from()), arrow.to()));

    assertThat(wrong).isEmpty();
  }

  private static boolean knows(@Nullable Room room, String name) {
    return room != null && room.known().contains(name);
  }

  @ParameterizedTest
  @EnumSource
  void a_room_needs_each_room_that_it_knows(Module module) throws IOException {
    var needed = arrows(module).collect(groupingBy(Arrow::from, mapping(Arrow::to, toSet())));

    assertThat(rooms(module))
        .allSatisfy(
            (name, room) ->
                assertThat(needed.getOrDefault(name, Set.of()))
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(room.known()));
  }

  @ParameterizedTest
  @EnumSource
  void a_room_knows_only_rooms_above_it(Module module) throws IOException {
    var above = new ArrayList<String>();
    for (var room : rooms(module).entrySet()) {
      assertThat(above).as(room.getKey()).containsAll(room.getValue().known());
      above.add(room.getKey());
    }
  }

  @ParameterizedTest
  @EnumSource
  void no_room_is_crowded(Module module) throws IOException {
    assertThat(rooms(module))
        .isNotEmpty()
        .allSatisfy(
            (name, room) -> assertThat(room.files()).as(name).hasSizeLessThanOrEqualTo(MOST_FILES));
  }
}
