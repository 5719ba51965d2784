package lido.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One checked row of the configuration: a database and the pool in front of it. Immutable; {@link
 * #toString} prints no secret.
 *
 * @param key the row's name, such as {@code orders}
 * @param path where the row stands in the configuration, such as {@code database.orders}
 * @param origin file and line of the row, such as {@code conf/application.conf: 12}; may be empty
 * @param adapter the kind of database
 * @param url a raw JDBC URL, or null to build one from the other components
 * @param host name or address of the server
 * @param port 0 for the adapter's default
 * @param name the database on that server; for H2 {@code mem:shop} or a file
 * @param user who logs in
 * @param pass the password; empty is legal
 * @param charset what MySQL calls it; {@code utf8} means utf8mb4; empty for the adapter's own
 * @param prefix what {@link Database#table} puts before every table's name
 * @param options properties for the driver; they win over what Lido sets
 * @param commands SQL that is run on each new physical connection
 * @param required whether a worker may not start without this database
 * @param pool sizes and times
 */
public record DatabaseConfig(
    String key,
    String path,
    String origin,
    Adapter adapter,
    @Nullable String url,
    String host,
    int port,
    String name,
    String user,
    String pass,
    String charset,
    String prefix,
    Map<String, String> options,
    List<String> commands,
    boolean required,
    PoolConfig pool) {

  /** The property by which Connector/J asks for it. */
  static final String SESSION_TRACKING = "trackSessionState";

  private static final Pattern SECRET =
      Pattern.compile("(?i)(user|password|pwd|pass|secret|token)=[^,;&)]*");

  public DatabaseConfig {
    options = Map.copyOf(options);
    commands = List.copyOf(commands);
  }

  /** A row with a raw URL and defaults for all else: for programs that use the pool alone. */
  public static DatabaseConfig ofUrl(
      String key, String url, String user, String pass, PoolConfig pool) {
    return new DatabaseConfig(
        key,
        "database." + key,
        "",
        Adapter.ofUrl(url),
        url,
        "",
        0,
        "",
        user,
        pass,
        "utf8mb4",
        "",
        Map.of(),
        List.of(),
        true,
        pool);
  }

  /** Returns where the database is, for messages: no user, no password, no options. */
  public String address() {
    if (url != null) {
      return withoutSecrets(url);
    }
    String kind = adapter.name().toLowerCase(Locale.ROOT);
    if (!adapter.hasServer()) {
      return kind + ":" + name;
    }
    return kind + "://" + host + ":" + (port == 0 ? adapter.defaultPort() : port) + "/" + name;
  }

  /**
   * Opens one plain connection that belongs to no pool, with this row's options and commands, for
   * migrations and other work outside the workers. Blocks for at most about {@code
   * connect-timeout}; after that no answer is bounded in time.
   *
   * @throws SQLException naming the row, the step that failed, and what to do
   */
  public Connection connect() throws SQLException {
    try {
      Connection raw = new Connector(this).open();
      Connector.limitAnswers(raw, Duration.ZERO);
      return raw;
    } catch (OpenFailure e) {
      throw e.toSqlException();
    }
  }

  /**
   * Opens one connection step by step, asks the server what it is, and closes it. Blocks for as
   * long as the resolver takes, and twice about {@code connect-timeout}.
   */
  public Probe probe() {
    return new Prober(this).run();
  }

  /** Returns the class name of the driver; nothing if there is none for this row. */
  public Optional<String> driver() {
    return Connector.driverOf(this).map(driver -> driver.getClass().getName());
  }

  DatabaseConfig withPass(String other) {
    return new DatabaseConfig(
        key, path, origin, adapter, url, host, port, name, user, other, charset, prefix, options,
        commands, required, pool);
  }

  String jdbcUrl() {
    return url != null ? url : adapter.url(host, port, name);
  }

  /** Whether the data are gone with the last connection: H2 in memory, if the URL says no more. */
  boolean livesByConnections() {
    String at = jdbcUrl().toLowerCase(Locale.ROOT);
    return adapter == Adapter.H2
        && url != null
        && at.startsWith("jdbc:h2:mem:")
        && !at.startsWith("jdbc:h2:mem:;")
        && !isGiven("DB_CLOSE_DELAY");
  }

  /**
   * Whether Connector/J is to hand on what the server tells of a session; an option may forbid it.
   */
  boolean tracksSession() {
    return adapter == Adapter.MYSQL
        && pool.reset() == Reset.AUTO
        && !isOption(SESSION_TRACKING, "false");
  }

  /** Whether a property of the driver has this value, by {@code options} or in the URL. */
  boolean isOption(String name, String value) {
    String given = options.get(name);
    return given != null
        ? given.equalsIgnoreCase(value)
        : url != null
            && url.toLowerCase(Locale.ROOT).contains((name + "=" + value).toLowerCase(Locale.ROOT));
  }

  /** Whether the options or the URL say what the driver is to do in this. */
  boolean isGiven(String option) {
    return given(option) != null;
  }

  private @Nullable String given(String option) {
    String given = options.get(option);
    if (given != null || url == null) {
      return given;
    }
    Matcher inUrl =
        Pattern.compile("(?i)[?&(,;]\\s*" + Pattern.quote(option) + "=([^&,;)]*)").matcher(url);
    return inUrl.find() ? inUrl.group(1) : null;
  }

  /**
   * The most that a lent connection waits for an answer: the driver's own {@code socketTimeout}
   * where the options or the URL have one, else that of the pool; 0 for no limit.
   */
  Duration answerTimeout() {
    String given = adapter.hasServer() ? given("socketTimeout") : null;
    if (given == null) {
      return pool.socketTimeout();
    }
    try {
      long number = Long.parseLong(given.strip());
      return adapter == Adapter.PGSQL ? Duration.ofSeconds(number) : Duration.ofMillis(number);
    } catch (NumberFormatException e) {
      // The driver says so, or knows what it means.
      return pool.socketTimeout();
    }
  }

  /** Cuts the options, and a user and password before the host, out of a JDBC URL. */
  private static String withoutSecrets(String url) {
    String plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
    int end = plain.length();
    for (int i = 0; i < plain.length(); i++) {
      if (plain.charAt(i) == '?' || plain.charAt(i) == ';') {
        end = i;
        break;
      }
    }
    plain = plain.substring(0, end);
    int slashes = plain.indexOf("//");
    int at = plain.lastIndexOf('@');
    if (at >= 0) {
      // Oracle's come before the slashes: oracle:thin:scott/tiger@//host.
      int start = slashes >= 0 && slashes < at ? slashes + 2 : plain.indexOf(':') + 1;
      plain = plain.substring(0, start) + plain.substring(at + 1);
    }
    // MySQL takes them inside of the authority as well: //(host=db,user=me,password=secret)/shop.
    return SECRET.matcher(plain).replaceAll("$1=***");
  }

  @Override
  public String toString() {
    return path + " " + address() + (origin.isEmpty() ? "" : " (" + origin + ")");
  }
}
