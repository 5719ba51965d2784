package lido.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Every value that an application would start with, each with its origin. Secrets are hidden.
 * Immutable.
 */
public final class EffectiveConfig {

  private static final String DEFAULTS = "-defaults";

  private final ConfigObject root;

  /**
   * One value of the configuration.
   *
   * @param path its path, quoted where it must be
   * @param value a text, a number, true or false, null, or a list or an empty map of those
   * @param text the value in the notation of a file
   * @param origin file and line, {@code default}, {@code environment} or {@code system properties}
   */
  public record Value(String path, @Nullable Object value, String text, String origin) {}

  private EffectiveConfig(ConfigObject root) {
    this.root = root;
  }

  /**
   * Reads a configuration file over the reference.conf of every module, as a start does. Of the
   * system properties it shows those below a top-level key of the file or of a reference.conf.
   *
   * @throws ConfigException when the file cannot be read, or a variable that it needs is not set
   */
  public static EffectiveConfig of(Path conf) {
    return of(ConfigLoader.load(conf), ConfigLoader.names(conf));
  }

  private static EffectiveConfig of(Config loaded, Set<String> names) {
    var shown = withDefaults(loaded.root());
    for (var name : loaded.root().keySet()) {
      shown = names.contains(name) ? shown : shown.withoutKey(name);
    }
    return new EffectiveConfig(shown);
  }

  /**
   * A block {@code database-defaults} stands behind every block in {@code database}, and one {@code
   * listener-defaults} behind every one in {@code listeners}.
   */
  private static ConfigObject withDefaults(ConfigObject block) {
    var merged = block;
    for (var key : block.keySet()) {
      if (block.get(key) instanceof ConfigObject inner) {
        merged = merged.withValue(key, withDefaults(behind(block, key, inner)));
      }
    }
    return merged;
  }

  private static ConfigObject behind(ConfigObject around, String key, ConfigObject blocks) {
    var one = key.endsWith("s") ? key.substring(0, key.length() - 1) : key;
    var defaults = around.getOrDefault(key + DEFAULTS, around.get(one + DEFAULTS));
    var merged = blocks;
    if (defaults instanceof ConfigObject found) {
      for (var name : blocks.keySet()) {
        if (blocks.get(name) instanceof ConfigObject own) {
          merged = merged.withValue(name, own.withFallback(found));
        }
      }
    }
    return merged;
  }

  /**
   * Returns the values at a path and below it, sorted by path.
   *
   * @param path a path expression; the empty one for all values
   * @throws ConfigException when there is nothing at that path, with the path that was probably
   *     meant
   */
  public List<Value> values(String path) {
    var values = new ArrayList<Value>();
    var at = "";
    var last = "";
    var hidden = false;
    ConfigValue value = root;
    for (var key : split(path)) {
      var here = value;
      var inner = here instanceof ConfigObject block ? block.get(key) : null;
      if (inner == null) {
        throw unknown(path, at, here);
      }
      hidden |= Texts.isSecretBlock(last);
      last = key;
      at = join(at, key);
      value = inner;
    }
    add(at, last, value, hidden, values);
    return List.copyOf(values);
  }

  private static List<String> split(String path) {
    try {
      return path.isBlank() ? List.of() : ConfigUtil.splitPath(path);
    } catch (com.typesafe.config.ConfigException.BadPath e) {
      throw problem(path, "is not a path", "write names with dots between, such as server.listen");
    }
  }

  private static ConfigException unknown(String path, String at, ConfigValue here) {
    var keys = here instanceof ConfigObject block ? new TreeSet<>(block.keySet()) : List.of("");
    var wrong = split(path).get(at.isEmpty() ? 0 : ConfigUtil.splitPath(at).size());
    var names = keys.stream().map(String::valueOf).filter(key -> !key.isEmpty()).toList();
    var fix =
        NearMiss.of(wrong, names)
            .map(near -> "did you mean " + join(at, near) + "?")
            .orElse(
                names.isEmpty()
                    ? at + " is a value, and has nothing inside"
                    : (at.isEmpty() ? "there are " : at + " has ") + String.join(", ", names));
    return problem(path, "there is nothing at this path", fix);
  }

  private static ConfigException problem(String path, String what, String fix) {
    return new ConfigException(List.of(new ConfigProblem(path, "", what, fix)));
  }

  private static void add(
      String path, String key, ConfigValue value, boolean hidden, List<Value> values) {
    if (value instanceof ConfigObject block && !block.isEmpty()) {
      for (var name : new TreeSet<>(block.keySet())) {
        var inside = hidden || Texts.isSecretBlock(key);
        add(join(path, name), name, lookUp(block, name), inside, values);
      }
    } else {
      var plain = hidden || Texts.isSecret(key) ? hidden(value) : plain(value);
      values.add(new Value(path, plain, text(plain), origin(value.origin())));
    }
  }

  private static @Nullable Object hidden(ConfigValue value) {
    return value.valueType() == ConfigValueType.NULL ? null : Texts.HIDDEN;
  }

  private static @Nullable Object plain(ConfigValue value) {
    if (value instanceof ConfigList list) {
      return list.stream().map(EffectiveConfig::plain).toList();
    }
    if (value instanceof ConfigObject block) {
      var plain = new LinkedHashMap<String, @Nullable Object>();
      for (var key : new TreeSet<>(block.keySet())) {
        var inner = lookUp(block, key);
        plain.put(key, Texts.isSecret(key) ? hidden(inner) : plain(inner));
      }
      return plain;
    }
    return value.unwrapped() instanceof String text
        ? Texts.withoutUrlSecrets(text)
        : value.unwrapped();
  }

  private static String text(@Nullable Object plain) {
    return plain == null || Texts.HIDDEN.equals(plain)
        ? String.valueOf(plain)
        : ConfigValueFactory.fromAnyRef(plain).render(ConfigRenderOptions.concise());
  }

  private static String origin(ConfigOrigin origin) {
    var text = Origins.of(origin);
    if (text.equals("env variables")) {
      return "environment";
    }
    return text.startsWith("reference.conf") ? "default" : text;
  }

  private static ConfigValue lookUp(ConfigObject block, String key) {
    return Optional.ofNullable(block.get(key)).orElseThrow();
  }

  private static String join(String path, String key) {
    var name = ConfigUtil.joinPath(key);
    return path.isEmpty() ? name : path + "." + name;
  }
}
