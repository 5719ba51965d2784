package lido.pool;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static lido.pool.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a driver does, at whatever call: both places are usable afterwards, and never three. */
class LostPlacesTest extends OnFakeDatabase {

  private static final List<String> CALLS =
      List.of(
          "connect",
          "getAutoCommit",
          "setNetworkTimeout",
          "isValid",
          "rollback",
          "setAutoCommit",
          "setReadOnly",
          "isReadOnly",
          "clearWarnings",
          "statement.close",
          "statement.execute",
          "createStatement",
          "close",
          "abort",
          "isClosed");

  static Stream<Arguments> every_call_and_throwable() {
    return CALLS.stream()
        .flatMap(
            call ->
                Stream.of(
                        new SQLException("broken", "08S01"),
                        new SQLException(),
                        new IllegalStateException("driver bug"),
                        new OutOfMemoryError("fake"),
                        new NoSuchMethodError("fake"))
                    .map(failure -> arguments(call, failure)));
  }

  @ParameterizedTest
  @MethodSource("every_call_and_throwable")
  void a_driver_that_throws_costs_no_place(String call, Throwable failure) throws Exception {
    Database pool =
        openOnClock(
            sizes(1, 2).validateAfterIdle(ZERO).acquireTimeout(ofSeconds(1)).maxLifetime(ZERO));

    database.at(
        call,
        () -> {
          throw failure;
        });
    for (int i = 0; i < 3; i++) {
      eventuallyOnClock("it is tried", () -> hasTried(pool));
    }
    database.behave();

    eventuallyOnClock("both places are usable", () -> canTakeTwo(pool));
    assertThat(database.peak()).isLessThanOrEqualTo(2);
  }

  private PoolConfig.Builder impatient() {
    return sizes(1, 2)
        .validateAfterIdle(ZERO)
        .connectTimeout(ofMillis(50))
        .validationTimeout(ofMillis(50))
        .socketTimeout(ofMillis(100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"connect", "getAutoCommit", "setNetworkTimeout"})
  void a_driver_that_hangs_while_somebody_acquires_costs_a_place_until_its_deadline(String call)
      throws Exception {
    Database pool = openEmpty(impatient(), clock);
    database.calls().clear();

    database.at(call, this::hang);
    threads.submit(() -> hasTried(pool));
    threads.submit(() -> hasTried(pool));
    eventually("it hangs", () -> database.count(call) > 0);
    database.behave();

    eventuallyOnClock("both places are usable", () -> canTakeTwo(pool));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rollback",
        "setAutoCommit",
        "setReadOnly",
        "statement.close",
        "clearWarnings",
        "setNetworkTimeout"
      })
  void a_driver_that_hangs_while_a_session_is_put_back_costs_a_place_until_its_deadline(String call)
      throws Exception {
    Database pool = openOnClock(impatient());
    Connection connection = pool.getConnection();
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setNetworkTimeout(Runnable::run, 17);
    connection.createStatement().execute("INSERT INTO t VALUES (1)");
    database.calls().clear();

    database.at(call, this::hang);
    threads.submit(() -> close(connection));
    eventually("it hangs", () -> database.count(call) > 0);
    database.behave();

    eventuallyOnClock("both places are usable", () -> canTakeTwo(pool));
    assertThat(database.peak()).isLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "abort"})
  void a_driver_that_hangs_while_it_closes_costs_a_place_until_its_deadline(String call)
      throws Exception {
    Database pool = openOnClock(impatient().maxLifetime(ofMillis(50)));
    database.calls().clear();

    database.at(call, this::hang);
    if (call.equals("abort")) {
      pool.getConnection().abort(Runnable::run);
    }
    eventuallyOnClock("it hangs", () -> database.count(call) > 0);
    database.behave();

    eventuallyOnClock("both places are usable", () -> canTakeTwo(pool));
  }

  @Test
  void a_connection_that_does_not_close_in_good_order_is_aborted() throws Exception {
    openOnClock(sizes(1, 1).maxLifetime(ofMillis(50)));

    database.at("close", this::hang);

    eventuallyOnClock("it is aborted", () -> database.calls().contains("abort"));
  }

  @Test
  void what_a_hanging_driver_does_in_the_end_touches_nobody() throws Exception {
    Database pool = openOnClock(impatient());
    var healed = new CountDownLatch(1);
    Connection connection = pool.getConnection();
    connection.setAutoCommit(false);
    connection.createStatement().execute("INSERT INTO t VALUES (1)");
    database.at("rollback", () -> hangUntil(healed));
    Future<?> late = threads.submit(() -> close(connection));
    eventuallyOnClock("its place is usable", () -> canTakeTwo(pool));
    List<Connection> next = take(pool, 2);

    healed.countDown();
    late.get();

    assertThat(pool.stats().inUse()).isEqualTo(2);
    assertThat(next).noneMatch(each -> isClosed(each));
    giveBack(next);
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  private static Void close(Connection connection) throws SQLException {
    connection.close();
    return null;
  }

  private static boolean hasTried(Database pool) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.createStatement().execute("INSERT INTO t VALUES (1)");
    } catch (SQLException | RuntimeException | Error e) {
      // The borrower's to bear; the place is ours.
    }
    return true;
  }

  private static boolean canTakeTwo(Database pool) {
    try (Connection one = pool.getConnection();
        Connection two = pool.getConnection()) {
      return !one.isClosed() && !two.isClosed();
    } catch (SQLException e) {
      return false;
    }
  }
}
