package lido.pool;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import lido.pool.SessionProperty.Polluter;
import lido.pool.SessionProperty.Use;

/** What a borrower can do to a connection by JDBC, on any database. */
final class JdbcPolluters {

  private final List<Polluter> all = new ArrayList<>();

  private JdbcPolluters() {}

  private void add(String name, Use use) {
    all.add(new Polluter(name, use));
  }

  /** SQL by each way that JDBC has for it. */
  static List<Polluter> sql(String... texts) {
    var all = new ArrayList<Polluter>();
    for (String text : texts) {
      all.add(new Polluter("execute: " + text, c -> c.createStatement().execute(text)));
      all.add(new Polluter("prepared: " + text, c -> c.prepareStatement(text).execute()));
    }
    return all;
  }

  /** Several statements that belong together. */
  static Polluter steps(String... texts) {
    return new Polluter(
        String.join("; ", texts),
        c -> {
          for (String text : texts) {
            try (Statement statement = c.createStatement()) {
              statement.execute(text);
            }
          }
        });
  }

  /**
   * @param write a statement that writes a row of the table {@code scratch}
   * @param other the name of another schema or database
   * @param driver the class of the driver's connection
   */
  static List<Polluter> of(String write, String other, Class<? extends Connection> driver) {
    var polluters = new JdbcPolluters();
    polluters.settings(write, other);
    polluters.statements(write);
    polluters.behind(write, other, driver);
    return polluters.all;
  }

  private void settings(String write, String other) {
    add("setAutoCommit(false)", c -> c.setAutoCommit(false));
    add("setAutoCommit(true)", c -> c.setAutoCommit(true));
    add("commit", Connection::commit);
    add("rollback", Connection::rollback);
    add(
        "work",
        c -> {
          c.setAutoCommit(false);
          c.createStatement().execute(write);
        });
    add(
        "savepoint",
        c -> {
          c.setAutoCommit(false);
          c.setSavepoint("mine");
          c.createStatement().execute(write);
        });
    add(
        "committed work",
        c -> {
          c.setAutoCommit(false);
          c.createStatement().executeQuery("SELECT 1");
          c.commit();
        });
    add("setReadOnly(true)", c -> c.setReadOnly(true));
    add("setReadOnly(false)", c -> c.setReadOnly(false));
    for (int level : List.of(1, 2, 4, 8)) {
      add("setTransactionIsolation(" + level + ")", c -> c.setTransactionIsolation(level));
    }
    for (int holdability : List.of(1, 2)) {
      add("setHoldability(" + holdability + ")", c -> c.setHoldability(holdability));
    }
    add("setCatalog", c -> c.setCatalog(other));
    add("setSchema", c -> c.setSchema(other));
    add("setNetworkTimeout", c -> c.setNetworkTimeout(Runnable::run, 12_345));
    add("setTypeMap", c -> c.setTypeMap(Map.of("mine", String.class)));
    add("getTypeMap().put", c -> c.getTypeMap().put("mine", String.class));
    for (String name : List.of("ApplicationName", "ClientUser", "ClientHostname", "numServers")) {
      add("setClientInfo(" + name + ")", c -> c.setClientInfo(name, "mine"));
    }
    add("setClientInfo(Properties)", c -> c.setClientInfo(info()));
    add("getClientInfo().put", c -> c.getClientInfo().setProperty("mine", "left"));
    add("isValid", c -> c.isValid(5));
    add("a mistake", c -> c.createStatement().execute("SELEC 1"));
    add("no such table", c -> c.createStatement().execute("SELECT * FROM nothing_of_the_kind"));
    add("a warning", c -> c.createStatement().execute("DROP TABLE IF EXISTS nothing_of_the_kind"));
  }

  private static Properties info() {
    var info = new Properties();
    info.setProperty("ApplicationName", "mine");
    info.setProperty("ClientUser", "me");
    return info;
  }

  private interface StatementUse {
    void of(Statement statement) throws SQLException;
  }

  private void statement(String name, StatementUse use) {
    add(
        "statement " + name,
        c -> {
          Statement statement = c.createStatement();
          use.of(statement);
          statement.executeQuery("SELECT 1");
        });
    add(
        "prepared " + name,
        c -> {
          try (PreparedStatement statement = c.prepareStatement("SELECT 1")) {
            use.of(statement);
            statement.executeQuery();
          }
        });
  }

  private void statements(String write) {
    statement("left open", s -> {});
    statement("setQueryTimeout", s -> s.setQueryTimeout(77));
    statement("setMaxRows", s -> s.setMaxRows(3));
    statement("setLargeMaxRows", s -> s.setLargeMaxRows(3));
    statement("setFetchSize", s -> s.setFetchSize(1));
    statement("setFetchSize to stream", s -> s.setFetchSize(Integer.MIN_VALUE));
    statement("setMaxFieldSize", s -> s.setMaxFieldSize(7));
    statement("setFetchDirection", s -> s.setFetchDirection(ResultSet.FETCH_REVERSE));
    statement("setEscapeProcessing", s -> s.setEscapeProcessing(false));
    statement("setPoolable", s -> s.setPoolable(true));
    statement("setCursorName", s -> s.setCursorName("mine"));
    statement("closeOnCompletion", Statement::closeOnCompletion);
    statement("addBatch", s -> s.addBatch(write));
    add(
        "a batch that is not run",
        c -> {
          PreparedStatement statement = c.prepareStatement("SELECT 1");
          statement.addBatch();
        });
    add("a callable", c -> c.prepareCall("{call nothing_of_the_kind()}").execute());
    add("scrollable", c -> c.createStatement(1005, 1008, 1).executeQuery("SELECT 1").next());
    add("metadata", c -> c.getMetaData().getTables(null, null, "%", null).next());
    add("metadata of columns", c -> c.getMetaData().getColumns(null, null, "scratch", "%").next());
    add("generated keys", c -> c.prepareStatement(write, 1).execute());
  }

  private interface Behind {
    void of(Connection raw) throws SQLException;
  }

  private void behind(String name, Class<? extends Connection> driver, Behind use) {
    add("driver: " + name, c -> use.of(c.unwrap(driver)));
  }

  private void behind(String write, String other, Class<? extends Connection> driver) {
    behind("nothing", driver, raw -> {});
    behind("setAutoCommit", driver, raw -> raw.setAutoCommit(false));
    behind(
        "work",
        driver,
        raw -> {
          raw.setAutoCommit(false);
          raw.createStatement().execute(write);
        });
    behind("setReadOnly", driver, raw -> raw.setReadOnly(true));
    behind("setTransactionIsolation", driver, raw -> raw.setTransactionIsolation(8));
    behind("setHoldability", driver, raw -> raw.setHoldability(2));
    behind("setCatalog", driver, raw -> raw.setCatalog(other));
    behind("setSchema", driver, raw -> raw.setSchema(other));
    behind("setNetworkTimeout", driver, raw -> raw.setNetworkTimeout(Runnable::run, 4_321));
    behind("setTypeMap", driver, raw -> raw.setTypeMap(Map.of("mine", String.class)));
    behind("setClientInfo", driver, raw -> raw.setClientInfo("ApplicationName", "raw"));
    behind("a statement left open", driver, raw -> raw.createStatement().executeQuery("SELECT 1"));
    add(
        "driver: through a statement",
        c -> {
          try (Statement statement = c.createStatement()) {
            statement.getConnection().unwrap(driver).setAutoCommit(false);
          }
        });
    add(
        "driver: through metadata",
        c -> c.getMetaData().getConnection().unwrap(driver).setReadOnly(true));
  }

  /** SQL past the pool's handles. */
  static List<Polluter> behind(Class<? extends Connection> driver, String... texts) {
    var all = new ArrayList<Polluter>();
    for (String text : texts) {
      all.add(
          new Polluter("driver: " + text, c -> c.unwrap(driver).createStatement().execute(text)));
      all.add(
          new Polluter(
              "driver's statement: " + text,
              c -> {
                Statement statement = c.createStatement();
                statement.unwrap(Statement.class).getConnection().unwrap(driver).setHoldability(1);
                statement.execute(text);
              }));
    }
    return all;
  }
}
