package lido.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import lido.pool.Adapter;
import lido.testserver.TestDatabase;
import lido.testserver.TestServer;

/** A server of its own kind on a port of this machine, with one table of ten rows. */
record RealServer(Kind kind, int port, String database, String user, String pass, AutoCloseable end)
    implements AutoCloseable {

  /** The servers, and which driver asks them. */
  enum Kind {
    MYSQL("MySQL 8.0", Adapter.MYSQL),
    MARIADB("MariaDB 11.4", Adapter.MARIADB),
    PGSQL("PostgreSQL 14", Adapter.PGSQL);

    private final String title;
    private final Adapter adapter;

    Kind(String title, Adapter adapter) {
      this.title = title;
      this.adapter = adapter;
    }

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    String title() {
      return title;
    }

    Adapter adapter() {
      return adapter;
    }

    /** Of a case, such as {@code roundtrips-mysql}. */
    static Kind of(String name) {
      return valueOf(name.substring(name.indexOf('-') + 1).toUpperCase(Locale.ROOT));
    }
  }

  static RealServer start(Kind kind) throws Exception {
    RealServer server = kind == Kind.PGSQL ? postgres() : mysql(kind);
    server.fill();
    return server;
  }

  private static RealServer mysql(Kind kind) throws SQLException {
    System.setProperty("lido.test.server", kind.id());
    TestServer server = TestServer.startPrivate();
    TestDatabase database = server.createDatabase();
    return new RealServer(
        kind, server.port(), database.name(), database.user(), database.pass(), server);
  }

  private static RealServer postgres() throws Exception {
    EmbeddedPostgres server = EmbeddedPostgres.start();
    return new RealServer(Kind.PGSQL, server.getPort(), "postgres", "postgres", "pass", server);
  }

  /** The driver's URL through a port, without user and password. */
  String url(int port) {
    String path = "127.0.0.1:" + port + "/" + database;
    return switch (kind) {
      case MYSQL -> "jdbc:mysql://" + path + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
      case MARIADB -> "jdbc:mariadb://" + path;
      case PGSQL -> "jdbc:postgresql://" + path;
    };
  }

  private void fill() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(port), user, pass);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE product (id INT PRIMARY KEY, stock INT)");
      statement.execute("CREATE TABLE line (id INT, amount INT)");
      for (int id = 0; id < 10; id++) {
        statement.execute("INSERT INTO product VALUES (" + id + ", 0)");
      }
    }
  }

  @Override
  public void close() throws Exception {
    end.close();
  }
}
