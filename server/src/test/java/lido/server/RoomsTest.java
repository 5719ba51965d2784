package lido.server;

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
import org.junit.jupiter.api.Test;

/** The rooms of this module: package-info lists them, and this holds the files to the list. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RoomsTest {

  private static final Path LIST = Path.of("src/main/java/lido/server/package-info.java");

  /** A name, the rooms that it knows, a description, and the files. */
  private static final Pattern ROOM =
      Pattern.compile("<b>(\\w+)</b> \\(([^)]*)\\):.*?\\. ((?:\\w+, )*\\w+)$");

  /** Beyond so many files a room is no help to a reader. */
  private static final int MOST_FILES = 25;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("lido.server");

  private record Room(List<String> known, List<String> files) {}

  /** In the order of the list. */
  private static Map<String, Room> rooms() throws IOException {
    var text = Files.readString(LIST);
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

  private static Stream<Arrow> arrows() throws IOException {
    var roomOf = new HashMap<String, String>();
    rooms().forEach((name, room) -> room.files().forEach(file -> roomOf.put(file, name)));
    return CLASSES.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> CLASSES.contains(dependency.getTargetClass()))
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
    return type.getEnclosingClass().map(RoomsTest::file).orElseGet(type::getSimpleName);
  }

  private static SortedSet<String> files() {
    return CLASSES.stream()
        .map(RoomsTest::file)
        .filter(name -> !name.equals("package-info"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void every_file_stands_in_exactly_one_room() throws IOException {
    var listed = rooms().values().stream().flatMap(room -> room.files().stream());

    assertThat(listed).containsExactlyInAnyOrderElementsOf(files());
  }

  @Test
  void a_room_needs_only_the_rooms_that_it_knows() throws IOException {
    var rooms = rooms();

    var wrong = arrows().filter(arrow -> !knows(rooms.get(arrow.from()), arrow.to()));

    assertThat(wrong).isEmpty();
  }

  private static boolean knows(@Nullable Room room, String name) {
    return room != null && room.known().contains(name);
  }

  @Test
  void a_room_needs_each_room_that_it_knows() throws IOException {
    var needed = arrows().collect(groupingBy(Arrow::from, mapping(Arrow::to, toSet())));

    assertThat(rooms())
        .allSatisfy(
            (name, room) ->
                assertThat(needed.getOrDefault(name, Set.of()))
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(room.known()));
  }

  @Test
  void a_room_knows_only_rooms_above_it() throws IOException {
    var above = new ArrayList<String>();
    for (var room : rooms().entrySet()) {
      assertThat(above).as(room.getKey()).containsAll(room.getValue().known());
      above.add(room.getKey());
    }
  }

  @Test
  void no_room_is_crowded() throws IOException {
    assertThat(rooms())
        .isNotEmpty()
        .allSatisfy(
            (name, room) -> assertThat(room.files()).as(name).hasSizeLessThanOrEqualTo(MOST_FILES));
  }
}
