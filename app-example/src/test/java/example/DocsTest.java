package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lido.container.Container;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the documents name is there: links, files, types and their methods. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class DocsTest {

  private static final Path ROOT = Path.of("..");

  /** What runs at a user's, the last one as an example. */
  private static final List<String> MODULES =
      List.of("pool", "container", "server", "console", "providers", "app-example");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern JAVADOC_LINK = Pattern.compile("\\{@link[\\s*]+([\\w.]+)");
  private static final Pattern TWO_HUMPS = Pattern.compile("\\b([A-Z][a-z]+[A-Z]\\w+)\\b");

  /** A path below one of the repository's directories, or below a module's main sources. */
  private static final Pattern FILE =
      Pattern.compile(
          "(?<![\\w./$-])((?:\\.ci|\\.github|app-example|benchmarks|bin|conf|console|container|docs"
              + "|example|pool|providers|server|test-server)/[\\w./-]*\\w)");

  /** A type, and perhaps one of its members. */
  private static final Pattern TYPE =
      Pattern.compile("@?([A-Z]\\w*[a-z]\\w*)(?:\\.([a-z]\\w*))?(?:\\(.*|<.*)?");

  private static final Pattern LOCK =
      Pattern.compile("\\b(?:ReentrantLock|ReadWriteLock|StampedLock|Semaphore) (\\w+)(?: =|;)");

  private static final Pattern LOCK_ROW = Pattern.compile("(?m)^\\| `(\\w+\\.\\w+)` \\|");

  private static final Pattern WITHOUT_LOCK =
      Pattern.compile("\\b(compareAndSet\\(|VarHandle |new ThreadLocal)");

  private static final Pattern DECLARED =
      Pattern.compile("\\b(?:class|record|enum|interface) ([A-Z]\\w*)");

  /** Where types of others are looked for. */
  private static final List<String> OTHERS =
      List.of(
          "java.lang.",
          "java.util.",
          "java.util.concurrent.",
          "java.util.concurrent.locks.",
          "java.util.function.",
          "java.sql.",
          "javax.sql.",
          "java.nio.file.",
          "java.io.",
          "jakarta.inject.",
          "com.google.inject.",
          "com.google.errorprone.annotations.concurrent.",
          "org.jspecify.annotations.",
          "picocli.CommandLine$",
          "org.junit.jupiter.api.DisplayNameGenerator$",
          "io.vertx.core.internal.",
          "io.vertx.core.http.impl.http1.",
          "io.vertx.core.net.impl.");

  /** Words in code that only look like types: headers of HTTP, an event of the JVM. */
  private static final Set<String> NO_TYPES =
      Set.of("Authorization", "CPUTimeSample", "ETag", "Host", "Origin");

  /** Files of an example, which a user has. */
  private static final Set<String> OF_USERS = Set.of("conf/cert.pem", "conf/key.pem");

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path below, String suffix) throws IOException {
    try (var all = Files.walk(below)) {
      return all.filter(file -> file.toString().endsWith(suffix))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    }
  }

  /** Every page that people write; the tables of a benchmark are written by it. */
  private static List<Path> pages() throws IOException {
    var pages = new ArrayList<>(files(ROOT.resolve("docs"), ".md"));
    pages.removeIf(page -> page.startsWith(ROOT.resolve("docs/performance")));
    for (var name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      pages.add(ROOT.resolve(name));
    }
    return pages;
  }

  private static Stream<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1));
  }

  @Test
  void every_link_leads_somewhere() throws IOException {
    var dead = new ArrayList<String>();

    for (var page : pages()) {
      matches(LINK, read(page))
          .filter(link -> !link.startsWith("http"))
          .filter(link -> !isThere(page, link))
          .forEach(link -> dead.add(page + ": " + link));
    }

    assertThat(dead).isEmpty();
  }

  private static boolean isThere(Path page, String link) {
    var parts = link.split("#", 2);
    var target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
    return Files.exists(target)
        && (parts.length == 1
            || matches(HEADING, read(target)).map(DocsTest::anchor).anyMatch(parts[1]::equals));
  }

  /** As GitHub makes it of a heading. */
  private static String anchor(String heading) {
    return heading.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
  }

  @Test
  void every_file_that_is_named_is_there() throws IOException {
    var missing = new ArrayList<String>();

    for (var page : pages()) {
      matches(FILE, read(page))
          .filter(name -> !name.contains("/target/") && !OF_USERS.contains(name))
          .filter(name -> !isFile(name))
          .forEach(name -> missing.add(page + ": " + name));
    }

    assertThat(missing).isEmpty();
  }

  /** A path of the repository, or a type or resource of a module by its short path. */
  private static boolean isFile(String name) {
    var module = name.startsWith("example/") ? "app-example" : name.substring(0, name.indexOf('/'));
    var main = ROOT.resolve(module).resolve("src/main");
    var rest = name.substring(name.indexOf('/') + 1);
    return Files.exists(ROOT.resolve(name))
        || Stream.of("lido/" + module, "lido/config", "example")
            .anyMatch(where -> Files.exists(main.resolve("java/" + where + "/" + rest + ".java")))
        || Files.exists(main.resolve("resources/" + rest));
  }

  @Test
  void every_type_and_method_that_is_named_is_there() throws IOException {
    var sources = new TreeMap<String, String>();
    for (var file : files(ROOT, ".java")) {
      var text = read(file);
      matches(DECLARED, text).forEach(type -> sources.merge(type, text, String::concat));
    }
    var unknown = new ArrayList<String>();

    for (var page : pages()) {
      matches(CODE, FENCED.matcher(read(page)).replaceAll(""))
          .filter(code -> isUnknown(sources, code))
          .forEach(code -> unknown.add(page + ": " + code));
    }
    for (var map : sourcesOfUsers()) {
      if (map.endsWith("package-info.java")) {
        matches(TWO_HUMPS, read(map))
            .filter(type -> isUnknown(sources, type))
            .forEach(type -> unknown.add(map + ": " + type));
        matches(JAVADOC_LINK, read(map))
            .filter(link -> !isSource(link))
            .forEach(link -> unknown.add(map + ": " + link));
      }
    }

    assertThat(unknown).isEmpty();
  }

  private static boolean isSource(String type) {
    var file = type.replace('.', '/') + ".java";
    return MODULES.stream()
        .anyMatch(module -> Files.exists(ROOT.resolve(module + "/src/main/java/" + file)));
  }

  private static boolean isUnknown(Map<String, String> sources, String code) {
    var type = TYPE.matcher(code);
    return type.matches() && !NO_TYPES.contains(type.group(1)) && !isKnown(sources, type);
  }

  private static boolean isKnown(Map<String, String> sources, MatchResult found) {
    var source = sources.get(found.group(1));
    if (source == null) {
      return OTHERS.stream().anyMatch(start -> isOnClassPath(start + found.group(1)));
    }
    var member = found.group(2);
    return member == null || Pattern.compile("\\b" + member + "\\b").matcher(source).find();
  }

  private static boolean isOnClassPath(String type) {
    try {
      Class.forName(type, false, DocsTest.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @Test
  void the_readme_the_architecture_and_the_trace_have_the_same_stations() throws IOException {
    var inReadme = stations("README.md", "\\| (\\d) \\| ");
    var inArchitecture = stations("docs/architecture.md", "(\\d)\\. \\*\\*[^*]+\\*\\*, ");
    var inTrace =
        matches(
                Pattern.compile("// (\\d[\\d, ]*):"),
                read(Path.of("src/test/java/example/TraceTest.java")))
            .flatMap(numbers -> Stream.of(numbers.split(", ")))
            .toList();

    assertThat(inReadme).hasSize(8).isEqualTo(inArchitecture);
    assertThat(inTrace).containsExactlyElementsOf(inReadme.keySet());
  }

  /** The file of each station by its number. */
  private static Map<String, String> stations(String page, String number) {
    var stations = new TreeMap<String, String>();
    Pattern.compile("(?m)^" + number + "`(?:\\w+/)?(application\\.conf|[A-Z]\\w+)")
        .matcher(read(ROOT.resolve(page)))
        .results()
        .forEach(found -> stations.put(found.group(1), found.group(2)));
    return stations;
  }

  @Test
  void every_hook_of_the_container_is_in_the_story_of_start_stop_and_reload() {
    var story = read(ROOT.resolve("docs/architecture.md")).split("## Start and stop")[1];

    assertThat(Container.class.getMethods())
        .extracting(Method::getName)
        .filteredOn(name -> name.matches("on[A-Z].*"))
        .isNotEmpty()
        .allSatisfy(hook -> assertThat(story).contains("`" + hook + "`"));
  }

  @Test
  void every_file_is_named_in_the_map_of_its_package() throws IOException {
    var unnamed = new ArrayList<Path>();

    for (var source : sourcesOfUsers()) {
      var name = Pattern.compile("\\b" + typeOf(source) + "\\b");
      var map = read(source.resolveSibling("package-info.java"));
      if (!source.endsWith("package-info.java") && !name.matcher(map).find()) {
        unnamed.add(source);
      }
    }

    assertThat(unnamed).isEmpty();
  }

  @Test
  void the_page_of_concurrency_has_every_lock_and_no_other() throws IOException {
    var locks = new TreeSet<String>();
    for (var source : sourcesOfUsers()) {
      matches(LOCK, read(source)).forEach(field -> locks.add(typeOf(source) + "." + field));
    }

    var rows = matches(LOCK_ROW, read(ROOT.resolve("docs/concurrency.md")));

    assertThat(rows).isNotEmpty().containsExactlyInAnyOrderElementsOf(locks);
  }

  @Test
  void the_page_of_concurrency_names_every_type_with_a_state_that_no_lock_guards()
      throws IOException {
    var types = new TreeSet<String>();
    for (var source : sourcesOfUsers()) {
      matches(WITHOUT_LOCK, read(source)).forEach(any -> types.add(typeOf(source)));
    }

    var named = matches(CODE, read(ROOT.resolve("docs/concurrency.md"))).toList();

    assertThat(types).isNotEmpty().isSubsetOf(named);
  }

  private static String typeOf(Path source) {
    return source.getFileName().toString().replace(".java", "");
  }

  private static List<Path> sourcesOfUsers() throws IOException {
    var sources = new ArrayList<Path>();
    for (var module : MODULES) {
      sources.addAll(files(ROOT.resolve(module + "/src/main/java"), ".java"));
    }
    return sources;
  }

  @Test
  void decisions_are_numbered_without_a_gap() throws IOException {
    var decisions = files(ROOT.resolve("docs/adr"), ".md").stream().sorted().toList();

    for (int i = 0; i < decisions.size(); i++) {
      assertThat(decisions.get(i).getFileName().toString()).startsWith("%04d-".formatted(i + 1));
      assertThat(read(decisions.get(i))).startsWith("# %d. ".formatted(i + 1));
    }
  }
}
