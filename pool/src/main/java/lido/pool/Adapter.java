package lido.pool;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** What differs between the kinds of database: URL, driver, default port, charset, quoting. */
public enum Adapter {
  MYSQL(3306, "com.mysql.cj.jdbc.Driver", "com.mysql:mysql-connector-j", "`"),
  MARIADB(3306, "org.mariadb.jdbc.Driver", "org.mariadb.jdbc:mariadb-java-client", "`"),
  PGSQL(5432, "org.postgresql.Driver", "org.postgresql:postgresql", "\""),
  /** Embedded: {@code name} is {@code mem:shop} or a file. */
  H2(0, "org.h2.Driver", "com.h2database:h2", "\""),
  /** A raw JDBC URL of a database that Lido knows nothing special about. */
  OTHER(0, "", "", "\"");

  /** MySQL's names of charsets that Java calls otherwise. */
  private static final Map<String, String> JAVA_CHARSETS =
      Map.of("utf8", "UTF-8", "utf8mb4", "UTF-8", "utf8mb3", "UTF-8", "latin1", "windows-1252");

  private final int defaultPort;
  private final String driver;
  private final String artifact;
  private final String quote;

  Adapter(int defaultPort, String driver, String artifact, String quote) {
    this.defaultPort = defaultPort;
    this.driver = driver;
    this.artifact = artifact;
    this.quote = quote;
  }

  /**
   * Finds an adapter by the name that the configuration uses: {@code mysql}, {@code mariadb},
   * {@code pgsql} (also {@code postgres}, {@code postgresql}) or {@code h2}.
   */
  public static Optional<Adapter> of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "mysql" -> Optional.of(MYSQL);
      case "mariadb" -> Optional.of(MARIADB);
      case "pgsql", "postgres", "postgresql" -> Optional.of(PGSQL);
      case "h2" -> Optional.of(H2);
      default -> Optional.empty();
    };
  }

  /** Returns the adapter of a JDBC URL; {@link #OTHER} for a kind that Lido does not know. */
  public static Adapter ofUrl(String url) {
    if (url.startsWith("jdbc:mysql:")) {
      return MYSQL;
    }
    if (url.startsWith("jdbc:mariadb:")) {
      return MARIADB;
    }
    if (url.startsWith("jdbc:postgresql:")) {
      return PGSQL;
    }
    return url.startsWith("jdbc:h2:") ? H2 : OTHER;
  }

  /** Returns the port where the server listens if nobody says otherwise; 0 for none. */
  public int defaultPort() {
    return defaultPort;
  }

  /** Returns the class name of the JDBC driver; empty for {@link #OTHER}. */
  public String driver() {
    return driver;
  }

  /** Returns the Maven artifact that holds the driver; empty for {@link #OTHER}. */
  public String artifact() {
    return artifact;
  }

  /** Returns whether a row needs host, name and user; embedded databases need only a name. */
  public boolean hasServer() {
    return defaultPort != 0;
  }

  /** Returns whether the driver can speak this charset; all but MySQL's speak Unicode only. */
  public boolean speaks(String charset) {
    return this == MYSQL || charset.isEmpty() || charset.toLowerCase(Locale.ROOT).startsWith("utf");
  }

  /** Returns the identifier in this database's quotes. */
  String quote(String identifier) {
    return quote + identifier + quote;
  }

  /** Returns the JDBC URL of a row that has none of its own; without user, password or options. */
  String url(String host, int port, String name) {
    int at = port == 0 ? defaultPort : port;
    String authority = (host.contains(":") ? "[" + host + "]" : host) + ":" + at + "/";
    return switch (this) {
      case MYSQL -> "jdbc:mysql://" + authority + encoded(name);
      // Its driver takes what stands there, letter by letter.
      case MARIADB -> "jdbc:mariadb://" + authority + name;
      case PGSQL -> "jdbc:postgresql://" + authority + encoded(name);
      case H2 -> "jdbc:h2:" + name;
      case OTHER -> throw new IllegalStateException("bug: a raw adapter needs a url");
    };
  }

  /** A name may hold what means something else in a URL. */
  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Returns what the driver is told beside the URL. Both timeouts are always set: several drivers
   * wait for ever by default, and a connect timeout alone does not cover a server that accepts and
   * then says nothing.
   */
  Properties properties(String name, String charset, Duration connectTimeout) {
    var properties = new Properties();
    String millis = Long.toString(Math.max(1, connectTimeout.toMillis()));
    String seconds = Long.toString(Math.max(1, (connectTimeout.toMillis() + 999) / 1000));
    switch (this) {
      case MYSQL -> {
        properties.setProperty("connectTimeout", millis);
        properties.setProperty("socketTimeout", millis);
        // A batch of inserts is one statement of many rows.
        properties.setProperty("rewriteBatchedStatements", "true");
        // Else it reads the clock around each call, for statistics that nobody asks for.
        properties.setProperty("maintainTimeStats", "false");
        if (!charset.isEmpty()) {
          properties.setProperty(
              "characterEncoding",
              JAVA_CHARSETS.getOrDefault(charset.toLowerCase(Locale.ROOT), charset));
        }
      }
      case MARIADB -> {
        properties.setProperty("connectTimeout", millis);
        properties.setProperty("socketTimeout", millis);
        properties.setProperty("useResetConnection", "true");
      }
      case PGSQL -> {
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
      }
      case H2 -> {
        // So that the quoted name of table() finds what plain DDL made.
        properties.setProperty("CASE_INSENSITIVE_IDENTIFIERS", "TRUE");
        // Its own shutdown hook would close the database under the requests that a stop drains.
        properties.setProperty("DB_CLOSE_ON_EXIT", "FALSE");
        if (name.startsWith("mem:")) {
          // A memory database outlives its last connection: pools come and go.
          properties.setProperty("DB_CLOSE_DELAY", "-1");
        }
      }
      case OTHER -> {}
    }
    return properties;
  }
}
