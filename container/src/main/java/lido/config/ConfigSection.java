package lido.config;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One block of the configuration, read with checks. For a wrong value a {@link ConfigProblem} is
 * reported and a harmless value returned, so that all problems of a start are shown together. Use
 * the values only if no problem was reported. Immutable.
 *
 * <p>A {@code key} is one name inside the block, and may contain dots and quotes. A value {@code
 * null} counts as missing.
 */
public final class ConfigSection {

  private static final String ALL_KEYS = " keys: docs/configuration.md";
  private static final Pattern BARE_NUMBER = Pattern.compile("[+-]?[0-9]*[.]?[0-9]+");

  private final String path;
  private final ConfigObject object;
  private final @Nullable ConfigSection defaults;
  private final Consumer<ConfigProblem> problems;

  private ConfigSection(
      String path,
      ConfigObject object,
      @Nullable ConfigSection defaults,
      Consumer<ConfigProblem> problems) {
    this.path = path;
    this.object = object;
    this.defaults = defaults;
    this.problems = problems;
  }

  /**
   * Returns the block at a path; an empty one if there is none.
   *
   * @param path a path expression, such as {@code database."db.eu"}
   * @param problems takes every problem of the block
   */
  public static ConfigSection of(Config root, String path, Consumer<ConfigProblem> problems) {
    var section = new ConfigSection("", root.root(), null, problems);
    for (var key : ConfigUtil.splitPath(path)) {
      section = section.section(key);
    }
    return section;
  }

  /** Returns this block with another one behind it, which has the values of missing keys. */
  public ConfigSection withDefaults(ConfigSection others) {
    var behind = defaults == null ? others : defaults.withDefaults(others);
    return new ConfigSection(path, object, behind, problems);
  }

  /** Returns the block's path. */
  public String path() {
    return path;
  }

  /** Returns the path of a key in this block, quoted where it must be. */
  public String path(String key) {
    var name = ConfigUtil.joinPath(key);
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Returns file and line of the block, such as {@code conf/application.conf: 12}; or "". */
  public String origin() {
    return object.isEmpty() && object.origin().lineNumber() < 0 ? "" : Origins.of(object.origin());
  }

  /** Returns file and line of a key's value; the block's if the key is missing. */
  public String origin(String key) {
    var value = find(key);
    return value == null ? origin() : Origins.of(value.origin());
  }

  /** Returns whether a key has a value, here or in the defaults. */
  public boolean has(String key) {
    return find(key) != null;
  }

  /** Returns the keys of the block, without those of the defaults, in the order of their lines. */
  public List<String> keys() {
    var byLine =
        Comparator.comparing((String key) -> lookUp(key).origin().lineNumber())
            .thenComparing(Comparator.naturalOrder());
    return object.keySet().stream().sorted(byLine).toList();
  }

  /** Returns a block inside this one, with the same block of the defaults behind it. */
  public ConfigSection section(String key) {
    var inner = ConfigFactory.empty().root();
    var value = object.get(key);
    if (value instanceof ConfigObject found) {
      inner = found;
    } else if (value != null && value.valueType() != ConfigValueType.NULL) {
      withoutDefaults()
          .wrong(key, "must be a block", "write " + ConfigUtil.joinPath(key) + " { … }");
    }
    var behind = defaults == null ? null : defaults.section(key);
    return new ConfigSection(path(key), inner, behind, problems);
  }

  /** Returns a text; reports any other value, or none, and returns "" then. */
  public String string(String key) {
    return read(key, "", "must be a text", "write one text", ConfigSection::text);
  }

  /** Returns a whole number; reports any other value, or none, and returns {@code least} then. */
  public int integer(String key, int least, int most) {
    var fix = "write a whole number from " + least + " to " + most;
    var number = read(key, (long) least, "must be a whole number", fix, ConfigSection::wholeNumber);
    return inRange(key, number, (long) least, (long) most, String::valueOf).intValue();
  }

  /** Returns true or false; reports any other value, or none, and returns false then. */
  public boolean flag(String key) {
    return read(
        key,
        false,
        "must be true or false",
        "write true or false",
        value -> value.atKey("v").getBoolean("v"));
  }

  /**
   * Returns a duration with a unit; reports any other value, or none, and returns {@code least}.
   */
  public Duration duration(String key, Duration least, Duration most) {
    var found = find(key);
    if (found != null && BARE_NUMBER.matcher(scalar(found)).matches()) {
      var fix = "write the unit, such as %1$sms or %1$ss".formatted(scalar(found));
      wrong(key, "must have a unit", fix);
      return least;
    }
    var fix = "write a number and a unit, such as 200ms, 3s, 10m or 1h";
    var duration =
        read(key, least, "must be a duration", fix, value -> value.atKey("v").getDuration("v"));
    return inRange(key, duration, least, most, Texts::of);
  }

  /** Returns a size in bytes; reports any other value, or none, and returns {@code least} then. */
  public long bytes(String key, long least, long most) {
    var fix = "write a number and a unit, such as 64k, 10M or 1G";
    var size = read(key, least, "must be a size", fix, value -> value.atKey("v").getBytes("v"));
    return inRange(key, size, least, most, ConfigSection::size);
  }

  /** Returns a list of texts; reports any other value, or none, and returns no text then. */
  public List<String> strings(String key) {
    return read(
        key,
        List.of(),
        "must be a list of texts",
        "write them in brackets: " + ConfigUtil.joinPath(key) + " = [\"…\", \"…\"]",
        value -> List.copyOf(value.atKey("v").getStringList("v")));
  }

  /**
   * Returns a block of names and values, such as the properties of a driver, over the same block of
   * the defaults. It may be missing. All values are returned as texts. A name may contain dots,
   * with or without quotes.
   */
  public Map<String, String> stringMap(String key) {
    var texts = new TreeMap<String, String>();
    section(key).addTexts("", texts);
    return Collections.unmodifiableMap(texts);
  }

  /** Returns whether a key's value is this word, such as {@code auto} in place of a number. */
  public boolean is(String key, String word) {
    var value = find(key);
    return value != null && word.equals(value.unwrapped());
  }

  /** Returns file and line of each element of a list; none if it is missing or no list. */
  public List<String> elementOrigins(String key) {
    return find(key) instanceof ConfigList list
        ? list.stream().map(element -> Origins.of(element.origin())).toList()
        : List.of();
  }

  private void addTexts(String prefix, Map<String, String> texts) {
    if (defaults != null) {
      defaults.addTexts(prefix, texts);
    }
    for (var key : keys()) {
      var name = prefix + key;
      if (lookUp(key) instanceof ConfigObject) {
        withoutDefaults().section(key).addTexts(name + ".", texts);
      } else if (withoutDefaults().has(key)) {
        texts.put(name, withoutDefaults().string(key));
      } else {
        texts.remove(name);
      }
    }
  }

  /** Reports a problem of a key, with its path, file and line. */
  public void problem(String key, String what, String fix) {
    var at = holder(key);
    problems.accept(new ConfigProblem(at.path(key), at.origin(key), what, fix));
  }

  /** Returns a key's value for a message: a text in quotes, but never a secret. */
  public String shown(String key) {
    var value = find(key);
    return value == null ? "missing" : Texts.of(key, value);
  }

  /**
   * Reports every unknown key of this block, with the known one that was probably meant.
   *
   * @param known the keys that the block may have
   * @param otherNames the names of other programs, each with our key
   */
  public void rejectUnknownKeys(Set<String> known, Map<String, String> otherNames) {
    for (var key : keys()) {
      if (!known.contains(key)) {
        var meant = Optional.ofNullable(otherNames.get(key)).or(() -> NearMiss.of(key, known));
        var fix =
            meant
                .map(name -> "did you mean " + name + "? ")
                .orElse("use one of " + String.join(", ", new TreeSet<>(known)) + "; ");
        problems.accept(
            new ConfigProblem(
                path(key),
                Origins.of(lookUp(key).origin()),
                "unknown key",
                fix + (meant.isPresent() ? "All" : "all") + ALL_KEYS));
      }
    }
  }

  private <T> T read(
      String key, T harmless, String must, String fix, Function<ConfigValue, T> reader) {
    var value = find(key);
    if (value == null) {
      problem(key, "missing value", "write " + ConfigUtil.joinPath(key) + " = …; all" + ALL_KEYS);
      return harmless;
    }
    try {
      return reader.apply(value);
    } catch (com.typesafe.config.ConfigException | NumberFormatException | ArithmeticException e) {
      wrong(key, must, fix);
      return harmless;
    }
  }

  private <T extends Comparable<T>> T inRange(
      String key, T value, T least, T most, Function<T, String> text) {
    if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
      return value;
    }
    var must =
        value.compareTo(least) < 0
            ? "must be at least " + text.apply(least)
            : "must be at most " + text.apply(most);
    var fix = "write a value from " + text.apply(least) + " to " + text.apply(most);
    problem(key, must + ", is " + text.apply(value), fix);
    return least;
  }

  private void wrong(String key, String must, String fix) {
    problem(key, must + ", is " + shown(key), fix);
  }

  /** Returns the section that the value of a key is from: this one, or the defaults. */
  private ConfigSection holder(String key) {
    return defaults == null || object.containsKey(key) || defaults.find(key) == null
        ? this
        : defaults.holder(key);
  }

  private @Nullable ConfigValue find(String key) {
    var value = object.get(key);
    if (value == null) {
      return defaults == null ? null : defaults.find(key);
    }
    return value.valueType() == ConfigValueType.NULL ? null : value;
  }

  private ConfigValue lookUp(String key) {
    return requireNonNull(object.get(key));
  }

  private ConfigSection withoutDefaults() {
    return new ConfigSection(path, object, null, problems);
  }

  private static String text(ConfigValue value) {
    return value.atKey("v").getString("v");
  }

  private static long wholeNumber(ConfigValue value) {
    return new BigDecimal(text(value).strip()).longValueExact();
  }

  /** Returns the text of a number or a string; "" for any other value. */
  private static String scalar(ConfigValue value) {
    return switch (value.valueType()) {
      case NUMBER, STRING -> text(value).strip();
      case OBJECT, LIST, BOOLEAN, NULL -> "";
    };
  }

  private static String size(long bytes) {
    for (int unit = 3; unit > 0; unit--) {
      long one = 1L << (10 * unit);
      if (bytes >= one && bytes % one == 0) {
        return bytes / one + " kMG".substring(unit, unit + 1);
      }
    }
    return bytes + " bytes";
  }
}
