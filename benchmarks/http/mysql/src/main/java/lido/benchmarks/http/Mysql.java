package lido.benchmarks.http;

import java.io.IOException;
import java.sql.SQLException;
import lido.testserver.TestServer;

/**
 * A real MySQL with the table that is asked. Prints its URL, user and password, a line each, and
 * ends with its standard input.
 */
public final class Mysql {

  /**
   * What HikariCP's page on MySQL recommends, the timeouts that Lido always sets, and no TLS to the
   * same machine: every stack has the same URL.
   */
  private static final String OPTIONS =
      "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=3000&socketTimeout=60000&characterEncoding=UTF-8&cachePrepStmts=true"
          + "&prepStmtCacheSize=250&prepStmtCacheSqlLimit=2048&useServerPrepStmts=true"
          + "&useLocalSessionState=true&rewriteBatchedStatements=true"
          + "&cacheResultSetMetadata=true&cacheServerConfiguration=true"
          + "&elideSetAutoCommits=true&maintainTimeStats=false";

  private Mysql() {}

  /**
   * @param args the number of products
   */
  public static void main(String[] args) throws IOException, SQLException {
    try (var server = TestServer.startPrivate("--max-connections=100")) {
      fill(server, Integer.parseInt(args[0]));
      System.out.println(server.jdbcUrl("bench").replaceAll("\\?.*", "") + OPTIONS);
      System.out.println(server.user());
      System.out.println(server.pass());
      System.out.flush();
      while (System.in.read() >= 0) {
        // Until its parent ends.
      }
    }
  }

  private static void fill(TestServer server, int products) throws SQLException {
    try (var connection = server.admin();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE bench CHARACTER SET utf8mb4");
      statement.execute(
          "CREATE TABLE bench.products (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL,"
              + " price DECIMAL(10, 2) NOT NULL)");
      connection.setAutoCommit(false);
      try (var insert =
          connection.prepareStatement("INSERT INTO bench.products VALUES (?, ?, ?)")) {
        for (int id = 1; id <= products; id++) {
          insert.setLong(1, id);
          insert.setString(2, "product " + id);
          insert.setBigDecimal(3, java.math.BigDecimal.valueOf(id, 2));
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    }
  }
}
