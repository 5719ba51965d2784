package lido.pool;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The pools that a test has opened, to be closed after it. Thread-safe. */
final class Pools implements AutoCloseable {

  private final List<DatabasePool> opened = new CopyOnWriteArrayList<>();

  /** Opens a pool of these rows, the first one's database is returned. */
  Database open(Row... rows) throws Exception {
    DatabasePool pool = of(rows);
    pool.initPool();
    return pool.getConnection(rows[0].key);
  }

  /** A pool that is not open yet. */
  DatabasePool of(Row... rows) {
    var pool = new DatabasePool(Arrays.stream(rows).map(Row::config).toList());
    opened.add(pool);
    return pool;
  }

  Database open(PoolListener listener, Row row) throws Exception {
    var pool = new DatabasePool(List.of(row.config()), "worker 1", listener);
    opened.add(pool);
    pool.initPool();
    return pool.getConnection(row.key);
  }

  @Override
  public void close() {
    opened.forEach(DatabasePool::close);
    opened.clear();
  }

  // What tests ask again and again.

  static String ask(Database database, String sql) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return ask(connection, sql);
    }
  }

  /** The first column of the first row; null when there is no row. */
  static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  static void run(Database database, String... commands) throws SQLException {
    try (Connection connection = database.getConnection()) {
      run(connection, commands);
    }
  }

  static void run(Connection connection, String... commands) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }

  static List<Connection> take(Database database, int count) throws SQLException {
    var taken = new ArrayList<Connection>();
    try {
      for (int i = 0; i < count; i++) {
        taken.add(database.getConnection());
      }
      return taken;
    } catch (SQLException e) {
      give(taken);
      throw e;
    }
  }

  static void give(List<Connection> taken) throws SQLException {
    for (Connection each : taken) {
      each.close();
    }
  }
}
