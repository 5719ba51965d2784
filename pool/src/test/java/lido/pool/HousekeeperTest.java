package lido.pool;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static lido.pool.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pool does by the clock, on a clock that only the test moves. */
class HousekeeperTest extends OnFakeDatabase {

  /** Nothing happens by the clock but what a test asks for. */
  private static PoolConfig.Builder quiet(int min, int max) {
    return sizes(min, max)
        .idleTimeout(ZERO)
        .maxLifetime(ZERO)
        .keepaliveTime(ZERO)
        .acquireTimeout(ofMinutes(1));
  }

  /** Moves the clock by steps, so that what each tick starts has ended before the next. */
  private void pass(Duration time) {
    clock.advance(time);
    clock.settle();
  }

  private static int number(Connection connection) throws SQLException {
    return Integer.parseInt(connection.nativeSQL(""));
  }

  // Validation before handing out

  @Test
  void a_connection_just_returned_is_handed_out_without_asking_the_database() throws Exception {
    Database pool = openOnClock(quiet(1, 1));

    for (int i = 0; i < 10; i++) {
      pool.getConnection().close();
      pass(ofMillis(10));
    }

    assertThat(database.count("isValid")).isZero();
  }

  @Test
  void a_connection_idle_for_longer_than_validate_after_idle_is_asked_first() throws Exception {
    Database pool = openOnClock(quiet(1, 1).validateAfterIdle(ofMillis(400)));
    pool.getConnection().close();

    pass(ofMillis(1000));
    pool.getConnection().close();

    assertThat(database.count("isValid")).isEqualTo(1);
  }

  @Test
  void with_validate_after_idle_zero_every_loan_is_asked_first() throws Exception {
    Database pool = openOnClock(quiet(1, 1).validateAfterIdle(ZERO));

    pool.getConnection().close();
    pool.getConnection().close();

    assertThat(database.count("isValid")).isEqualTo(2);
  }

  @Test
  void a_connection_is_still_stale_after_hours_in_which_the_keeper_slept() throws Exception {
    Database pool = openOnClock(quiet(1, 1));
    for (int i = 0; i < 5; i++) {
      pool.getConnection().close();
      pass(ofMinutes(61));
    }

    assertThat(database.count("isValid")).isEqualTo(4);
  }

  @Test
  void validation_has_a_timeout_also_for_the_driver_and_never_an_unlimited_one() throws Exception {
    Database pool =
        openOnClock(quiet(1, 1).validateAfterIdle(ZERO).validationTimeout(ofMillis(300)));
    database.calls().clear();
    Object[] limit = new Object[1];
    database.at(
        "isValid", () -> limit[0] = database.connections().get(0).settings.get("NetworkTimeout"));

    pool.getConnection().close();

    assertThat(limit[0]).isEqualTo(300);
    assertThat(database.lastValidSeconds()).isEqualTo(1);
    assertThat(database.connections().get(0).settings.get("NetworkTimeout")).isEqualTo(60_000);
  }

  @Test
  void one_failed_validation_makes_the_other_idle_ones_suspect() throws Exception {
    Database pool = openOnClock(quiet(3, 3));
    List<Connection> all = take(pool, 3);
    giveBack(all);
    pass(ofMinutes(1));
    database.connections().get(0).broken = true;

    try (Connection first = pool.getConnection();
        Connection second = pool.getConnection();
        Connection third = pool.getConnection()) {
      assertThat(List.of(first, second, third))
          .allSatisfy(each -> assertThat(each.createStatement()).isNotNull());
    }
  }

  @Test
  void a_broken_connection_in_use_makes_the_idle_ones_suspect_at_once() throws Exception {
    Database pool = openOnClock(quiet(2, 2));
    Connection broken = pool.getConnection();
    pool.getConnection().close();
    database.breakAll();
    try {
      broken.createStatement();
    } catch (SQLException expected) {
      broken.close();
    }

    try (Connection next = pool.getConnection()) {
      assertThat(next.createStatement()).isNotNull();
    }
  }

  @Test
  void a_connection_in_use_when_another_broke_is_validated_at_its_return() throws Exception {
    Database pool = openOnClock(quiet(2, 2));
    List<Connection> both = take(pool, 2);
    database.breakAll();
    assertThatThrownBy(both.get(0)::createStatement).isInstanceOf(SQLException.class);

    both.get(1).close();

    try (Connection next = pool.getConnection()) {
      assertThat(next.createStatement()).isNotNull();
    }
    both.get(0).close();
  }

  @ParameterizedTest
  @ValueSource(ints = {PoolEntry.SUSPECT, PoolEntry.RETIRE})
  void a_verdict_in_the_instant_of_a_return_counts(int verdict) throws Exception {
    var pool = new ConnectionPool(context(quiet(1, 1)));
    pool.open();
    PooledConnection connection = pool.acquire();
    int number = number(connection);
    connection.close();

    // As a return leaves it that has read the verdict right before somebody wrote it.
    connection.entry().verdict = verdict;
    PooledConnection next = pool.acquire();

    assertThat(database.count("isValid")).isEqualTo(1);
    assertThat(number(next) == number).isEqualTo(verdict == PoolEntry.SUSPECT);
    next.close();
    pool.close();
  }

  @Test
  void a_slow_validation_lets_the_next_connection_be_tried() throws Exception {
    Database pool = openOnClock(quiet(2, 2));
    giveBack(take(pool, 2));
    pass(ofMinutes(1));
    var first = new CountDownLatch(1);
    database.at(
        "isValid",
        () -> {
          if (first.getCount() > 0) {
            first.countDown();
            hang();
          }
        });
    Future<Connection> waiter = acquireAside(pool);
    assertThat(first.await(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();

    pass(ofMillis(150));

    try (Connection served = waiter.get()) {
      assertThat(served.isClosed()).isFalse();
    }
  }

  // Keepalive

  @Test
  void keepalive_asks_each_idle_connection_on_the_clock() throws Exception {
    openOnClock(quiet(3, 3).keepaliveTime(ofMinutes(1)));

    pass(ofSeconds(59));
    long before = database.count("isValid");
    pass(ofSeconds(4));

    assertThat(before).isZero();
    assertThat(database.count("isValid")).isEqualTo(3);
    pass(ofMinutes(2));
    assertThat(database.count("isValid")).isEqualTo(9);
  }

  @Test
  void keepalive_asks_one_at_a_time_also_when_that_one_hangs() throws Exception {
    openOnClock(quiet(3, 3).keepaliveTime(ofMinutes(1)).validationTimeout(ofSeconds(5)));
    database.at("isValid", this::hang);

    pass(ofSeconds(64));

    assertThat(database.count("isValid")).isEqualTo(1);
  }

  @Test
  void keepalive_replaces_a_dead_connection_without_a_borrower() throws Exception {
    Database pool = openOnClock(quiet(2, 4).keepaliveTime(ofMinutes(1)));
    database.breakAll();

    pass(ofSeconds(70));

    assertThat(pool.stats()).isEqualTo(new PoolStats(0, 2, 0, 0, 4));
    assertThat(database.connections()).noneMatch(each -> each.broken);
  }

  @Test
  void keepalive_leaves_alone_what_is_in_use() throws Exception {
    Database pool = openOnClock(quiet(1, 1).keepaliveTime(ofMinutes(1)));
    Connection held = pool.getConnection();

    pass(ofMinutes(5));

    assertThat(database.count("isValid")).isZero();
    held.close();
  }

  @Test
  void keepalive_does_not_make_a_connection_look_used() throws Exception {
    Database pool = openOnClock(quiet(1, 3).keepaliveTime(ofMinutes(1)).idleTimeout(ofMinutes(5)));
    giveBack(take(pool, 3));

    pass(ofMinutes(6));

    assertThat(pool.stats().total()).isEqualTo(1);
  }

  @Test
  void one_that_fails_has_all_the_other_idle_ones_asked_and_replaced_at_once() throws Exception {
    Database pool = openOnClock(quiet(4, 8).keepaliveTime(ofMinutes(1)));
    pass(ofSeconds(59));
    database.breakAll();

    // The first is asked between two ticks of the housekeeper; the next tick is a quarter second
    // away.
    for (int i = 0; i < 20 && database.count("isValid") == 0; i++) {
      clock.advance(ofMillis(100));
    }

    eventually("they are replaced", () -> pool.stats().idle() == 4);
    assertThat(database.connections()).hasSize(4).noneMatch(each -> each.broken);
  }

  @Test
  void those_that_answer_when_another_has_failed_stay() throws Exception {
    Database pool = openOnClock(quiet(4, 8).keepaliveTime(ofMinutes(1)));
    database.connections().get(0).broken = true;

    pass(ofSeconds(64));

    assertThat(pool.stats().idle()).isEqualTo(4);
    assertThat(database.opened()).isEqualTo(5);
    assertThat(database.count("isValid")).isBetween(4L, 7L);
  }

  @Test
  void connections_that_never_pass_a_validation_are_replaced_once_a_keepalive() throws Exception {
    openOnClock(quiet(4, 8).keepaliveTime(ofMinutes(1)));
    var due = new AtomicInteger(database.opened());
    database.at(
        "isValid",
        () -> {
          int replaced = due.getAndIncrement();
          eventually("the one before is replaced", () -> database.opened() >= replaced);
          clock.leap(ofMillis(1));
          throw new SQLException("not implemented", "0A000");
        });

    pass(ofSeconds(90));

    assertThat(database.opened()).isBetween(8, 12);
  }

  @Test
  void an_error_of_a_borrower_has_the_idle_connections_replaced_with_nobody_asking()
      throws Exception {
    Database pool = openOnClock(quiet(4, 8));
    Connection held = pool.getConnection();
    pass(ofMillis(10));
    database.breakAll();

    assertThatThrownBy(held::createStatement).isInstanceOf(SQLException.class);

    eventually(
        "they are replaced",
        () ->
            pool.stats().idle() == 3
                && database.connections().stream().filter(each -> each.broken).count() == 1);
    held.close();
  }

  @Test
  void an_answered_validation_leaves_no_timer_behind() throws Exception {
    Database pool = openOnClock(quiet(1, 1).validateAfterIdle(ZERO));

    for (int i = 0; i < 5; i++) {
      pool.getConnection().close();
    }
    // What is left: the housekeeper's own next look, and the deadline of those who waited.
    eventually("its thread has ended", () -> clock.scheduled() <= 2);
  }

  // Idle timeout

  @Test
  void what_proved_the_database_goes_with_the_surplus_where_there_is_no_minimum() throws Exception {
    Database pool = openOnClock(quiet(0, 4).idleTimeout(ofMinutes(5)));

    pass(ofMinutes(4));
    int before = database.open();
    pass(ofMinutes(2));

    assertThat(before).isEqualTo(1);
    assertThat(database.open()).isZero();
    assertThat(pool.stats().total()).isZero();
  }

  @Test
  void the_surplus_is_closed_by_the_clock_without_traffic_down_to_min() throws Exception {
    Database pool = openOnClock(quiet(2, 5).idleTimeout(ofMinutes(5)));
    giveBack(take(pool, 5));

    pass(ofMinutes(4));
    int before = database.open();
    pass(ofMinutes(2));

    assertThat(before).isEqualTo(5);
    assertThat(database.open()).isEqualTo(2);
    pass(ofMinutes(60));
    assertThat(database.open()).isEqualTo(2);
  }

  @Test
  void a_connection_that_is_used_now_and_then_is_not_idle() throws Exception {
    Database pool = openOnClock(quiet(0, 1).idleTimeout(ofMinutes(5)));
    for (int i = 0; i < 10; i++) {
      pool.getConnection().close();
      pass(ofMinutes(3));
    }

    assertThat(database.opened()).isEqualTo(1);
  }

  @Test
  void idle_timeout_zero_closes_nothing() throws Exception {
    Database pool = openOnClock(quiet(0, 3));
    giveBack(take(pool, 3));

    pass(ofDays(30));

    assertThat(database.open()).isEqualTo(3);
  }

  // Lifetime

  @Test
  void a_connection_is_replaced_within_the_last_tenth_of_its_lifetime() throws Exception {
    openOnClock(quiet(1, 2).maxLifetime(ofMinutes(30)));

    pass(ofMinutes(27).minusSeconds(1));
    int before = database.opened();
    pass(ofMinutes(3).plusSeconds(2));

    assertThat(before).isEqualTo(1);
    assertThat(database.opened()).isEqualTo(2);
    assertThat(database.open()).isEqualTo(1);
    assertThat(database.peak()).isLessThanOrEqualTo(2);
  }

  @Test
  void the_successor_is_open_before_an_old_connection_is_closed() throws Exception {
    openOnClock(quiet(1, 2).maxLifetime(ofMinutes(30)));
    var openAtClose = new AtomicInteger();
    database.at("close", () -> openAtClose.set(database.open()));

    pass(ofMinutes(31));

    assertThat(openAtClose.get()).isEqualTo(2);
    assertThat(database.open()).isEqualTo(1);
  }

  @Test
  void an_old_connection_stays_as_long_as_no_successor_can_be_opened() throws Exception {
    openOnClock(quiet(1, 2).maxLifetime(ofMinutes(30)));
    var attempts = new AtomicInteger();
    database.at(
        "connect",
        () -> {
          attempts.incrementAndGet();
          throw new SQLException("down", "08001");
        });

    pass(ofMinutes(31));
    int tried = attempts.get();

    assertThat(database.open()).isEqualTo(1);
    assertThat(tried).isPositive().isLessThanOrEqualTo(2 * 4 * 60);
    database.heal("connect");
    pass(ofSeconds(3));
    assertThat(database.opened()).isEqualTo(2);
    assertThat(database.open()).isEqualTo(1);
  }

  @Test
  void lifetimes_of_connections_opened_together_end_apart() {
    PoolConfig config = sizes(1, 1).maxLifetime(ofMinutes(30)).build();
    Set<Long> ends = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      ends.add(Opener.retireAt(config, 0));
    }

    assertThat(ends).hasSizeGreaterThan(90);
    assertThat(ends)
        .allSatisfy(
            end -> assertThat(end).isBetween(ofMinutes(27).toNanos(), ofMinutes(30).toNanos()));
  }

  @Test
  void the_old_go_one_at_a_time() throws Exception {
    openOnClock(quiet(4, 4).maxLifetime(ofMinutes(30)));
    pass(ofMinutes(26));
    int lowest = 4;

    for (int i = 0; i < 5 * 60 * 4; i++) {
      clock.advance(ofMillis(250));
      lowest = Math.min(lowest, database.open());
      clock.settle();
    }

    assertThat(lowest).isGreaterThanOrEqualTo(3);
    assertThat(database.opened()).isGreaterThanOrEqualTo(8);
    assertThat(database.peak()).isEqualTo(4);
  }

  @Test
  void lifetime_never_takes_a_connection_from_its_borrower() throws Exception {
    Database pool = openOnClock(quiet(1, 1).maxLifetime(ofMinutes(30)));
    Connection held = pool.getConnection();
    int old = number(held);

    pass(ofMinutes(90));

    assertThat(held.isClosed()).isFalse();
    held.close();
    clock.settle();
    try (Connection next = pool.getConnection()) {
      assertThat(number(next)).isNotEqualTo(old);
    }
  }

  @Test
  void an_old_connection_in_use_does_not_keep_the_other_old_ones() throws Exception {
    Database pool = openOnClock(quiet(3, 3).maxLifetime(ofMinutes(30)));
    List<Connection> all = take(pool, 3);
    Set<Integer> old = new HashSet<>();
    for (Connection each : all) {
      old.add(number(each));
    }
    all.get(1).close();
    all.get(2).close();

    pass(ofMinutes(31));

    assertThat(database.connections()).filteredOn(each -> old.contains(each.number)).hasSize(1);
    all.get(0).close();
  }

  @Test
  void lifetime_zero_is_for_ever() throws Exception {
    openOnClock(quiet(1, 1));

    pass(ofDays(300));

    assertThat(database.opened()).isEqualTo(1);
  }

  // Min

  @Test
  void min_is_topped_up_in_the_background_after_connections_broke() throws Exception {
    Database pool = openOnClock(quiet(3, 4));
    List<Connection> all = take(pool, 3);
    database.breakAll();
    for (Connection each : all) {
      try {
        each.createStatement();
      } catch (SQLException expected) {
        each.close();
      }
    }

    pass(ofSeconds(1));

    eventually("they are replaced", () -> pool.stats().idle() == 3);
  }

  // Leaks

  @Test
  void a_leak_is_reported_once_with_the_place_and_says_what_to_do() throws Exception {
    Database pool = openOnClock(quiet(1, 1).leakDetectionThreshold(ofSeconds(10)));
    try (var warnings = new Warnings()) {
      Connection leaked = pool.getConnection();

      pass(ofSeconds(9));
      assertThat(warnings.texts()).isEmpty();
      pass(ofMinutes(10));

      assertThat(warnings.texts()).hasSize(1);
      assertThat(warnings.texts().get(0))
          .contains("database.default", "10000 ms", "HousekeeperTest.a_leak_is_reported_once")
          .contains("\n  fix:   close it");
      assertThat(warnings.events().get(0).getMDCPropertyMap()).containsEntry("database", "default");
      leaked.close();
    }
  }

  @Test
  void each_lease_that_leaks_is_reported() throws Exception {
    Database pool = openOnClock(quiet(1, 1).leakDetectionThreshold(ofSeconds(10)));
    try (var warnings = new Warnings()) {
      for (int i = 0; i < 2; i++) {
        Connection leaked = pool.getConnection();
        pass(ofSeconds(11));
        leaked.close();
      }

      assertThat(warnings.texts()).hasSize(2);
    }
  }

  @Test
  void a_handle_that_became_garbage_is_taken_back_and_reported() throws Exception {
    Database pool = openInRealTime(sizes(1, 1).leakDetectionThreshold(ofMinutes(1)));
    try (var warnings = new Warnings()) {
      lose(pool);

      eventually(
          "it is taken back",
          () -> {
            System.gc();
            return pool.stats().inUse() == 0;
          });

      eventually("it is reported", () -> warnings.texts().size() == 1);
      assertThat(warnings.texts().get(0))
          .contains("was lost without being closed", "HousekeeperTest.lose");
      assertThat(pool.getConnection()).isNotNull();
    }
  }

  private static void lose(Database pool) throws SQLException {
    pool.getConnection().createStatement().executeQuery("SELECT 1");
  }

  // Sleep

  @Test
  void an_idle_pool_is_woken_for_nothing() throws Exception {
    Database pool = openOnClock(quiet(2, 2));
    giveBack(take(pool, 2));

    pass(ofSeconds(5));

    assertThat(clock.scheduled()).isZero();
  }

  @Test
  void a_return_in_the_instant_of_falling_asleep_keeps_the_keeper_awake() throws Exception {
    var pool = new ConnectionPool(context(quiet(1, 1)));
    pool.open();
    PooledConnection connection = pool.acquire();
    connection.close();

    // As a return leaves it that reads the epoch right after the housekeeper has advanced it.
    connection.entry().stamp += 100;
    pass(ofSeconds(2));

    assertThat(clock.scheduled()).isEqualTo(1);
    assertThat(clock.untilNext()).isLessThanOrEqualTo(ofMillis(250));
    pool.close();
  }

  @Test
  void an_idle_pool_sleeps_until_the_next_keepalive_is_due() throws Exception {
    Database pool = openOnClock(quiet(1, 1).keepaliveTime(ofMinutes(10)));
    pool.getConnection().close();

    pass(ofSeconds(30));

    assertThat(clock.scheduled()).isEqualTo(1);
    assertThat(clock.untilNext()).isGreaterThan(ofMinutes(9));
  }

  @Test
  void a_tick_that_fails_does_not_end_ticking() throws Exception {
    Database pool =
        open(
            quiet(1, 1).leakDetectionThreshold(ofSeconds(1)).keepaliveTime(ofMinutes(1)),
            null,
            clock);
    Connection held = pool.getConnection();
    try (var failing = new FailingAppender()) {
      try {
        pass(ofSeconds(2));
      } catch (OutOfMemoryError expected) {
        assertThat(failing.failed).isTrue();
      }
    }
    held.close();

    pass(ofMinutes(2));

    assertThat(database.count("isValid")).isPositive();
  }

  /** Memory runs out in the middle of a tick. */
  private static final class FailingAppender
      extends ch.qos.logback.core.AppenderBase<ch.qos.logback.classic.spi.ILoggingEvent>
      implements AutoCloseable {
    boolean failed;

    FailingAppender() {
      start();
      logger().addAppender(this);
    }

    private static ch.qos.logback.classic.Logger logger() {
      return (ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger("lido.pool");
    }

    @Override
    protected void append(ch.qos.logback.classic.spi.ILoggingEvent event) {
      failed = true;
      throw new OutOfMemoryError("fake");
    }

    @Override
    public void close() {
      logger().detachAppender(this);
    }
  }

  // Time

  @Test
  void a_machine_that_slept_evicts_what_is_too_old_and_nothing_else() throws Exception {
    Database pool = openOnClock(quiet(2, 2).maxLifetime(ofMinutes(30)).keepaliveTime(ofMinutes(1)));
    pool.getConnection().close();
    pass(ofSeconds(3));

    clock.leap(ofMinutes(20));
    pass(ofSeconds(5));
    int afterShort = database.opened();
    clock.leap(ofMinutes(20));
    pass(ofSeconds(5));

    assertThat(afterShort).isEqualTo(2);
    assertThat(database.opened()).isEqualTo(4);
    assertThat(database.open()).isEqualTo(2);
    assertThat(pool.stats()).isEqualTo(new PoolStats(0, 2, 0, 0, 2));
  }

  @Test
  void the_pool_reads_no_wall_clock() throws Exception {
    assertThat(MainClasses.callersOf("java/lang/System", "currentTimeMillis")).isEmpty();
    assertThat(MainClasses.callersOf("java/time/Instant", "now")).isEmpty();
    assertThat(MainClasses.callersOf("java/time/Clock", "systemUTC")).isEmpty();
  }
}
