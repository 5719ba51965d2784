package lido.testserver;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/**
 * An empty database on a {@link TestServer}, with a user of its own, so that the sessions that the
 * server counts for this user are this test's. Thread-safe.
 */
public final class TestDatabase implements AutoCloseable {

  private final TestServer server;
  private final String name;
  private final String user;
  private final String pass;

  TestDatabase(TestServer server, String name, String user, String pass) {
    this.server = server;
    this.name = name;
    this.user = user;
    this.pass = pass;
  }

  void create() throws SQLException {
    execute(
        "CREATE DATABASE " + name + " CHARACTER SET utf8mb4",
        "CREATE USER '%s'@'%%' IDENTIFIED BY '%s'".formatted(user, pass),
        "GRANT ALL PRIVILEGES ON %s.* TO '%s'@'%%'".formatted(name, user));
  }

  /** The server it lives on. */
  public TestServer server() {
    return server;
  }

  /** The server's address. */
  public String host() {
    return server.host();
  }

  /** The server's port. */
  public int port() {
    return server.port();
  }

  /** The database's name. */
  public String name() {
    return name;
  }

  /** The user who has all rights on this database and none elsewhere. */
  public String user() {
    return user;
  }

  /** The user's password, made for this database. */
  public String pass() {
    return pass;
  }

  /** The URL for Connector/J, without user and password. */
  public String jdbcUrl() {
    return server.jdbcUrl(name);
  }

  /** The same through another port, such as a {@link FaultProxy}'s. */
  public String jdbcUrl(int throughPort) {
    return server.jdbcUrl(throughPort, name);
  }

  /** A new plain connection of the driver as this database's user; the caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), user, pass);
  }

  /** How many sessions the user has right now, as the server says. */
  public int sessions() throws SQLException {
    return server.sessions(user);
  }

  /**
   * Waits until the user has exactly {@code expected} sessions; an AssertionError if it does not.
   */
  public void awaitSessions(int expected, Duration within) throws SQLException {
    server.awaitSessions(user, expected, within);
  }

  /** Kills every session of the user; returns how many there were. */
  public int killSessions() throws SQLException {
    return server.killSessions(user);
  }

  /** Drops the database and its user. What is still connected is killed. */
  @Override
  public void close() throws SQLException {
    execute("DROP USER IF EXISTS '%s'@'%%'".formatted(user));
    // First: a session with an open transaction would hold the DROP up by its metadata lock.
    killSessions();
    execute("DROP DATABASE IF EXISTS " + name);
  }

  @Override
  public String toString() {
    return "%s on %s:%s".formatted(name, host(), port());
  }

  private void execute(String... commands) throws SQLException {
    try (var connection = server.admin();
        var statement = connection.createStatement()) {
      for (var command : commands) {
        statement.execute(command);
      }
    }
  }
}
