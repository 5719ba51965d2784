package lido.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.sql.SQLException;

/**
 * Runs a test server for programs that are not tests: {@code java -cp … lido.testserver.RunServer
 * [DATABASE…]}. Prints {@code host=}, {@code port=}, {@code user=}, {@code pass=} and {@code
 * ready}, a line each; the user has all rights on the named databases. Answers each line {@code
 * sessions} on standard input with the number of that user's sessions, and ends with standard
 * input.
 */
public final class RunServer {

  private static final String USER = "app";

  private RunServer() {}

  /** Runs until standard input ends; the arguments are the databases to create. */
  @SuppressWarnings("SystemOut") // it is this program's way to answer
  public static void main(String[] databases) throws IOException, SQLException {
    try (var server = TestServer.startPrivate()) {
      createUser(server, databases);
      System.out.printf(
          "host=%s%nport=%s%nuser=%s%npass=%s%nversion=%s%nready%n",
          server.host(), server.port(), USER, server.pass(), server.version());
      System.out.flush();
      var commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      for (var line = commands.readLine(); line != null; line = commands.readLine()) {
        System.out.println(
            line.equals("sessions") ? server.sessions(USER) : "unknown command: " + line);
        System.out.flush();
      }
    }
  }

  private static void createUser(TestServer server, String[] databases) throws SQLException {
    try (var connection = server.admin();
        var statement = connection.createStatement()) {
      statement.execute("CREATE USER '%s'@'%%' IDENTIFIED BY '%s'".formatted(USER, server.pass()));
      for (var database : databases) {
        statement.execute("CREATE DATABASE `%s` CHARACTER SET utf8mb4".formatted(database));
        statement.execute("GRANT ALL PRIVILEGES ON `%s`.* TO '%s'@'%%'".formatted(database, USER));
      }
    }
  }
}
