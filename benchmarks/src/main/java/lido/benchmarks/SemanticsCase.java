package lido.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** What a pool does with its one connection, tried and not read, so that like is measured. */
final class SemanticsCase {

  private SemanticsCase() {}

  static void run(Peer peer) throws Exception {
    try (Peers.Pool pool = Peers.open(peer, 1, false)) {
      pool.source().getConnection().close();
      Result.text("autocommit back", autoCommit(pool));
      Result.text("open work", openWork(pool));
      Result.text("forgotten statement", forgottenStatement(pool));
      Result.text("closed handle", closedHandle(pool));
      Result.text("warnings", warnings(pool));
      Result.text("validations", validations(pool));
    }
  }

  private static StubConnection raw() {
    return Objects.requireNonNull(StubDriver.last);
  }

  private static String autoCommit(Peers.Pool pool) throws SQLException {
    try (Connection connection = pool.source().getConnection()) {
      connection.setAutoCommit(false);
    }
    try (Connection connection = pool.source().getConnection()) {
      return connection.getAutoCommit() ? "yes" : "NO";
    }
  }

  private static String openWork(Peers.Pool pool) throws SQLException {
    StubConnection raw = raw();
    int commits = raw.commits;
    try (Connection connection = pool.source().getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate("UPDATE product SET stock = 0");
      }
    }
    if (raw.openWork) {
      return "LEFT OPEN";
    }
    return raw.commits > commits ? "COMMITTED" : "rolled back";
  }

  private static String forgottenStatement(Peers.Pool pool) throws SQLException {
    StubConnection raw = raw();
    int open = raw.openStatements;
    try (Connection connection = pool.source().getConnection()) {
      if (connection.prepareStatement("SELECT 1") == null) {
        return "none";
      }
    }
    return raw.openStatements > open ? "LEFT OPEN" : "closed";
  }

  private static String closedHandle(Peers.Pool pool) throws SQLException {
    Connection connection = pool.source().getConnection();
    connection.close();
    try (Statement statement = connection.createStatement()) {
      return statement == null ? "refused" : "USABLE";
    } catch (SQLException e) {
      return "refused";
    }
  }

  private static String warnings(Peers.Pool pool) throws SQLException {
    try (Connection connection = pool.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE product SET stock = 0");
      raw().warn();
    }
    try (Connection connection = pool.source().getConnection()) {
      return connection.getWarnings() == null ? "cleared" : "KEPT";
    }
  }

  private static String validations(Peers.Pool pool) throws SQLException {
    int before = raw().validations;
    for (int i = 0; i < 200; i++) {
      pool.source().getConnection().close();
    }
    int busy = raw().validations - before;
    Pause.millis(1_300);
    pool.source().getConnection().close();
    int idle = raw().validations - before - busy;
    return busy + " in 200 busy, " + idle + " after 1.3s idle";
  }
}
