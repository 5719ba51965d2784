package lido.providers;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lido.config.ConfigProblem;
import lido.config.ConfigSection;
import lido.pool.Adapter;
import lido.pool.DatabaseConfig;
import org.jspecify.annotations.Nullable;

/**
 * Reads one block {@code database.<key>}, also by FastD's names of its keys, and checks the keys
 * that depend on each other. Not thread-safe.
 */
final class DatabaseRow {

  private static final Set<String> KEYS =
      Set.of(
          "adapter",
          "url",
          "host",
          "port",
          "name",
          "user",
          "pass",
          "charset",
          "prefix",
          "options",
          "option",
          "commands",
          "command",
          "required",
          "migrate",
          "pool");

  /** The keys whose values are part of a URL. */
  private static final List<String> IN_URL = List.of("host", "port", "name");

  /** Needs no escaping in any database, so neither does the result of {@code Database.table}. */
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_]*");

  private final String key;

  /** The problems of this row. */
  private final List<ConfigProblem> problems = new ArrayList<>();

  /** The row without the defaults. */
  private final ConfigSection own;

  private final ConfigSection defaults;

  /** The row with the defaults behind it. */
  private final ConfigSection row;

  private final List<String> warnings = new ArrayList<>();

  DatabaseRow(String key, Config config, ConfigSection defaults) {
    this.key = key;
    this.own = ConfigSection.of(config, "database", problems::add).section(key);
    this.defaults = defaults;
    this.row = own.withDefaults(defaults);
  }

  static void rejectUnknownKeys(ConfigSection row) {
    row.rejectUnknownKeys(KEYS, ForeignNames.amongst(row, ForeignNames::ofRow));
    PoolSettings.rejectUnknownKeys(row.section("pool"));
  }

  /** Returns what is wrong, once the row has been read. */
  List<ConfigProblem> problems() {
    return problems;
  }

  /** Returns what is legal but odd, once the row has been read. */
  List<String> warnings() {
    return warnings;
  }

  boolean migrate() {
    return row.flag("migrate");
  }

  /** Reads all keys of the row; returns nothing if any of them is wrong. */
  Optional<DatabaseConfig> read() {
    rejectUnknownKeys(own);
    String url = url();
    Adapter adapter = url == null ? adapter() : adapterOf(url);
    String host = url == null && adapter.hasServer() ? needed("host") : "";
    int port = url == null && row.has("port") ? row.integer("port", 1, 65_535) : 0;
    String name = url == null ? needed("name") : "";
    boolean login = url == null && adapter.hasServer();
    String user = login ? needed("user") : optional("user");
    String pass = login && !row.has("pass") ? missingPass() : optional("pass");
    String charset = charset(adapter);
    String prefix = prefix();
    Map<String, String> options = options();
    List<String> commands = commands();
    boolean required = row.flag("required");
    // Not a component of the record; but a wrong value is reported with the others.
    migrate();
    var pool = PoolSettings.read(own.section("pool"), defaults.section("pool"), warnings);
    warnOfServerKeys(adapter, url);
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new DatabaseConfig(
            key,
            own.path(),
            own.origin(),
            adapter,
            url,
            host,
            port,
            name,
            user,
            pass,
            charset,
            prefix,
            options,
            commands,
            required,
            pool.build()));
  }

  private @Nullable String url() {
    if (!row.has("url")) {
      return null;
    }
    String url = row.string("url");
    if (!url.startsWith("jdbc:")) {
      row.problem(
          "url",
          "must begin with jdbc:",
          "write a JDBC URL, such as jdbc:mysql://127.0.0.1:3306/app, or host, port and name");
    }
    for (String also : IN_URL) {
      if (own.has(also)) {
        own.problem(also, "stands beside url, which says it too", "delete " + also + ", or url");
      }
    }
    return url;
  }

  private Adapter adapter() {
    String name = row.string("adapter");
    return Adapter.of(name)
        .orElseGet(
            () -> {
              if (row.has("adapter")) {
                row.problem(
                    "adapter",
                    "unknown adapter " + row.shown("adapter"),
                    "use mysql, mariadb, pgsql or h2, or a url for any other database");
              }
              return Adapter.OTHER;
            });
  }

  /** The URL decides. An adapter in the row itself must agree with it. */
  private Adapter adapterOf(String url) {
    Adapter adapter = Adapter.ofUrl(url);
    if (own.has("adapter") && adapter() != adapter) {
      own.problem(
          "adapter",
          "is " + own.shown("adapter") + ", but the url is of " + nameOf(adapter),
          "delete adapter: the url decides");
    }
    return adapter;
  }

  private static String nameOf(Adapter adapter) {
    return adapter == Adapter.OTHER ? "another database" : adapter.name().toLowerCase(Locale.ROOT);
  }

  private String needed(String of) {
    String value = row.string(of);
    if (row.has(of) && value.isBlank()) {
      row.problem(of, "is empty", "write " + of + " = …");
    }
    return value;
  }

  private String optional(String of) {
    return row.has(of) ? row.string(of) : "";
  }

  /** An empty password is legal, a forgotten one is not. */
  private String missingPass() {
    row.problem("pass", "missing value", "write pass = …, or pass = \"\" if there is none");
    return "";
  }

  private String charset(Adapter adapter) {
    String charset = row.string("charset");
    if (!adapter.speaks(charset)) {
      row.problem(
          "charset",
          "%s cannot speak %s".formatted(nameOf(adapter), row.shown("charset")),
          "delete the line: %s speaks Unicode".formatted(nameOf(adapter)));
    }
    if (adapter == Adapter.MYSQL && charset.equalsIgnoreCase("utf8")) {
      warn(
          "charset",
          "utf8 is taken as utf8mb4, since MySQL's own utf8 cannot store every character");
    }
    return charset;
  }

  private String prefix() {
    String prefix = row.string("prefix");
    if (!PREFIX.matcher(prefix).matches()) {
      row.problem(
          "prefix",
          "must be letters, digits and _, is " + row.shown("prefix"),
          "write a prefix such as shop_");
    }
    return prefix;
  }

  /** FastD's name is {@code option}. The two blocks are one map. */
  private Map<String, String> options() {
    var options = new LinkedHashMap<>(row.stringMap("options"));
    options.putAll(row.stringMap("option"));
    return options;
  }

  /** FastD's name is {@code command}. */
  private List<String> commands() {
    if (own.has("command") && own.has("commands")) {
      own.problem("command", "stands beside commands", "move it into commands");
    }
    return row.has("command") && !own.has("commands")
        ? row.strings("command")
        : row.strings("commands");
  }

  private void warnOfServerKeys(Adapter adapter, @Nullable String url) {
    if (url == null && !adapter.hasServer()) {
      for (String unused : Arrays.asList("host", "port")) {
        if (own.has(unused)) {
          warn(unused, "has no meaning for " + nameOf(adapter) + ", which has no server");
        }
      }
    }
  }

  private void warn(String of, String what) {
    warnings.add(row.path(of) + ": " + what + " (" + row.origin(of) + ")");
  }
}
