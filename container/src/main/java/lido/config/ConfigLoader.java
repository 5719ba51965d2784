package lido.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.Parse;
import com.typesafe.config.ConfigException.UnresolvedSubstitution;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Loads a configuration: system properties over the file over the reference.conf of every module.
 * The file takes values from the environment by {@code ${?NAME}}.
 */
public final class ConfigLoader {

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\??([^}]*)}");

  /** A text that the parser quotes may be a mistyped secret. */
  private static final Pattern QUOTED = Pattern.compile("'.{2,}'|\".{2,}\"");

  private static final ConfigResolveOptions UNRESOLVED_TOO =
      ConfigResolveOptions.defaults().setAllowUnresolved(true);

  private ConfigLoader() {}

  public static Config load(Path file) {
    return over(parse(file));
  }

  /**
   * As {@link #load}, but a reference to nothing stays unresolved: for a look from outside at an
   * application with another environment.
   */
  public static Config peek(Path file) {
    return merged(parse(file)).resolve(UNRESOLVED_TOO);
  }

  /** Returns the file and the files that it includes, but for those without a value. */
  public static Set<Path> files(Path file) {
    var files = new TreeSet<Path>();
    files.add(file.toAbsolutePath().normalize());
    try {
      collect(parse(file).resolve(UNRESOLVED_TOO).root(), files);
    } catch (ConfigException | com.typesafe.config.ConfigException e) {
      // A file with a mistake is a file all the same.
    }
    return files;
  }

  private static void collect(ConfigValue value, Set<Path> files) {
    var name = value.origin().filename();
    if (name != null) {
      files.add(Path.of(name).toAbsolutePath().normalize());
    }
    if (value instanceof ConfigObject block) {
      block.values().forEach(inner -> collect(inner, files));
    } else if (value instanceof ConfigList list) {
      list.forEach(inner -> collect(inner, files));
    }
  }

  private static Config parse(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw problem(
          file.toString(),
          "",
          Files.exists(file) ? "cannot be read as a file" : "no such file",
          "looked for it in " + Path.of("").toAbsolutePath() + "; say where it is with --conf");
    }
    try {
      var options = ConfigParseOptions.defaults().setAllowMissing(false);
      return ConfigFactory.parseFile(file.toFile(), options);
    } catch (Parse e) {
      throw problem(
          file.toString(),
          Origins.of(e.origin()),
          parserSays(e),
          "correct the line, or the one before");
    } catch (com.typesafe.config.ConfigException.IO e) {
      throw problem(
          file.toString(), "", "cannot be read, or a file that it includes", "see that it exists");
    }
  }

  /** Returns the config over every reference.conf, under the system properties, resolved. */
  public static Config over(Config config) {
    return resolve(merged(config));
  }

  private static Config merged(Config config) {
    // Unresolved: a default may refer to a key of the file.
    var reference = ConfigFactory.defaultReferenceUnresolved(loader());
    return systemProperties().withFallback(config).withFallback(reference);
  }

  /** Returns the configuration with one worker, and with one for tasks if there are any. */
  public static Config oneWorker(Config resolved) {
    var one = ConfigValueFactory.fromAnyRef(1, "a command needs one");
    var result = resolved.withValue("server.workers", one);
    return resolved.getValue("server.task-workers").unwrapped() instanceof Integer many && many > 1
        ? result.withValue("server.task-workers", one)
        : result;
  }

  /** Returns the merged reference.conf files: every key that exists, with its default. */
  public static Config reference() {
    return ConfigFactory.defaultReference(loader());
  }

  /** Returns the top-level keys of a file and of every reference.conf, sorted. */
  public static SortedSet<String> names(Path file) {
    var names = new TreeSet<>(ConfigFactory.defaultReferenceUnresolved(loader()).root().keySet());
    names.addAll(parse(file).root().keySet());
    return names;
  }

  private static ClassLoader loader() {
    var loader = Thread.currentThread().getContextClassLoader();
    return loader == null ? ConfigLoader.class.getClassLoader() : loader;
  }

  /** Reads them anew: the library would keep those of the first time. */
  private static Config systemProperties() {
    var copy = new Properties();
    System.getProperties().stringPropertyNames().forEach(name -> copy.put(name, property(name)));
    return ConfigFactory.parseProperties(
        copy, ConfigParseOptions.defaults().setOriginDescription("system properties"));
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  private static Config resolve(Config merged) {
    var problems = new ArrayList<ConfigProblem>();
    var unresolved = new HashSet<String>();
    var filled = merged;
    while (true) {
      try {
        var resolved = filled.resolve();
        if (problems.isEmpty()) {
          return resolved;
        }
        throw new ConfigException(problems);
      } catch (UnresolvedSubstitution e) {
        var expression = EXPRESSION.matcher(String.valueOf(e.getMessage()));
        var name = expression.find() ? expression.group(1) : "?";
        problems.add(unresolved(name, e));
        if (name.equals("?") || !unresolved.add(name)) {
          throw new ConfigException(problems);
        }
        // Filled in only to find the next problem.
        filled = filled.withFallback(ConfigValueFactory.fromAnyRef("").atPath(name));
      }
    }
  }

  private static ConfigProblem unresolved(String name, UnresolvedSubstitution e) {
    var cycle = String.valueOf(e.getMessage()).contains("cycle");
    return new ConfigProblem(
        "${" + name + "}",
        e.origin() == null ? "" : Origins.of(e.origin()),
        cycle ? "refers to itself" : "no such environment variable or config key",
        cycle
            ? "write the value itself at one of the places"
            : "set %1$s before the start, or write ${?%1$s} if it may be missing".formatted(name));
  }

  private static String parserSays(Parse e) {
    var message = String.valueOf(e.getMessage());
    var origin = e.origin() == null ? "" : e.origin().description() + ": ";
    var text = message.startsWith(origin) ? message.substring(origin.length()) : message;
    var advice = text.indexOf(" (");
    var plain = advice < 0 ? text : text.substring(0, advice);
    return "cannot be parsed: " + QUOTED.matcher(plain).replaceAll("(hidden)");
  }

  private static ConfigException problem(String path, String origin, String what, String fix) {
    return new ConfigException(List.of(new ConfigProblem(path, origin, what, fix)));
  }
}
