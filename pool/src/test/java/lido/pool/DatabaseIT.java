package lido.pool;

import static java.time.Duration.ofMinutes;
import static lido.pool.Pools.ask;
import static lido.pool.Pools.give;
import static lido.pool.Pools.run;
import static lido.pool.Pools.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import lido.testserver.TestDatabase;
import lido.testserver.WithTestServer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a program does with a database, by both drivers of the MySQL protocol, and on H2. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class DatabaseIT {

  private final TestDatabase server;
  private final Pools pools = new Pools();

  DatabaseIT(TestDatabase server) {
    this.server = server;
  }

  @BeforeEach
  void createTable() throws SQLException {
    try (Connection connection = server.connect()) {
      run(
          connection,
          "DROP TABLE IF EXISTS shop_item",
          "CREATE TABLE shop_item (id INT PRIMARY KEY, name VARCHAR(100)) CHARACTER SET utf8mb4");
    }
  }

  @AfterEach
  void close() throws SQLException {
    pools.close();
    server.awaitSessions(0, ofMinutes(1));
  }

  private Row row(Adapter adapter) {
    Row row = Row.of(server, adapter);
    row.prefix = "shop_";
    return row;
  }

  private Database open() throws Exception {
    return pools.open(row(Adapter.MYSQL));
  }

  private String count() throws SQLException {
    try (Connection connection = server.connect()) {
      return ask(connection, "SELECT COUNT(*) FROM shop_item");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void opening_puts_min_sessions_on_the_server_and_closing_takes_them_away(Adapter adapter)
      throws Exception {
    Database database = pools.open(row(adapter).sizes(3, 4));

    server.awaitSessions(3, ofMinutes(1));
    assertThat(database.stats()).isEqualTo(new PoolStats(0, 3, 0, 0, 4));
    pools.close();
    server.awaitSessions(0, ofMinutes(1));
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void it_grows_to_max_sessions(Adapter adapter) throws Exception {
    Database database = pools.open(row(adapter).sizes(1, 4));

    List<Connection> taken = take(database, 4);

    server.awaitSessions(4, ofMinutes(1));
    give(taken);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void text_of_every_plane_comes_back_as_it_was(Adapter adapter) throws Exception {
    Row row = row(adapter);
    row.charset = "utf8";
    Database database = pools.open(row);
    String name = "Grüße 你好 🦢𝒳";
    try (Connection connection = database.getConnection();
        var insert =
            connection.prepareStatement(
                "INSERT INTO " + database.table("item") + " VALUES (1, ?)")) {
      insert.setString(1, name);
      insert.execute();
    }

    assertThat(ask(database, "SELECT name FROM shop_item")).isEqualTo(name);
    assertThat(ask(database, "SELECT CHAR_LENGTH(name) FROM shop_item")).isEqualTo("11");
    assertThat(ask(database, "SELECT @@character_set_connection")).isEqualTo("utf8mb4");
  }

  @Test
  void a_table_is_prefixed_and_quoted_and_takes_no_other_characters() throws Exception {
    Database database = open();

    assertThat(database.table("item")).isEqualTo("`shop_item`");
    assertThat(ask(database, "SELECT COUNT(*) FROM " + database.table("item"))).isEqualTo("0");
    assertThatThrownBy(() -> database.table("item` --"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "database.default: a table's name is letters, digits, _ and $, is \"item` --\"");
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void commands_run_on_every_physical_connection(Adapter adapter) throws Exception {
    Row row = row(adapter).sizes(1, 3);
    row.commands.addAll(List.of("SET SESSION time_zone = '+03:00'", "SET @seen = 'yes'"));
    Database database = pools.open(row);

    List<Connection> taken = take(database, 3);

    for (Connection each : taken) {
      assertThat(ask(each, "SELECT CONCAT(@@time_zone, @seen)")).isEqualTo("+03:00yes");
    }
    give(taken);
  }

  @Test
  void options_reach_the_driver() throws Exception {
    Row row = row(Adapter.MYSQL);
    row.options.put("sessionVariables", "sql_mode='ANSI_QUOTES'");
    Database database = pools.open(row);

    assertThat(ask(database, "SELECT @@sql_mode")).contains("ANSI_QUOTES");
  }

  @Test
  void a_transaction_lasts_when_the_work_returns() throws Exception {
    Database database = open();

    String result =
        database.transaction(
            connection -> {
              run(connection, "INSERT INTO shop_item VALUES (1, 'one')");
              return "done";
            });

    assertThat(result).isEqualTo("done");
    assertThat(count()).isEqualTo("1");
  }

  @Test
  void a_transaction_is_undone_whatever_the_work_throws() throws Exception {
    Database database = open();
    for (Throwable thrown :
        List.of(new IOException("a"), new IllegalStateException("b"), new StackOverflowError())) {
      assertThatThrownBy(
              () ->
                  database.transaction(
                      connection -> {
                        run(connection, "INSERT INTO shop_item VALUES (1, 'one')");
                        throw sneak(thrown);
                      }))
          .isSameAs(thrown);
    }

    assertThat(count()).isEqualTo("0");
    assertThat(ask(database, "SELECT @@autocommit")).isEqualTo("1");
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void a_nested_transaction_is_undone_alone() throws Exception {
    Database database = open();

    database.transaction(
        outer -> {
          run(outer, "INSERT INTO shop_item VALUES (1, 'outer')");
          assertThatThrownBy(
                  () ->
                      database.transaction(
                          inner -> {
                            assertThat(inner).isSameAs(outer);
                            run(inner, "INSERT INTO shop_item VALUES (2, 'inner')");
                            throw new IOException("undo me");
                          }))
              .hasMessage("undo me");
          return database.transaction(
              inner -> {
                run(inner, "INSERT INTO shop_item VALUES (3, 'inner')");
                return null;
              });
        });

    assertThat(ask(database, "SELECT GROUP_CONCAT(id ORDER BY id) FROM shop_item"))
        .isEqualTo("1,3");
  }

  @Test
  void work_inside_work_uses_one_connection() throws Exception {
    Database database = pools.open(row(Adapter.MYSQL).sizes(1, 1));

    String same =
        database.withConnection(
            outer ->
                database.withConnection(
                    inner -> database.transaction(deepest -> "" + (outer == deepest))));

    assertThat(same).isEqualTo("true");
    assertThat(database.stats().inUse()).isZero();
  }

  @Test
  void jdbi_takes_a_database_as_its_data_source() throws Exception {
    Database database = open();
    Jdbi jdbi = Jdbi.create(database);

    jdbi.useTransaction(
        handle ->
            handle.execute("INSERT INTO " + database.table("item") + " VALUES (?, ?)", 7, "seven"));
    jdbi.useHandle(
        handle ->
            assertThat(handle.select("SELECT name FROM shop_item").mapTo(String.class).one())
                .isEqualTo("seven"));

    assertThat(database.stats().inUse()).isZero();
  }

  @Test
  void a_request_that_forgets_its_connection_is_rolled_back_and_gives_it_back() throws Exception {
    Database database = pools.open(row(Adapter.MYSQL).sizes(1, 1));

    RequestScope.call(
        "POST /orders",
        () -> {
          Connection forgotten = database.getConnection();
          forgotten.setAutoCommit(false);
          run(forgotten, "INSERT INTO shop_item VALUES (1, 'one')");
          return null;
        });

    assertThat(database.stats()).isEqualTo(new PoolStats(0, 1, 0, 0, 1));
    assertThat(count()).isEqualTo("0");
    assertThat(ask(database, "SELECT @@autocommit")).isEqualTo("1");
  }

  @Test
  void all_keys_open_or_none_stays_open() throws Exception {
    Row orders = row(Adapter.MYSQL);
    orders.key = "orders";
    orders.pass = "wrong";
    DatabasePool pool = pools.of(row(Adapter.MYSQL), orders);

    assertThatThrownBy(pool::initPool)
        .isInstanceOfSatisfying(
            PoolOpenException.class, e -> assertThat(e.keys()).containsExactly("orders"));

    server.awaitSessions(0, ofMinutes(1));
  }

  @Test
  void a_database_in_memory_and_one_in_a_file_work_alike(@TempDir Path directory) throws Exception {
    for (String name : List.of("mem:databaseit", directory.resolve("shop").toString())) {
      Row row = Row.of(server, Adapter.H2);
      row.options.clear();
      row.name = name;
      row.user = "sa";
      row.pass = "";
      row.prefix = "shop_";
      Database database = pools.open(row);
      run(database, "CREATE TABLE shop_item (id INT PRIMARY KEY, name VARCHAR(100))");

      database.transaction(
          connection -> {
            run(connection, "INSERT INTO " + database.table("item") + " VALUES (1, '🦢')");
            return null;
          });

      List<Connection> taken = take(database, 4);
      var seen = new HashSet<String>();
      for (Connection each : taken) {
        seen.add(ask(each, "SELECT name FROM " + database.table("ITEM")));
      }
      assertThat(seen).containsExactly("🦢");
      give(taken);
    }
  }
}
