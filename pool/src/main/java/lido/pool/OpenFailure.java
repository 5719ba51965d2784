package lido.pool;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a connection could not be opened, at which step, and what to do; never holds a secret. */
final class OpenFailure extends Exception {

  private static final long serialVersionUID = 1;

  /** The steps on the way to a usable connection, in their order. */
  enum Step {
    DRIVER,
    RESOLVE,
    CONNECT,
    HANDSHAKE,
    LIMIT,
    LOGIN,
    DATABASE,
    COMMANDS;

    /** As messages and metrics spell it. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the server was reached and said no: trying again at once will not help. */
    boolean isRefusal() {
      return this == DRIVER || compareTo(HANDSHAKE) > 0;
    }
  }

  private final Step step;
  private final transient DatabaseConfig config;

  OpenFailure(DatabaseConfig config, Step step, Duration after, @Nullable Throwable cause) {
    this(
        config,
        step,
        what(config, step) + " (" + step.text() + ", after " + after.toMillis() + " ms)",
        cause);
  }

  OpenFailure(DatabaseConfig config, Step step, String what, @Nullable Throwable cause) {
    super(message(config, step, what, cause), cause);
    this.config = config;
    this.step = step;
  }

  Step step() {
    return step;
  }

  String key() {
    return config.key();
  }

  /** The SQLState of the driver's failure; 08001 where it has none. */
  String sqlState() {
    return getCause() instanceof SQLException e && e.getSQLState() != null
        ? e.getSQLState()
        : "08001";
  }

  /** What a caller gets: with the caller's stack, transient where trying again may help. */
  SQLException toSqlException() {
    return step.isRefusal() && step != Step.LIMIT
        ? new SQLNonTransientConnectionException(getMessage(), sqlState(), this)
        : new SQLTransientConnectionException(getMessage(), sqlState(), this);
  }

  private static String what(DatabaseConfig config, Step step) {
    String at = config.address();
    return switch (step) {
      case DRIVER -> "no JDBC driver takes " + at;
      case RESOLVE -> "unknown host in " + at;
      case CONNECT -> "cannot connect to " + at;
      case HANDSHAKE -> "no proper answer from " + at;
      case LIMIT -> at + " has too many connections";
      case LOGIN -> at + " refuses user \"" + config.user() + "\"";
      case DATABASE -> "no such database, or no right to it: " + at;
      case COMMANDS -> "one of " + config.path() + ".commands failed at " + at;
    };
  }

  private static String fix(DatabaseConfig config, Step step) {
    String path = config.path();
    return switch (step) {
      case DRIVER -> "check " + path + (config.url() == null ? ".adapter" : ".url");
      case RESOLVE -> "check " + path + (config.url() == null ? ".host" : ".url");
      case CONNECT ->
          "start the server, or check "
              + path
              + (config.url() == null ? ".host and .port" : ".url");
      case HANDSHAKE -> "check that " + path + " names a server of this kind, and its log";
      case LIMIT -> "raise the server's max_connections, or lower workers × " + path + ".pool.max";
      case LOGIN -> "check " + path + ".user and .pass";
      case DATABASE ->
          "create the database, or check " + path + (config.url() == null ? ".name" : ".url");
      case COMMANDS -> "run the command by hand to see what the server says";
    };
  }

  private static String message(
      DatabaseConfig config, Step step, String what, @Nullable Throwable cause) {
    var text = new StringBuilder(config.path()).append(": ").append(what);
    if (!config.origin().isEmpty()) {
      text.append("\n  where: ").append(config.origin());
    }
    text.append("\n  fix:   ").append(fix(config, step));
    if (cause != null) {
      text.append("\n  cause: ").append(firstLine(config, cause));
    }
    return text.toString();
  }

  /** The driver's own words: its first line, without the password in case it repeats it. */
  private static String firstLine(DatabaseConfig config, Throwable cause) {
    Throwable deepest = cause;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    // Drivers wrap a socket's failure in a text that names no cause; the deepest one does.
    Throwable telling = deepest instanceof java.io.IOException ? deepest : cause;
    String text = telling.getMessage() == null ? telling.toString() : telling.getMessage();
    String line = text.lines().findFirst().orElse(telling.toString());
    return config.pass().length() < 3 ? line : line.replace(config.pass(), "***");
  }
}
