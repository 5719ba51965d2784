package lido.pool;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static lido.pool.Eventually.eventually;
import static lido.pool.Eventually.inTheEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest extends OnFakeDatabase {

  @Test
  void opening_opens_min_connections_side_by_side() throws Exception {
    var together = new CountDownLatch(3);
    database.at(
        "connect",
        () -> {
          together.countDown();
          if (!together.await(60, TimeUnit.SECONDS)) {
            throw new SQLException("alone");
          }
        });

    Database pool = open(sizes(3, 4));

    assertThat(pool.stats()).isEqualTo(new PoolStats(0, 3, 0, 0, 4));
  }

  @Test
  void a_connection_is_used_again_after_close() throws Exception {
    Database pool = open(sizes(1, 4));

    for (int i = 0; i < 100; i++) {
      pool.getConnection().close();
    }

    assertThat(database.opened()).isEqualTo(1);
  }

  @Test
  void grows_up_to_max_when_all_are_in_use_and_no_further() throws Exception {
    Database pool = openInRealTime(sizes(1, 3).acquireTimeout(ofMillis(50)));

    List<Connection> taken = inTheEnd("three are open", () -> take(pool, 3));

    assertThatThrownBy(pool::getConnection).isInstanceOf(AcquireTimeoutException.class);
    assertThat(database.peak()).isEqualTo(3);
    taken.get(0).close();
    inTheEnd("one is free", pool::getConnection).close();
  }

  @Test
  void one_caller_after_the_other_opens_one_connection() throws Exception {
    Database pool = open(sizes(0, 8));

    for (int i = 0; i < 50; i++) {
      pool.getConnection().close();
    }

    assertThat(database.opened()).isEqualTo(1);
  }

  @Test
  void acquire_times_out_with_numbers_owner_and_advice() throws Exception {
    Database pool = openInRealTime(sizes(1, 1).acquireTimeout(ofMillis(20)));
    Connection held = inTheEnd("it is free", pool::getConnection);

    var failure = catchThrowableOfType(AcquireTimeoutException.class, pool::getConnection);

    assertThat(failure.stats()).isEqualTo(new PoolStats(1, 0, 0, 0, 1));
    assertThat(failure.getSQLState()).isEqualTo("08001");
    assertThat(failure.getMessage().replaceFirst("within \\d+ ms", "within N ms"))
        .isEqualTo(
            """
            database.default: no connection within N ms (worker 7, in use 1/1, idle 0, opening 0, waiting 0)
              fix:   close connections sooner (set database.default.pool.leak-detection-threshold to see who holds them), or raise database.default.pool.max; see docs/troubleshooting.md\
            """);
    held.close();
  }

  /** Time as it is, and no thread for a timer: the process may start no more. */
  private static final class NoMoreThreads implements Background {

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public Scheduled after(long nanos, Runnable task) {
      return SharedThreads.SHARED.after(nanos, task);
    }

    @Override
    public Scheduled atDeadline(long nanos, Runnable task) {
      throw new OutOfMemoryError("unable to create native thread");
    }

    @Override
    public void run(Runnable task) {
      SharedThreads.SHARED.run(task);
    }
  }

  @Test
  void acquire_times_out_and_is_served_where_no_thread_is_left_for_its_deadline() throws Exception {
    Database pool = open(sizes(1, 1).acquireTimeout(ofMillis(20)), null, new NoMoreThreads());
    Connection held = inTheEnd("it is free", pool::getConnection);

    assertThatThrownBy(pool::getConnection).isInstanceOf(AcquireTimeoutException.class);

    held.close();
    inTheEnd("it is free again", pool::getConnection).close();
  }

  @Test
  void each_who_waits_times_out_at_its_own_time() throws Exception {
    Database pool = openOnClock(sizes(1, 1).acquireTimeout(ofMinutes(1)));
    Connection held = pool.getConnection();
    Future<Connection> first = acquireAside(pool);
    eventually("one waits", () -> pool.stats().waiting() == 1);
    clock.advance(ofSeconds(30));
    Future<Connection> second = acquireAside(pool);
    eventually("two wait", () -> pool.stats().waiting() == 2);

    clock.advance(ofSeconds(30));
    assertThatThrownBy(first::get).hasCauseInstanceOf(AcquireTimeoutException.class);
    assertThat(pool.stats().waiting()).isEqualTo(1);

    clock.advance(ofSeconds(30));
    assertThatThrownBy(second::get).hasCauseInstanceOf(AcquireTimeoutException.class);
    held.close();
  }

  @Test
  void a_closed_pool_leaves_no_deadline_behind() throws Exception {
    Database pool = openOnClock(sizes(1, 1).acquireTimeout(ofMinutes(1)));
    Connection held = pool.getConnection();
    Future<Connection> waiter = acquireAside(pool);
    eventually("it waits", () -> pool.stats().waiting() == 1);
    held.close();
    waiter.get().close();

    pool.opening().close();

    assertThat(clock.scheduled()).isZero();
  }

  @Test
  void waiters_are_served_first_in_first_out() throws Exception {
    Database pool = open(sizes(1, 1).overtakeLimit(ZERO));
    Connection held = pool.getConnection();
    var order = new ArrayList<Integer>();
    var done = new ArrayList<Future<?>>();
    for (int i = 0; i < 20; i++) {
      int number = i;
      done.add(
          threads.submit(
              () -> {
                try (Connection mine = pool.getConnection()) {
                  order.add(number);
                }
                return null;
              }));
      eventually("it waits", () -> pool.stats().waiting() == number + 1);
    }

    held.close();

    for (Future<?> each : done) {
      each.get();
    }
    assertThat(order).isEqualTo(IntStream.range(0, 20).boxed().toList());
  }

  @Test
  void an_interrupted_waiter_leaves_with_its_flag_set_and_loses_nothing() throws Exception {
    Database pool = open(sizes(1, 1));
    Connection held = pool.getConnection();
    var flag = new CompletableFuture<Boolean>();
    var waiter =
        new Thread(
            () -> {
              try {
                pool.getConnection();
                flag.completeExceptionally(new AssertionError("served"));
              } catch (SQLTransientConnectionException e) {
                flag.complete(Thread.currentThread().isInterrupted());
              } catch (SQLException e) {
                flag.completeExceptionally(e);
              }
            });
    waiter.start();
    eventually("it waits", () -> pool.stats().waiting() == 1);

    waiter.interrupt();

    assertThat(flag.get()).isTrue();
    held.close();
    assertThat(pool.stats()).isEqualTo(new PoolStats(0, 1, 0, 0, 1));
  }

  @Test
  void an_interrupted_thread_gets_a_free_connection_and_keeps_its_flag() throws Exception {
    Database pool = open(sizes(1, 1));

    Thread.currentThread().interrupt();
    Connection connection = pool.getConnection();

    assertThat(Thread.interrupted()).isTrue();
    connection.close();
  }

  @Test
  void a_failed_connect_gives_its_place_back() throws Exception {
    Database pool = openEmpty(sizes(0, 2).acquireTimeout(ofMillis(100)), SharedThreads.SHARED);
    for (Throwable failure :
        List.of(
            new SQLException("refused", "08001"),
            new IllegalStateException("driver bug"),
            new OutOfMemoryError("fake"),
            new LinkageError("fake"))) {
      database.at(
          "connect",
          () -> {
            throw failure;
          });
      assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);
    }
    database.heal("connect");

    eventually("both places are usable", () -> canTake(pool, 2));

    assertThat(database.open()).isEqualTo(2);
  }

  @Test
  void a_hundred_waiters_start_no_more_connects_than_there_are_places() throws Exception {
    var release = new CountDownLatch(1);
    Database pool = openEmpty(sizes(0, 4), SharedThreads.SHARED);
    database.at("connect", release::await);
    var served = new AtomicInteger();
    var done = new ArrayList<Future<?>>();
    for (int i = 0; i < 100; i++) {
      done.add(
          threads.submit(
              () -> {
                try (Connection mine = pool.getConnection()) {
                  served.incrementAndGet();
                }
                return null;
              }));
    }
    eventually("all wait", () -> pool.stats().waiting() == 100);

    assertThat(database.open()).isEqualTo(4);
    release.countDown();

    for (Future<?> each : done) {
      each.get();
    }
    assertThat(served.get()).isEqualTo(100);
    assertThat(database.peak()).isEqualTo(4);
  }

  @Test
  void a_returned_connection_serves_the_waiter_behind_a_slow_connect() throws Exception {
    var release = new CountDownLatch(1);
    Database pool = open(sizes(1, 2));
    Connection held = pool.getConnection();
    database.at("connect", release::await);
    Future<Connection> waiter = acquireAside(pool);
    eventually("a connect is under way", () -> database.open() == 2);

    held.close();

    assertThat(waiter.get(60, TimeUnit.SECONDS)).isNotNull();
    release.countDown();
  }

  @Test
  void hanging_connects_end_at_their_deadline_and_cost_no_place() throws Exception {
    Database pool =
        openEmpty(sizes(0, 2).acquireTimeout(ofSeconds(5)).connectTimeout(ofMillis(100)), clock);
    var late = new CountDownLatch(1);
    database.at("connect", () -> hangUntil(late));
    List<Future<Connection>> waiters = List.of(acquireAside(pool), acquireAside(pool));
    eventually("both wait", () -> pool.stats().waiting() == 2);
    clock.advance(ofSeconds(5));
    for (Future<Connection> each : waiters) {
      assertThatThrownBy(each::get).hasCauseInstanceOf(AcquireTimeoutException.class);
    }
    database.heal("connect");

    eventuallyOnClock("both places are usable again", () -> canTake(pool, 2));
    late.countDown();
    eventually("what came too late is closed", () -> database.open() == 2);
  }

  @Test
  void a_return_wakes_a_waiter_that_may_still_be_overtaken() throws Exception {
    // While the clock stands still nobody has waited for the overtake limit, and no housekeeper
    // helps.
    Database pool = openOnClock(sizes(1, 1).acquireTimeout(ofMinutes(1)));
    Connection held = pool.getConnection();
    var served = new CountDownLatch(1);
    var waiter =
        new Thread(
            () -> {
              try (Connection mine = pool.getConnection()) {
                served.countDown();
              } catch (SQLException e) {
                throw new AssertionError(e);
              }
            });
    waiter.start();
    eventually(
        "it sleeps",
        () -> pool.stats().waiting() == 1 && waiter.getState() == Thread.State.WAITING);

    held.close();

    assertThat(served.await(60, TimeUnit.SECONDS)).isTrue();
    waiter.join();
  }

  @Test
  void a_connect_that_outlives_its_deadline_keeps_its_place_until_it_is_back() throws Exception {
    Database pool =
        openEmpty(sizes(0, 1).acquireTimeout(ofMinutes(1)).connectTimeout(ofSeconds(1)), clock);
    var late = new CountDownLatch(1);
    database.at("connect", () -> hangUntil(late));
    Future<Connection> waiter = acquireAside(pool);
    eventually("a connect is under way", () -> database.open() == 1);

    clock.advance(ofMillis(2400));
    assertThat(database.peak()).isEqualTo(1);
    late.countDown();

    waiter.get().close();
    assertThat(database.opened()).isEqualTo(1);
  }

  @Test
  void another_connect_is_tried_beside_one_that_outlives_its_deadline() throws Exception {
    Database pool =
        openEmpty(sizes(0, 2).acquireTimeout(ofMinutes(1)).connectTimeout(ofSeconds(1)), clock);
    var late = new CountDownLatch(1);
    database.at("connect", () -> hangUntil(late));
    Future<Connection> waiter = acquireAside(pool);
    eventually("a connect is under way", () -> database.open() == 1);
    database.heal("connect");

    clock.advance(ofMillis(1700));

    waiter.get().close();
    assertThat(database.peak()).isEqualTo(2);
    late.countDown();
    eventually("the late one is welcome", () -> pool.stats().idle() == 2);
  }

  @Test
  void a_connect_that_never_comes_back_has_its_place_taken_after_twice_its_time() throws Exception {
    Database pool =
        openEmpty(sizes(0, 1).acquireTimeout(ofMinutes(1)).connectTimeout(ofSeconds(1)), clock);
    database.at("connect", this::hang);
    Future<Connection> waiter = acquireAside(pool);
    eventually("a connect is under way", () -> database.open() == 1);
    database.heal("connect");

    clock.advance(ofMillis(2700));

    waiter.get().close();
    assertThat(database.opened()).isEqualTo(1);
  }

  private boolean canTake(Database pool, int count) {
    var taken = new ArrayList<Connection>();
    try {
      for (int i = 0; i < count; i++) {
        taken.add(pool.getConnection());
      }
      return true;
    } catch (SQLException e) {
      return false;
    } finally {
      for (Connection each : taken) {
        try {
          each.close();
        } catch (SQLException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  @Test
  void a_connection_that_died_while_idle_is_replaced_before_anybody_sees_it() throws Exception {
    Database pool = open(sizes(2, 2).validateAfterIdle(ZERO));
    database.breakAll();

    try (Connection connection = pool.getConnection()) {
      connection.setReadOnly(true);
    }

    assertThat(database.opened()).isGreaterThan(2);
  }

  @Test
  void a_broken_connection_is_evicted_not_used_again() throws Exception {
    Database pool = open(sizes(1, 1));
    Connection broken = pool.getConnection();
    database.breakAll();
    assertThatThrownBy(() -> broken.createStatement()).isInstanceOf(SQLException.class);
    broken.close();

    try (Connection next = pool.getConnection()) {
      assertThat(next.createStatement()).isNotNull();
    }

    assertThat(database.opened()).isEqualTo(2);
  }

  @Test
  void a_hanging_validation_ends_at_its_deadline_and_costs_no_place() throws Exception {
    Database pool =
        openOnClock(sizes(1, 1).validateAfterIdle(ZERO).validationTimeout(ofMillis(50)));
    database.at("isValid", this::hang);
    Future<Connection> waiter = acquireAside(pool);
    eventually("it is asked", () -> database.count("isValid") == 1);

    clock.advance(ofMillis(50));

    assertThat(waiter.get()).isNotNull();
    assertThat(database.peak()).isEqualTo(1);
  }

  @Test
  void a_second_close_also_after_the_connection_went_to_somebody_else_does_nothing()
      throws Exception {
    Database pool = open(sizes(1, 1));
    Connection first = pool.getConnection();
    first.close();
    Connection second = pool.getConnection();

    first.close();

    assertThat(second.isClosed()).isFalse();
    assertThat(pool.stats().inUse()).isEqualTo(1);
    assertThatThrownBy(first::createStatement)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("has been closed");
  }

  @Test
  void abort_frees_the_place_without_a_close() throws Exception {
    Database pool = open(sizes(1, 1));

    pool.getConnection().abort(Runnable::run);

    assertThat(pool.getConnection()).isNotNull();
    assertThat(database.peak()).isEqualTo(1);
  }

  @Test
  void open_work_is_rolled_back_before_autocommit_is_switched_on() throws Exception {
    Database pool = open(sizes(1, 1));
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      connection.createStatement().execute("INSERT INTO t VALUES (1)");
      database.calls().clear();
    }

    assertThat(database.calls()).containsSubsequence("rollback", "setAutoCommit");
    assertThat(database.count("setAutoCommit")).isEqualTo(1);
  }

  @Test
  void nothing_is_rolled_back_where_nothing_was_left_open() throws Exception {
    Database pool = open(sizes(1, 1));
    database.calls().clear();

    for (int i = 0; i < 100; i++) {
      try (Connection connection = pool.getConnection();
          var statement = connection.prepareStatement("SELECT 1")) {
        statement.execute();
      }
    }

    assertThat(database.calls()).doesNotContain("rollback", "setAutoCommit", "setCatalog");
  }

  @Test
  void every_changed_setting_is_put_back() throws Exception {
    Database pool = open(sizes(1, 1).reset(Reset.CHANGED));
    var before = new java.util.TreeMap<>(database.connections().get(0).settings);
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      connection.setCatalog("other");
      connection.setSchema("other");
      connection.setHoldability(java.sql.ResultSet.CLOSE_CURSORS_AT_COMMIT);
      connection.setNetworkTimeout(Runnable::run, 17);
      connection.setTypeMap(java.util.Map.of("a", String.class));
    }

    assertThat(new java.util.TreeMap<>(database.connections().get(0).settings)).isEqualTo(before);
  }

  @Test
  void statements_left_open_are_closed_at_the_return() throws Exception {
    Database pool = open(sizes(1, 1));
    try (Connection connection = pool.getConnection()) {
      connection.prepareStatement("SELECT 1");
      connection.prepareStatement("SELECT 2").close();
      connection.createStatement();
      database.calls().clear();
    }

    assertThat(database.calls()).filteredOn("statement.close"::equals).hasSize(2);
  }

  @Test
  void a_failing_rollback_evicts_the_connection() throws Exception {
    Database pool = open(sizes(1, 1));
    database.at(
        "rollback",
        () -> {
          throw new OutOfMemoryError("fake");
        });
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      connection.createStatement().execute("INSERT INTO t VALUES (1)");
    }

    assertThat(pool.getConnection()).isNotNull();
    assertThat(database.opened()).isEqualTo(2);
    assertThat(database.peak()).isEqualTo(1);
  }

  @Test
  void close_tells_all_waiters_at_once_and_leaves_no_connection() throws Exception {
    Database pool = openInRealTime(sizes(1, 2));
    take(pool, 2);
    var done = new ArrayList<Future<Connection>>();
    for (int i = 0; i < 10; i++) {
      done.add(acquireAside(pool));
    }
    eventually("all wait", () -> pool.stats().waiting() == 10);

    pools.get(0).close();

    for (Future<Connection> each : done) {
      assertThatThrownBy(each::get).hasRootCauseInstanceOf(PoolClosedException.class);
    }
    eventually("nothing is open", () -> database.open() == 0);
    assertThatThrownBy(pool::getConnection).isInstanceOf(PoolClosedException.class);
  }

  @Test
  void close_waits_for_a_connection_in_use() throws Exception {
    Database pool = open(sizes(1, 1));
    Connection held = pool.getConnection();
    Future<?> closing = threads.submit(() -> pools.get(0).close());
    eventually(
        "it drains",
        () -> {
          try (Connection other = pool.getConnection()) {
            return false;
          } catch (PoolClosedException e) {
            return true;
          }
        });

    assertThat(held.isClosed()).isFalse();
    held.close();

    closing.get();
    assertThat(database.open()).isZero();
  }

  @Test
  void a_request_scope_returns_what_was_forgotten() throws Exception {
    Database pool = open(sizes(1, 1));

    Connection forgotten = RequestScope.call("GET /forgetful", () -> pool.getConnection());

    assertThat(forgotten.isClosed()).isTrue();
    assertThat(pool.stats()).isEqualTo(new PoolStats(0, 1, 0, 0, 1));
  }
}
