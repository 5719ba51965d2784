package example;

import java.sql.SQLException;
import lido.container.ServiceProvider;
import lido.container.StartException;
import lido.testserver.TestDatabase;
import lido.testserver.TestServer;

/** The example's two databases, empty, on a real server. */
final class MysqlShop implements AutoCloseable {

  private final TestDatabase shop;
  private final TestDatabase orders;

  MysqlShop(TestServer server) throws SQLException {
    shop = server.createDatabase();
    orders = server.createDatabase();
  }

  TestDatabase shop() {
    return shop;
  }

  TestDatabase orders() {
    return orders;
  }

  /** Starts {@code conf/mysql.conf} on them, with what a test changes. */
  Shop start(String changes, ServiceProvider... providers) throws StartException {
    return Shop.start("mysql.conf", rows() + changes, providers);
  }

  /** Returns where the two databases are, for the configuration. */
  String rows() {
    return row("default", shop) + row("orders", orders);
  }

  private static String row(String key, TestDatabase database) {
    return """
    database.%s {
      host = "%s", port = %s, name = %s, user = %s, pass = "%s"
      pool { acquire-timeout = 1m, connect-timeout = 1m }
    }
    """
        .formatted(
            key,
            database.host(),
            database.port(),
            database.name(),
            database.user(),
            database.pass());
  }

  @Override
  public void close() throws SQLException {
    shop.close();
    orders.close();
  }
}
