package lido.pool;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MisuseTest extends OnFakeDatabase {

  /** What JDBC lets one call on a closed connection. */
  private static final Set<String> HARMLESS =
      Set.of("close", "isClosed", "isValid", "abort", "isWrapperFor", "unwrap");

  static Stream<Method> methods_of_a_connection() {
    return Arrays.stream(Connection.class.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> !HARMLESS.contains(method.getName()));
  }

  @ParameterizedTest
  @MethodSource("methods_of_a_connection")
  void a_closed_connection_refuses_every_method_and_touches_no_driver(Method method)
      throws Exception {
    Database pool = open(sizes(1, 1));
    Connection closed = pool.getConnection();
    closed.close();
    Connection next = pool.getConnection();
    database.calls().clear();

    try {
      method.invoke(closed, defaults(method));
      fail("it did not refuse");
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).isInstanceOf(SQLException.class).hasMessageContaining("closed");
    }

    assertThat(database.calls()).isEmpty();
    next.close();
  }

  private static Object[] defaults(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(
            type -> {
              if (type == int.class) {
                return 1;
              }
              if (type == boolean.class) {
                return true;
              }
              return type == String.class ? "SELECT 1" : null;
            })
        .toArray();
  }

  @Test
  void a_closed_connection_says_so_and_is_not_valid() throws Exception {
    Database pool = open(sizes(1, 1));
    Connection connection = pool.getConnection();

    connection.close();

    assertThat(connection.isClosed()).isTrue();
    assertThat(connection.isValid(1)).isFalse();
    assertThat(connection).hasToString("database.default#0 (closed)");
  }

  @Test
  void statements_result_sets_and_metadata_of_a_returned_connection_refuse() throws Exception {
    Database pool = open(sizes(1, 1));
    Connection connection = pool.getConnection();
    Statement statement = connection.createStatement();
    PreparedStatement prepared = connection.prepareStatement("SELECT 1");
    ResultSet rows = prepared.executeQuery();
    DatabaseMetaData metaData = connection.getMetaData();
    ResultSet tables = metaData.getTables(null, null, null, null);
    connection.close();

    try (Connection next = pool.getConnection()) {
      database.calls().clear();

      assertThatThrownBy(() -> statement.executeQuery("SELECT 1")).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> prepared.execute()).isInstanceOf(SQLException.class);
      assertThatThrownBy(rows::next).isInstanceOf(SQLException.class);
      assertThatThrownBy(tables::next).isInstanceOf(SQLException.class);
      assertThatThrownBy(metaData::getTableTypes).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> metaData.getConnection().createStatement())
          .isInstanceOf(SQLException.class);
      assertThat(next.isClosed()).isFalse();
    }
  }

  @Test
  void a_closed_connection_stays_closed_however_often_another_is_made_of_it() throws Exception {
    Database pool = open(sizes(1, 1));
    Connection closed = pool.getConnection();
    closed.close();

    for (int i = 0; i < 1 << Character.SIZE; i++) {
      try (Connection next = pool.getConnection()) {
        if (!closed.isClosed()) {
          fail("open again while %s is lent for the %d. time", next, i);
        }
      }
    }
  }

  @Test
  void a_statement_that_is_closed_late_leaves_the_next_borrowers_alone() throws Exception {
    Database pool = open(sizes(1, 1));
    Connection first = pool.getConnection();
    Statement late = first.createStatement();
    first.close();
    Connection second = pool.getConnection();
    second.createStatement();
    second.createStatement();

    late.close();
    database.calls().clear();
    second.close();

    assertThat(database.count("statement.close")).isEqualTo(2);
  }

  @Test
  void statements_closed_in_any_order_are_closed_once() throws Exception {
    Database pool = open(sizes(1, 1));
    Connection connection = pool.getConnection();
    Statement a = connection.createStatement();
    Statement b = connection.createStatement();
    Statement c = connection.createStatement();
    b.close();
    a.close();
    c.close();
    c.close();
    connection.createStatement();
    database.calls().clear();

    connection.close();

    assertThat(database.count("statement.close")).isEqualTo(1);
  }

  @Test
  void back_references_give_the_borrowers_own_handles() throws Exception {
    Database pool = open(sizes(1, 1));
    try (Connection connection = pool.getConnection()) {
      Statement statement = connection.createStatement();
      PreparedStatement prepared = connection.prepareStatement("SELECT 1");

      assertThat(statement.getConnection()).isSameAs(connection);
      assertThat(prepared.getConnection()).isSameAs(connection);
      assertThat(connection.prepareCall("{call x()}").getConnection()).isSameAs(connection);
      assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
      assertThat(statement.executeQuery("SELECT 1").getStatement()).isSameAs(statement);
      assertThat(prepared.executeQuery().getStatement()).isSameAs(prepared);
      assertThat(statement.getGeneratedKeys().getStatement()).isSameAs(statement);
      assertThat(statement.getResultSet().getStatement()).isSameAs(statement);
    }
  }

  @Test
  void unwrap_gives_the_drivers_object_and_refuses_what_is_not_there() throws Exception {
    Database pool = open(sizes(1, 1));
    try (Connection connection = pool.getConnection()) {
      Connection raw = database.connections().get(0).proxy;

      assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
      assertThat(connection.isWrapperFor(Connection.class)).isTrue();
      assertThat(connection.unwrap(raw.getClass())).isSameAs(raw);
      assertThat(connection.isWrapperFor(raw.getClass())).isTrue();
      assertThat(pool.unwrap(Database.class)).isSameAs(pool);
      assertThatThrownBy(() -> pool.unwrap(String.class))
          .isInstanceOf(SQLException.class)
          .hasMessage("database.default: wraps no java.lang.String");
    }
  }

  @Test
  void abort_from_another_thread_frees_the_place_without_a_close() throws Exception {
    Database pool = open(sizes(1, 1));
    Connection connection = pool.getConnection();

    threads
        .submit(
            () -> {
              connection.abort(Runnable::run);
              return null;
            })
        .get();

    assertThat(connection.isClosed()).isTrue();
    try (Connection next = pool.getConnection()) {
      connection.close();
      assertThat(next.isClosed()).isFalse();
    }
    assertThat(database.calls()).contains("abort").doesNotContain("close");
  }

  @Test
  void a_connection_that_told_its_borrower_that_it_is_invalid_is_not_handed_on() throws Exception {
    Database pool = open(sizes(1, 1));
    Connection connection = pool.getConnection();
    database.breakAll();

    assertThat(connection.isValid(1)).isFalse();
    connection.close();

    try (Connection next = pool.getConnection()) {
      assertThat(next.createStatement()).isNotNull();
    }
  }

  @Test
  void two_threads_that_close_one_handle_at_the_same_instant_return_it_once() throws Exception {
    Database pool = open(sizes(1, 1));
    database.recordNothing();
    var together = new CyclicBarrier(2);
    for (int i = 0; i < 3_000; i++) {
      Connection connection = pool.getConnection();
      if (i % 2 == 0) {
        connection.createStatement();
      }
      Future<?> other =
          threads.submit(
              () -> {
                together.await();
                connection.close();
                return null;
              });
      together.await();
      connection.close();

      Connection next = pool.getConnection();
      other.get();

      assertThat(next.isClosed()).as("round %d: the next lease goes on", i).isFalse();
      assertThat(pool.stats().inUse()).isEqualTo(1);
      next.close();
    }
    assertThat(database.opened()).isEqualTo(1);
  }

  @Test
  void a_late_second_close_leaves_the_next_borrowers_warnings_alone() throws Exception {
    Database pool = open(sizes(1, 1));
    Connection first = pool.getConnection();
    first.createStatement().close();
    first.close();
    Connection second = pool.getConnection();
    second.createStatement().close();
    database.calls().clear();

    first.close();

    assertThat(database.calls()).isEmpty();
    second.close();
    assertThat(database.calls()).containsExactly("clearWarnings");
  }

  @Test
  void user_and_password_are_not_taken_from_callers() throws Exception {
    Database pool = open(sizes(1, 1));

    assertThatThrownBy(() -> pool.getConnection("root", "secret"))
        .isInstanceOf(SQLException.class)
        .hasMessage("database.default: user and password stand in the configuration");
  }

  @Test
  void setters_of_the_data_source_say_where_the_setting_stands() throws Exception {
    Database pool = open(sizes(1, 1).acquireTimeout(ofSeconds(3)));

    assertThatThrownBy(() -> pool.setLoginTimeout(3))
        .hasMessage("database.default: set database.default.pool.acquire-timeout");
    assertThat(pool.getLoginTimeout()).isEqualTo(3);
    assertThat(List.of(pool.isWrapperFor(Database.class), pool.isWrapperFor(String.class)))
        .containsExactly(true, false);
  }
}
