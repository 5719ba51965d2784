package lido.pool;

import static java.time.Duration.ofMinutes;
import static lido.pool.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabasePoolTest extends PoolContract {

  private final FakeDatabase second = new FakeDatabase();

  @AfterEach
  void closeSecond() {
    second.close();
  }

  @Override
  PoolInterface create() {
    return pool(row(database, "default"), row(second, "orders"));
  }

  @Override
  int opened() {
    return database.open() + second.open();
  }

  @Override
  void breakOpening(boolean broken) {
    if (broken) {
      refuse(second);
    } else {
      second.behave();
    }
  }

  private static void refuse(FakeDatabase which) {
    which.at(
        "connect",
        () -> {
          throw new SQLException("Access denied", "28000");
        });
  }

  private static DatabaseConfig row(FakeDatabase which, String key) {
    return which.row(key, sizes(2, 4));
  }

  private DatabasePool pool(DatabaseConfig... rows) {
    var pool = new DatabasePool(List.of(rows), "worker 7");
    pools.add(pool);
    return pool;
  }

  @Test
  void every_caller_gets_the_same_object_for_a_key() throws Exception {
    DatabasePool pool = pool(row(database, "default"), row(second, "orders"));

    assertThat(pool.getConnection("orders")).isSameAs(pool.getConnection("orders"));
    assertThat(pool.getConnection()).isSameAs(pool.getConnection("default"));
    assertThat(pool.getConnection("orders")).isNotSameAs(pool.getConnection());
  }

  @Test
  void concurrent_first_calls_open_once() throws Exception {
    DatabasePool pool = pool(row(database, "default"));
    var release = new CountDownLatch(1);
    database.at("connect", release::await);
    var callers = new ArrayList<Future<Database>>();
    for (int i = 0; i < 8; i++) {
      callers.add(threads.submit(() -> pool.getConnection()));
    }
    eventually("it opens", () -> database.open() == 2);

    release.countDown();
    for (Future<Database> each : callers) {
      each.get();
    }

    assertThat(database.opened()).isEqualTo(2);
  }

  @Test
  void all_callers_of_one_failing_opening_learn_the_reason_and_none_is_cached() throws Exception {
    DatabasePool pool = pool(row(database, "default"));
    refuse(database);
    var callers = new ArrayList<Future<Database>>();
    for (int i = 0; i < 4; i++) {
      callers.add(threads.submit(() -> pool.getConnection()));
    }
    for (Future<Database> each : callers) {
      assertThatThrownBy(each::get).hasMessageContaining("refuses user");
    }

    database.behave();

    assertThat(pool.getConnection().stats().idle()).isEqualTo(2);
  }

  @Test
  void an_unknown_key_lists_those_there_are() {
    DatabasePool pool = pool(row(database, "default"), row(second, "orders"));

    assertThatThrownBy(() -> pool.getConnection("oders"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no database \"oders\" is configured, there is default, orders");
    assertThat(pool.keys()).containsExactly("default", "orders");
  }

  @Test
  void two_rows_of_one_key_are_refused() {
    assertThatThrownBy(() -> pool(row(database, "default"), row(second, "default")))
        .hasMessage("two rows for the key \"default\"");
  }

  @Test
  void all_connections_of_all_keys_are_opened_side_by_side() throws Exception {
    var together = new CountDownLatch(4);
    for (FakeDatabase each : List.of(database, second)) {
      each.at(
          "connect",
          () -> {
            together.countDown();
            if (!together.await(60, TimeUnit.SECONDS)) {
              throw new SQLException("alone");
            }
          });
    }

    pool(row(database, "default"), row(second, "orders")).initPool();

    assertThat(opened()).isEqualTo(4);
  }

  @Test
  void one_exception_names_every_failing_key_with_step_place_and_fix_and_no_password() {
    DatabasePool pool =
        pool(
            Rows.with(row(database, "default"), List.of()),
            Rows.with(row(second, "orders"), List.of()));
    refuse(database);
    second.at(
        "connect",
        () -> {
          throw new SQLException("Unknown database, said hunter2", "3D000");
        });

    var failure = catchThrowableOfType(PoolOpenException.class, pool::initPool);

    assertThat(failure.keys()).containsExactly("default", "orders");
    assertThat(
            failure
                .getMessage()
                .replaceAll("fake:\\d+", "fake:N")
                .replaceAll("after \\d+ ms", "after N ms"))
        .isEqualTo(
            """
            2 of 2 databases did not open

            database.default: fake:N refuses user "user" (login, after N ms)
              where: conf/application.conf: 12
              fix:   check database.default.user and .pass
              cause: Access denied

            database.orders: no such database, or no right to it: fake:N (database, after N ms)
              where: conf/application.conf: 12
              fix:   create the database, or check database.orders.url
              cause: Unknown database, said ***\
            """);
  }

  @Test
  void a_database_that_is_not_required_may_fail_and_comes_later() throws Exception {
    DatabasePool pool = pool(row(database, "default"), Rows.optional(row(second, "orders")));
    refuse(second);
    try (var warnings = new Warnings()) {
      pool.initPool();

      assertThat(warnings.texts())
          .singleElement()
          .asString()
          .contains("database.orders", "required = false: trying again in the background");
    }

    second.behave();

    eventually("it comes", () -> pool.database("orders").stats().idle() == 2);
    assertThat(pool.getConnection("orders")).isNotNull();
  }

  @Test
  void a_failed_initPool_leaves_open_what_had_been_open_before() throws Exception {
    DatabasePool pool = pool(row(database, "default"), row(second, "orders"));
    Connection held = pool.getConnection("default").getConnection();
    refuse(second);

    assertThatThrownBy(pool::initPool).isInstanceOf(PoolOpenException.class);

    assertThat(held.isClosed()).isFalse();
    assertThat(opened()).isEqualTo(2);
    held.close();
    assertThat(pool.database("default").stats().idle()).isEqualTo(2);
  }

  @Test
  void a_key_that_comes_later_is_closed_again_when_another_fails() {
    DatabasePool pool = pool(row(database, "default"), Rows.optional(row(second, "orders")));
    refuse(database);
    refuse(second);

    assertThatThrownBy(pool::initPool).isInstanceOf(PoolOpenException.class);
    second.behave();

    assertThat(pool.database("orders").stats().total()).isZero();
    assertThat(pool.database("orders").openedIn()).isZero();
  }

  /** Two keys, and no thread to be had for the second one when the test demands it. */
  private DatabasePool starvedPool(AtomicBoolean isStarved) {
    Thread test = Thread.currentThread();
    var demands = new AtomicInteger();
    var background =
        new Starved(
            SharedThreads.SHARED,
            () ->
                isStarved.get()
                    && Thread.currentThread() == test
                    && demands.incrementAndGet() == 2);
    var pool =
        new DatabasePool(
            List.of(row(database, "default"), row(second, "orders")), "worker 7", null, background);
    pools.add(pool);
    return pool;
  }

  @Test
  void a_key_that_cannot_even_be_tried_closes_what_the_others_have_opened() throws Exception {
    var isStarved = new AtomicBoolean(true);
    DatabasePool pool = starvedPool(isStarved);

    assertThatThrownBy(pool::initPool).isInstanceOf(OutOfMemoryError.class);
    isStarved.set(false);

    assertThat(opened()).isZero();
    pool.initPool();
    assertThat(opened()).isEqualTo(4);
  }

  @Test
  void a_key_that_has_been_closed_closes_what_the_others_have_opened() {
    DatabasePool pool = pool(row(database, "default"), row(second, "orders"));
    pool.database("orders").opening().close();

    assertThatThrownBy(pool::initPool).hasRootCauseInstanceOf(PoolClosedException.class);

    assertThat(opened()).isZero();
    assertThat(pool.database("default").stats().total()).isZero();
  }

  @Test
  void close_closes_every_key_though_there_is_no_thread_for_one() throws Exception {
    var isStarved = new AtomicBoolean();
    DatabasePool pool = starvedPool(isStarved);
    pool.initPool();
    isStarved.set(true);

    assertThatNoException().isThrownBy(pool::close);

    assertThat(opened()).isZero();
  }

  @Test
  void initPool_proves_a_database_by_one_connection_where_there_is_no_minimum() throws Exception {
    DatabasePool pool = pool(database.row("default", sizes(0, 4)));
    refuse(database);
    assertThatThrownBy(pool::initPool).hasMessageContaining("refuses user");
    database.behave();

    pool.initPool();

    assertThat(database.open()).isEqualTo(1);
  }

  @Test
  void a_database_without_a_minimum_that_is_not_required_is_proved_later() throws Exception {
    DatabasePool pool = pool(Rows.optional(second.row("orders", sizes(0, 4))));
    refuse(second);
    pool.initPool();

    second.behave();

    eventually("it is there", () -> pool.database("orders").stats().idle() == 1);
  }

  @Test
  void close_tells_a_borrower_of_every_key() throws Exception {
    DatabasePool pool = pool(row(database, "default"), row(second, "orders"));
    pool.initPool();
    Connection held = pool.getConnection("orders").getConnection();

    pool.close();

    assertThat(held.isClosed()).isTrue();
    eventually("nothing is open", () -> opened() == 0);
    assertThatThrownBy(() -> pool.getConnection("orders").getConnection())
        .isInstanceOf(PoolClosedException.class)
        .hasMessage("database.orders: the pool has been closed");
  }

  @Test
  void close_during_the_opening_leaves_nothing_open() throws Exception {
    DatabasePool pool = pool(row(database, "default"));
    var release = new CountDownLatch(1);
    database.at("connect", release::await);
    Future<?> opening = threads.submit(() -> pool.getConnection());
    eventually("it opens", () -> database.open() == 2);

    Future<?> closing = threads.submit(pool::close);
    release.countDown();
    closing.get();
    eventually("it has ended", opening::isDone);

    eventually("nothing is left", () -> database.open() == 0);
    assertThatThrownBy(() -> pool.getConnection().getConnection())
        .isInstanceOf(PoolClosedException.class);
  }

  @Test
  void a_password_that_is_rotated_during_the_opening_is_what_the_next_connection_logs_in_with()
      throws Exception {
    DatabasePool pool = pool(database.row("default", sizes(1, 2)));
    var release = new CountDownLatch(1);
    database.at("connect", release::await);
    Future<Database> opening = threads.submit(() -> pool.getConnection());
    eventually("it opens", () -> database.open() == 1);
    pool.database("default").rotatePassword("correct horse");
    release.countDown();

    giveBack(take(opening.get(), 2));

    assertThat(database.opened()).isEqualTo(2);
    assertThat(database.lastProperties()).containsEntry("password", "correct horse");
  }

  @Test
  void an_interrupt_ends_the_waiting_of_close_and_not_the_closing() throws Exception {
    var pool =
        new DatabasePool(List.of(database.row("default", sizes(1, 1).drainTimeout(ofMinutes(5)))));
    pool.initPool();
    Connection held = pool.getConnection().getConnection();
    boolean[] flag = {false};
    var closer =
        new Thread(
            () -> {
              pool.close();
              flag[0] = Thread.currentThread().isInterrupted();
            });
    closer.start();
    eventually("it drains", () -> refuses(pool));

    closer.interrupt();
    closer.join(60_000);

    assertThat(closer.isAlive()).isFalse();
    assertThat(flag[0]).isTrue();
    assertThat(held.isClosed()).isTrue();
    eventually("nothing is open", () -> database.open() == 0);
  }

  private static boolean refuses(DatabasePool pool) throws SQLException {
    try (Connection connection = pool.getConnection().getConnection()) {
      return false;
    } catch (PoolClosedException | AcquireTimeoutException e) {
      return true;
    }
  }

  @Test
  void a_hundred_pools_leave_no_thread() throws Exception {
    for (int i = 0; i < 100; i++) {
      var pool = new DatabasePool(List.of(database.row("default", sizes(1, 1))));
      pool.initPool();
      pool.close();
    }

    eventually("nothing is open", () -> database.open() == 0);
    eventually(
        "our threads end",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("lido-driver")));
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("lido-"))
        .allMatch(Thread::isDaemon);
  }
}
