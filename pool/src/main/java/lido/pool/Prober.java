package lido.pool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Opens one connection to a row's database in steps whose times can be told. Not thread-safe.
 *
 * <p>The driver's own call has the last word: a proxy or socket factory among the options may reach
 * a server that a plain socket does not.
 */
final class Prober {

  private final DatabaseConfig config;
  private final Connector connector;
  private final List<Probe.Step> steps = new ArrayList<>();

  Prober(DatabaseConfig config) {
    this.config = config;
    this.connector = new Connector(config);
  }

  Probe run() {
    if (config.adapter().hasServer()) {
      reach();
    }
    long start = System.nanoTime();
    Connection raw;
    try {
      raw = connector.connect();
    } catch (OpenFailure e) {
      add(config.adapter().hasServer() ? "login" : "open", start, false, "step " + e.step().text());
      return failed(e);
    }
    try {
      addOpened(start);
      prepare(raw);
      return opened(raw);
    } catch (OpenFailure e) {
      return failed(e);
    } finally {
      Connector.discard(raw);
    }
  }

  private void addOpened(long start) {
    if (config.adapter().hasServer()) {
      add("login", start, true, "connect, handshake, login and database: one call of the driver");
    } else {
      add("open", start, true, "one call of the driver");
    }
  }

  private void prepare(Connection raw) throws OpenFailure {
    long start = System.nanoTime();
    int commands = config.commands().size();
    String note =
        commands == 0 ? "no commands" : commands + (commands == 1 ? " command" : " commands");
    try {
      connector.prepare(raw);
      add("init SQL", start, true, note);
    } catch (SQLException | RuntimeException e) {
      add("init SQL", start, false, note);
      throw new OpenFailure(config, OpenFailure.Step.COMMANDS, since(start), e);
    }
  }

  private Probe opened(Connection raw) {
    String server = "";
    String encryption = "";
    int limit = 0;
    try {
      var data = raw.getMetaData();
      server = product(data.getDatabaseProductName(), data.getDatabaseProductVersion());
      limit = Probe.maxConnections(raw, config.adapter());
      encryption = encryption(raw);
    } catch (SQLException | RuntimeException e) {
      // A server that does not let this user ask is open all the same.
    }
    return new Probe(config, steps, Optional.empty(), server, encryption, limit);
  }

  /** MySQL's driver takes a MariaDB for a MySQL, MariaDB's names it twice. */
  private static String product(String name, String version) {
    int mariaDb = version.indexOf("-MariaDB");
    return mariaDb < 0 ? name + " " + version : "MariaDB " + version.substring(0, mariaDb);
  }

  private String encryption(Connection raw) throws SQLException {
    String sql =
        switch (config.adapter()) {
          case MYSQL, MARIADB ->
              "show session status where Variable_name in ('Ssl_version', 'Ssl_cipher')";
          case PGSQL ->
              "select 1, cipher || ', ' || version from pg_stat_ssl"
                  + " where ssl and pid = pg_backend_pid()";
          case H2, OTHER -> "";
        };
    if (sql.isEmpty()) {
      return "";
    }
    String found = String.join(", ", ask(raw, sql));
    return found.isEmpty() ? "none" : found;
  }

  /** Returns what is not empty in the second column. */
  private static List<String> ask(Connection raw, String sql) throws SQLException {
    var values = new ArrayList<String>();
    try (Statement statement = raw.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        String value = rows.getString(2);
        if (value != null && !value.isEmpty()) {
          values.add(value);
        }
      }
    }
    return values;
  }

  /** What can be told apart by other means than the driver's. */
  private void reach() {
    var address = address();
    if (address.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    InetAddress[] found;
    try {
      found = InetAddress.getAllByName(address.get().getHostString());
    } catch (UnknownHostException e) {
      add("resolve", start, false, "unknown host " + address.get().getHostString());
      return;
    }
    add(
        "resolve",
        start,
        true,
        Arrays.stream(found)
            .map(InetAddress::getHostAddress)
            .limit(3)
            .collect(Collectors.joining(", ")));
    connect(found[0], address.get().getPort());
  }

  /** The server sees a client that goes away in the handshake, and at once one that stays. */
  private void connect(InetAddress host, int port) {
    long start = System.nanoTime();
    try (var socket = new Socket()) {
      long millis = Math.max(1, config.pool().connectTimeout().toMillis());
      socket.connect(new InetSocketAddress(host, port), (int) Math.min(Integer.MAX_VALUE, millis));
      add("connect", start, true, "a plain socket to port " + port);
    } catch (IOException e) {
      add("connect", start, false, String.valueOf(e.getMessage()));
    }
  }

  /** Returns host and port, unless a URL names none, or several. */
  private Optional<InetSocketAddress> address() {
    try {
      var uri = new URI(config.address());
      if (uri.getHost() == null) {
        return Optional.empty();
      }
      int port = uri.getPort() < 0 ? config.adapter().defaultPort() : uri.getPort();
      String host = uri.getHost().replaceFirst("^\\[(.*)]$", "$1");
      return Optional.of(InetSocketAddress.createUnresolved(host, port));
    } catch (URISyntaxException e) {
      return config.url() == null
          ? Optional.of(
              InetSocketAddress.createUnresolved(
                  config.host(),
                  config.port() == 0 ? config.adapter().defaultPort() : config.port()))
          : Optional.empty();
    }
  }

  private Probe failed(OpenFailure failure) {
    return new Probe(config, steps, Optional.of(String.valueOf(failure.getMessage())), "", "", 0);
  }

  private void add(String name, long start, boolean succeeded, String note) {
    steps.add(new Probe.Step(name, since(start), succeeded, note));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
