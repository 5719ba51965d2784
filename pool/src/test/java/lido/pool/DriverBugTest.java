package lido.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A driver that throws what JDBC does not know of leaves its connection in a state of its own. */
class DriverBugTest extends OnFakeDatabase {

  private interface Use {
    void of(Connection connection) throws SQLException;
  }

  /** By the name of the driver's method that throws. */
  private static final Map<String, Use> USES =
      Map.ofEntries(
          Map.entry("createStatement", Connection::createStatement),
          Map.entry("prepareStatement", c -> c.prepareStatement("SELECT 1")),
          Map.entry("commit", Connection::commit),
          Map.entry("setAutoCommit", c -> c.setAutoCommit(false)),
          Map.entry("setReadOnly", c -> c.setReadOnly(true)),
          Map.entry("isReadOnly", Connection::isReadOnly),
          Map.entry("setClientInfo", c -> c.setClientInfo("ApplicationName", "x")),
          Map.entry("getClientInfo", c -> c.getClientInfo()),
          Map.entry("statement.execute", c -> c.createStatement().execute("SELECT 1")),
          Map.entry("statement.close", c -> c.createStatement().close()),
          Map.entry("rows.next", c -> rows(c).next()),
          Map.entry("rows.getString", c -> rows(c).getString(1)),
          Map.entry("metadata.getTables", c -> c.getMetaData().getTables(null, null, "%", null)));

  private static ResultSet rows(Connection connection) throws SQLException {
    return connection.createStatement().executeQuery("SELECT 1");
  }

  static Stream<Arguments> every_call_and_throwable() {
    return USES.keySet().stream()
        .sorted()
        .flatMap(
            call ->
                Stream.of(
                        new IllegalStateException("driver bug"),
                        new OutOfMemoryError("fake"),
                        new NoSuchMethodError("fake"))
                    .map(failure -> arguments(call, failure)));
  }

  @ParameterizedTest
  @MethodSource("every_call_and_throwable")
  void a_connection_whose_driver_threw_no_sql_exception_is_not_lent_again(
      String call, Throwable failure) throws Exception {
    Database pool = open(sizes(1, 1));
    Connection connection = pool.getConnection();
    int number = number(connection);
    database.at(
        call,
        () -> {
          throw failure;
        });

    Throwable thrown = catchThrowable(() -> USES.get(call).of(connection));
    database.heal(call);
    connection.close();

    assertThat(thrown).isSameAs(failure);
    try (Connection next = pool.getConnection()) {
      assertThat(number(next)).isNotEqualTo(number);
    }
    assertThat(database.peak()).isEqualTo(1);
  }

  @Test
  void the_other_connections_stay() throws Exception {
    Database pool = open(sizes(2, 2));
    Connection failing = pool.getConnection();
    Connection other = pool.getConnection();
    int number = number(other);
    other.close();
    database.at(
        "commit",
        () -> {
          throw new IllegalStateException("driver bug");
        });

    assertThat(catchThrowable(failing::commit)).isNotNull();
    failing.close();

    assertThat(database.connections()).extracting(each -> each.number).contains(number);
    assertThat(database.count("isValid")).isZero();
  }

  private static int number(Connection connection) throws SQLException {
    return Integer.parseInt(connection.nativeSQL(""));
  }
}
