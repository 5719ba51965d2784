package lido.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import lido.testserver.FaultProxy;
import lido.testserver.Traffic;

/**
 * What a borrower's usual works cost between driver and server: how often the driver asks and
 * waits, and how many bytes pass, counted by a proxy in front of a real server; and how long a
 * transaction takes where a round trip costs 0.5 ms more.
 *
 * <p>Each work is done as frameworks do it: the settings first, statement and commit, then the
 * settings as they were. Counted are works like the one before, on a pool of one.
 */
final class RoundTripsCase {

  /** Each way: long enough that what a driver sends without waiting counts as one. */
  private static final Duration COUNTING = Duration.ofMillis(1);

  private static final Duration QUARTER = Duration.ofNanos(250_000);

  private static final String READ = "SELECT stock FROM product WHERE id = ?";
  private static final String WRITE = "UPDATE product SET stock = stock + 1 WHERE id = ?";

  /** What is measured, in the order of the columns. */
  static final List<String> CELLS =
      Stream.concat(Stream.of("open"), Arrays.stream(Work.values()).map(Work::title)).toList();

  private enum Work {
    SELECT("select") {
      @Override
      void run(Connection connection) throws SQLException {
        read(connection);
      }
    },
    TRANSACTION("transaction") {
      @Override
      void run(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        write(connection);
        connection.commit();
        connection.setAutoCommit(true);
      }
    },
    READ_ONLY("read-only transaction") {
      @Override
      void run(Connection connection) throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        read(connection);
        connection.commit();
        connection.setAutoCommit(true);
        connection.setReadOnly(false);
      }
    },
    ISOLATION("with an isolation level") {
      @Override
      void run(Connection connection) throws SQLException {
        int before = connection.getTransactionIsolation();
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        connection.setAutoCommit(false);
        write(connection);
        connection.commit();
        connection.setAutoCommit(true);
        connection.setTransactionIsolation(before);
      }
    },
    FORGOTTEN("forgotten commit") {
      @Override
      void run(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        write(connection);
      }
    },
    VARIABLE("session variable") {
      @Override
      void run(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
          boolean mysql = !connection.getMetaData().getURL().startsWith("jdbc:postgresql");
          statement.execute(mysql ? "SET @x = 1" : "SET my.x = '1'");
        }
      }
    },
    BATCH("batch of 1,000") {
      @Override
      void run(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO line (id, amount) VALUES (?, ?)")) {
          for (int i = 0; i < 1_000; i++) {
            insert.setInt(1, i);
            insert.setInt(2, i);
            insert.addBatch();
          }
          insert.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
      }
    };

    private final String title;

    Work(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    abstract void run(Connection connection) throws SQLException;
  }

  private RoundTripsCase() {}

  static void run(Peer peer, RealServer.Kind kind, int works, int transactions) throws Exception {
    try (RealServer server = RealServer.start(kind);
        FaultProxy proxy = FaultProxy.inFrontOf(server.port())) {
      proxy.delay(COUNTING);
      opening(peer, server, proxy);
      try (Peers.Pool pool = RealPeers.open(peer, server, proxy.port(), 1)) {
        for (Work work : Work.values()) {
          count(work, pool.source(), proxy, work == Work.BATCH ? 2 : works);
        }
        proxy.delay(QUARTER);
        time(pool.source(), transactions);
      }
    }
  }

  /** Of one more connection: a pool of five less a pool of one, neither the first of the JVM. */
  private static void opening(Peer peer, RealServer server, FaultProxy proxy) throws Exception {
    open(peer, server, proxy, 1);
    Traffic one = open(peer, server, proxy, 1);
    Traffic more = open(peer, server, proxy, 5).since(one);
    put("open", more, 4);
  }

  private static Traffic open(Peer peer, RealServer server, FaultProxy proxy, int size)
      throws Exception {
    Traffic before = proxy.traffic();
    try (Peers.Pool pool = RealPeers.open(peer, server, proxy.port(), size)) {
      pool.source().getConnection().close();
      while (proxy.open() < size) {
        Pause.millis(10);
      }
      settle(proxy);
      return proxy.traffic().since(before);
    }
  }

  /** Some pools fill up behind the caller's back. */
  private static void settle(FaultProxy proxy) {
    Traffic before;
    do {
      before = proxy.traffic();
      Pause.millis(200);
    } while (!proxy.traffic().equals(before));
  }

  private static void count(Work work, DataSource pool, FaultProxy proxy, int times)
      throws SQLException {
    for (int i = 0; i < 3; i++) {
      once(work, pool);
    }
    Traffic before = proxy.traffic();
    for (int i = 0; i < times; i++) {
      once(work, pool);
    }
    put(work.title(), proxy.traffic().since(before), times);
  }

  private static void once(Work work, DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      work.run(connection);
    }
  }

  private static void put(String cell, Traffic traffic, int times) {
    Result.put(cell + ": round trips", (double) traffic.roundTrips() / times);
    Result.put(cell + ": bytes", (double) traffic.bytes() / times);
  }

  private static void time(DataSource pool, int transactions) throws SQLException {
    for (Work work : List.of(Work.TRANSACTION, Work.READ_ONLY, Work.ISOLATION)) {
      var times = new long[transactions];
      for (int i = 0; i < transactions; i++) {
        long start = System.nanoTime();
        once(work, pool);
        times[i] = System.nanoTime() - start;
      }
      Arrays.sort(times);
      Result.put(work.title() + ": us with 0.5 ms", times[transactions / 2] / 1e3);
    }
  }

  private static void read(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setInt(1, 1);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("no such product");
        }
      }
    }
  }

  private static void write(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
      statement.setInt(1, 1);
      statement.executeUpdate();
    }
  }
}
