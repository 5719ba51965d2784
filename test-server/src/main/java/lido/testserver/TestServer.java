package lido.testserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A real MySQL 8.0.31 or MariaDB 11.4 on a loopback port of its own, out of a Maven artifact: a
 * child of this JVM that ends with it, whatever ends the JVM. {@code -Dlido.test.server=mysql} or
 * {@code mariadb} forces one; else it is MySQL, or MariaDB where libaio1 is missing.
 *
 * <p>Tests share one by {@link WithTestServer}; a test that kills or freezes starts its own by
 * {@link #startPrivate}. What asks the server takes a session of the administrator's for a moment,
 * which counts against {@code max_connections} until the server has closed it. Thread-safe.
 */
public final class TestServer implements AutoCloseable {

  // Long, for a machine on which everything takes long; what waits ends as soon as all is well.
  private static final Duration START_DEADLINE = Duration.ofMinutes(5);
  private static final Duration STOP_DEADLINE = Duration.ofMinutes(2);
  private static final Duration ADMIN_DEADLINE = Duration.ofMinutes(1);

  /** The server's code for a session that finds no place. */
  private static final int TOO_MANY_CONNECTIONS = 1040;

  private static final String USER = "lido_admin";

  private final ServerChoice choice;
  private final List<String> options;
  private final Path home;
  private final String pass = UUID.randomUUID().toString();
  private final AtomicInteger databases = new AtomicInteger();
  private final Thread hook = new Thread(this::discard, "test-server-hook");

  /** Held while the process is started or ended, so that each sees the other's whole work. */
  private final ReentrantLock lifecycle = new ReentrantLock();

  /** Written under {@link #lifecycle}; fixed once the first start succeeded. */
  private volatile int port;

  /** Written under {@link #lifecycle}; null before the first start. */
  private volatile @Nullable ServerProcess process;

  private TestServer(ServerChoice choice, List<String> options, Path home) {
    this.choice = choice;
    this.options = options;
    this.home = home;
  }

  /**
   * Starts a server for one test, which closes it. Blocks about a second; on a machine's first run
   * some seconds more, to unpack and initialise.
   *
   * @param options server options that override ours, such as {@code --wait-timeout=2} or {@code
   *     --max-connections=20}; the names are the same on both servers
   * @throws IllegalStateException if no server runs here; the message says what to install
   */
  public static TestServer startPrivate(String... options) {
    var choice = ServerChoice.of(System.getProperty(ServerChoice.PROPERTY, ""));
    try {
      var server =
          new TestServer(choice, List.of(options), Files.createTempDirectory("lido-server-"));
      Runtime.getRuntime().addShutdownHook(server.hook);
      server.startFirst();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException("cannot prepare a test server: " + e.getMessage(), e);
    }
  }

  private void startFirst() throws IOException {
    try {
      FileTrees.copy(choice.template(), data());
      // In this order, so that a data directory never has a user whose password we do not know.
      Files.writeString(
          home.resolve("init.sql"),
          """
          CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY '%2$s';
          GRANT ALL PRIVILEGES ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
          """
              .formatted(USER, pass));
      for (int attempt = 1; ; attempt++) {
        port = LocalPorts.free();
        try {
          start();
          return;
        } catch (IllegalStateException e) {
          // Somebody else took the port since we looked: rare, but several JVMs may start at once.
          if (attempt == 3 || !String.valueOf(e.getMessage()).contains("in use")) {
            throw e;
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts the server again after {@link #kill} or {@link #stop}: same data, port and options. */
  public void start() {
    lifecycle.lock();
    try {
      var previous = process;
      if (previous != null && previous.isAlive()) {
        throw new IllegalStateException("cannot start: server " + previous.pid() + " is running");
      }
      var log = Files.createTempFile(home, "log", ".txt");
      var started = ServerProcess.launch(command(), home, log);
      process = started;
      awaitReady(started);
    } catch (IOException e) {
      throw new IllegalStateException("cannot start the test server: " + e.getMessage(), e);
    } finally {
      lifecycle.unlock();
    }
  }

  private List<String> command() throws IOException {
    var command = new ArrayList<>(choice.kind().command(choice.installation(), data()));
    command.addAll(choice.kind().ownOptions());
    command.add("--port=" + port);
    command.add("--bind-address=" + host());
    command.add("--socket=" + socket());
    command.add("--pid-file=" + home.resolve("pid"));
    command.add("--tmpdir=" + home);
    command.add("--init-file=" + home.resolve("init.sql"));
    // Our users are all @'%', so no name has to be looked up (root@localhost is not for use).
    command.add("--skip-name-resolve");
    command.add("--performance-schema=OFF");
    command.add("--innodb-buffer-pool-size=32M");
    // Not 0: a commit must be the system's, not the process's, to survive SIGKILL.
    command.add("--innodb-flush-log-at-trx-commit=2");
    command.add("--max-connections=1000");
    command.add("--table-open-cache=400");
    command.addAll(options);
    return command;
  }

  private void awaitReady(ServerProcess started) {
    long begin = System.nanoTime();
    SQLException last = null;
    while (System.nanoTime() - begin < START_DEADLINE.toNanos()) {
      if (started.awaitEnd(Duration.ofMillis(20))) {
        throw new IllegalStateException(
            "the test server %s ended while starting; its log:%n%s"
                .formatted(choice.kind().release(), started.logTail()));
      }
      try (var connection = admin()) {
        if (Sessions.query(connection, "SELECT @@socket").equals(socket())) {
          return;
        }
        throw new IllegalStateException("port " + port + " is in use by another server");
      } catch (SQLException e) {
        last = e;
      }
    }
    started.kill();
    throw new IllegalStateException(
        "the test server %s does not answer on port %s after %ss; its log:%n%s"
            .formatted(
                choice.kind().release(), port, START_DEADLINE.toSeconds(), started.logTail()),
        last);
  }

  /** Ends the server by SIGKILL; returns when it is gone. {@link #start} brings it back. */
  public void kill() {
    lifecycle.lock();
    try {
      running().kill();
    } finally {
      lifecycle.unlock();
    }
  }

  /** Ends the server by SIGTERM, as an operator would; returns when it is gone. */
  public void stop() {
    lifecycle.lock();
    try {
      var stopping = running();
      stopping.signal("TERM");
      stopping.signal("CONT");
      if (!stopping.awaitEnd(STOP_DEADLINE)) {
        stopping.kill();
        throw new IllegalStateException(
            "the test server did not stop within %ss; its log:%n%s"
                .formatted(STOP_DEADLINE.toSeconds(), stopping.logTail()));
      }
    } finally {
      lifecycle.unlock();
    }
  }

  /** Stops the process in its tracks (SIGSTOP): connections stay open, nothing answers. */
  public void freeze() {
    running().freeze();
  }

  /** Lets a frozen process run on (SIGCONT). */
  public void resume() {
    running().signal("CONT");
  }

  /** True while the process exists, frozen or not. */
  public boolean isRunning() {
    var current = process;
    return current != null && current.isAlive();
  }

  /** Kills the server and deletes its data. Closing twice is a no-op. */
  @Override
  public void close() {
    discard();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook itself does what is left to do.
    }
  }

  private void discard() {
    lifecycle.lock();
    try {
      var last = process;
      if (last != null) {
        last.kill();
      }
      FileTrees.delete(home);
    } catch (IOException e) {
      throw new IllegalStateException("cannot delete the test server's data " + home, e);
    } finally {
      lifecycle.unlock();
    }
  }

  /** The address it listens on, {@code 127.0.0.1}. */
  public String host() {
    return "127.0.0.1";
  }

  /** The port it listens on, the same after a restart. */
  public int port() {
    return port;
  }

  /** The process id of the server. */
  public long pid() {
    return running().pid();
  }

  /** The administrator's name; a test's own user is {@link TestDatabase#user()}. */
  public String user() {
    return USER;
  }

  /** The administrator's password, made for this server. */
  public String pass() {
    return pass;
  }

  /** True if this is a MariaDB, false if it is a MySQL. */
  public boolean isMariaDb() {
    return choice.kind() == ServerKind.MARIADB;
  }

  /** The version as the server says it, such as {@code 8.0.31}. */
  public String version() throws SQLException {
    try (var connection = admin()) {
      return Sessions.query(connection, "SELECT VERSION()");
    }
  }

  /** A URL for Connector/J without user and password; an empty {@code database} means none. */
  public String jdbcUrl(String database) {
    return jdbcUrl(port, database);
  }

  /** The same through another port, such as a {@link FaultProxy}'s. */
  public String jdbcUrl(int throughPort, String database) {
    return "jdbc:mysql://%s:%s/%s?sslMode=DISABLED&allowPublicKeyRetrieval=true"
        .formatted(host(), throughPort, database);
  }

  /**
   * A new plain connection of the driver with all rights; the caller closes it. It is let in even
   * when {@code max_connections} are taken, and waits at most a minute for any answer.
   */
  public Connection admin() throws SQLException {
    var properties = new Properties();
    properties.put("user", USER);
    properties.put("password", pass);
    properties.put("connectTimeout", "60000");
    properties.put("socketTimeout", "60000");
    long begin = System.nanoTime();
    while (true) {
      try {
        return DriverManager.getConnection(jdbcUrl(""), properties);
      } catch (SQLException e) {
        // A refused one takes the administrator's place while it is being told so.
        if (e.getErrorCode() != TOO_MANY_CONNECTIONS
            || System.nanoTime() - begin > ADMIN_DEADLINE.toNanos()) {
          throw e;
        }
      }
    }
  }

  /** Makes an empty database with a user of its own who has all rights on it and no others. */
  public TestDatabase createDatabase() throws SQLException {
    var name = "test" + databases.incrementAndGet();
    var database = new TestDatabase(this, name, name, UUID.randomUUID().toString());
    database.create();
    return database;
  }

  /** How many sessions {@code user} has right now, as the server says. */
  public int sessions(String user) throws SQLException {
    return sessions("USER", user);
  }

  /** How many sessions are using {@code database} right now, as the server says. */
  public int sessionsIn(String database) throws SQLException {
    return sessions("DB", database);
  }

  private int sessions(String column, String value) throws SQLException {
    try (var connection = admin()) {
      return Sessions.ids(connection, column, value).size();
    }
  }

  /**
   * Waits until {@code user} has exactly {@code expected} sessions: the server takes a moment to
   * notice that one was closed.
   *
   * @throws AssertionError with the number that was there, when {@code within} is over
   */
  public void awaitSessions(String user, int expected, Duration within) throws SQLException {
    try (var connection = admin()) {
      Sessions.await(connection, user, expected, within);
    }
  }

  /** Kills every session of {@code user} (KILL); returns how many there were. */
  public int killSessions(String user) throws SQLException {
    try (var connection = admin()) {
      return Sessions.kill(connection, user);
    }
  }

  private ServerProcess running() {
    var current = process;
    if (current == null || !current.isAlive()) {
      throw new IllegalStateException("the test server is not running");
    }
    return current;
  }

  private Path data() {
    return home.resolve("data");
  }

  private String socket() {
    return home.resolve("s").toString();
  }
}
