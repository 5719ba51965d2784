package lido.pool;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an {@link SQLException} says about the connection or the server. By SQLState and the
 * vendor's code; the driver's own {@code isClosed()} is asked beside it. What was tried on real
 * drivers is in docs/reliability.md.
 */
final class SqlFaults {

  /** What an error means for the connection that it came from. */
  enum Verdict {
    /** The statement failed, the connection is good. */
    HARMLESS,
    /** This connection is gone. */
    CONNECTION,
    /** The server goes away or no longer takes writes: every connection to it is to be replaced. */
    SERVER
  }

  /** A write in a transaction that is read-only: by a failover, or by the borrower's own wish. */
  private static final String READ_ONLY = "25006";

  private SqlFaults() {}

  static boolean isReadOnly(SQLException e) {
    return READ_ONLY.equals(e.getSQLState());
  }

  static Verdict verdict(Adapter adapter, SQLException e) {
    Verdict worst = Verdict.HARMLESS;
    int depth = 0;
    for (SQLException each = e; each != null && depth < 10; each = each.getNextException()) {
      Verdict verdict = one(adapter, each.getSQLState(), each.getErrorCode(), each.getMessage());
      worst = verdict.compareTo(worst) > 0 ? verdict : worst;
      depth++;
    }
    return worst;
  }

  private static Verdict one(
      Adapter adapter, @Nullable String state, int code, @Nullable String text) {
    Verdict byCode =
        switch (adapter) {
          case MYSQL, MARIADB ->
              switch (code) {
                // Server shutdown in progress; shut down by itself.
                case 1053, 3169 -> Verdict.SERVER;
                // Read-only: a demoted primary.
                case 1836 -> Verdict.SERVER;
                // Any option of the server that forbids the statement; --secure-file-priv, too.
                case 1290 ->
                    text != null && text.contains("read-only") ? Verdict.SERVER : Verdict.HARMLESS;
                // Killed, disconnected by the server, idle for longer than wait_timeout.
                case 1927, 2006, 2013, 2055, 4031 -> Verdict.CONNECTION;
                default -> Verdict.HARMLESS;
              };
          case PGSQL ->
              state == null
                  ? Verdict.HARMLESS
                  : switch (state) {
                    // Admin shutdown, crash shutdown, cannot connect now; read-only after failover.
                    case "57P01", "57P02", "57P03" -> Verdict.SERVER;
                    case READ_ONLY -> Verdict.SERVER;
                    default -> Verdict.HARMLESS;
                  };
          // Database closed, connection broken, closed by another.
          case H2 -> code == 90067 || code == 90098 ? Verdict.CONNECTION : Verdict.HARMLESS;
          case OTHER -> Verdict.HARMLESS;
        };
    if (byCode != Verdict.HARMLESS) {
      return byCode;
    }
    return state != null && state.startsWith("08") ? Verdict.CONNECTION : Verdict.HARMLESS;
  }

  /** At which step a connect failed. */
  static OpenFailure.Step step(Adapter adapter, Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause() == t ? null : t.getCause()) {
      if (t instanceof UnknownHostException) {
        return OpenFailure.Step.RESOLVE;
      }
      if (t instanceof ConnectException || t instanceof NoRouteToHostException) {
        return OpenFailure.Step.CONNECT;
      }
      if (t instanceof SQLException e) {
        OpenFailure.Step step = step(adapter, e.getSQLState(), e.getErrorCode());
        if (step != OpenFailure.Step.HANDSHAKE) {
          return step;
        }
      }
    }
    return OpenFailure.Step.HANDSHAKE;
  }

  private static OpenFailure.Step step(Adapter adapter, @Nullable String state, int code) {
    if (adapter == Adapter.MYSQL || adapter == Adapter.MARIADB) {
      switch (code) {
        case 1040, 1203, 1226:
          return OpenFailure.Step.LIMIT;
        case 1044, 1049:
          return OpenFailure.Step.DATABASE;
        case 1045, 1698, 1862, 3118:
          return OpenFailure.Step.LOGIN;
        default:
      }
    }
    if (adapter == Adapter.H2) {
      // Database not found (and not to be created); already in use by another process.
      return switch (code) {
        case 90013, 90146, 90020 -> OpenFailure.Step.DATABASE;
        case 28000 -> OpenFailure.Step.LOGIN;
        default -> OpenFailure.Step.HANDSHAKE;
      };
    }
    if (state == null) {
      return OpenFailure.Step.HANDSHAKE;
    }
    if (state.startsWith("28")) {
      return OpenFailure.Step.LOGIN;
    }
    return switch (state) {
      case "3D000" -> OpenFailure.Step.DATABASE;
      case "53300" -> OpenFailure.Step.LIMIT;
      default -> OpenFailure.Step.HANDSHAKE;
    };
  }
}
