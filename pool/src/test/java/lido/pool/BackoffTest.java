package lido.pool;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static lido.pool.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BackoffTest extends OnFakeDatabase {

  private static final SQLException DOWN =
      new SQLException("down", "08001", new java.net.ConnectException("refused"));
  private static final SQLException REFUSED = new SQLException("wrong password", "28000");

  private void failing(SQLException failure) {
    database.at(
        "connect",
        () -> {
          throw failure;
        });
  }

  private static PoolConfig.Builder quiet(int min, int max) {
    return sizes(min, max)
        .idleTimeout(ZERO)
        .maxLifetime(ZERO)
        .keepaliveTime(ZERO)
        .acquireTimeout(ofMinutes(10));
  }

  private Backoff backoff(PoolConfig.Builder sizes) {
    return backoff(sizes, clock);
  }

  private Backoff backoff(PoolConfig.Builder sizes, Background background) {
    var threads = new DriverThreads(context(sizes), () -> {});
    return new Backoff(sizes.build(), threads, background);
  }

  private OpenFailure failure(OpenFailure.Step step) {
    return new OpenFailure(database.row("default", quiet(1, 1)), step, ZERO, null);
  }

  /** How long after a failure the next attempt is allowed. */
  private java.time.Duration pause(Backoff backoff, boolean asked) {
    long start = clock.nanoTime();
    while (backoff.allowed(0, asked, () -> {}) == 0) {
      clock.advance(ofMillis(1));
    }
    return java.time.Duration.ofNanos(clock.nanoTime() - start);
  }

  @Test
  void without_a_failure_all_openings_are_allowed_at_once() {
    assertThat(backoff(quiet(1, 1)).allowed(7, true, () -> {})).isGreaterThan(1000);
  }

  @Test
  void after_a_failure_one_prober_tries_at_a_time() {
    Backoff backoff = backoff(quiet(1, 1));
    backoff.failed(failure(OpenFailure.Step.CONNECT));
    clock.advance(ofSeconds(5));

    assertThat(backoff.allowed(0, true, () -> {})).isEqualTo(1);
    assertThat(backoff.allowed(1, true, () -> {})).isZero();
  }

  @Test
  void pauses_double_up_to_a_second_and_are_jittered_by_half() {
    Backoff backoff = backoff(quiet(1, 1));
    var pauses = new ArrayList<Long>();

    for (int i = 0; i < 12; i++) {
      backoff.failed(failure(OpenFailure.Step.CONNECT));
      pauses.add(pause(backoff, false).toMillis());
    }

    for (int i = 0; i < pauses.size(); i++) {
      long full = Math.min(1000, 10L << i);
      assertThat(pauses.get(i)).as("pause %d", i).isBetween(full / 2, full + 1);
    }
    assertThat(pauses.subList(7, 12).stream().distinct().count()).isGreaterThan(1);
  }

  @Test
  void while_somebody_waits_an_unreachable_server_is_tried_every_tenth_of_a_second() {
    Backoff backoff = backoff(quiet(1, 1));
    for (int i = 0; i < 12; i++) {
      backoff.failed(failure(OpenFailure.Step.CONNECT));
    }

    assertThat(pause(backoff, true)).isLessThanOrEqualTo(ofMillis(101));
  }

  @Test
  void a_server_that_refuses_is_not_hurried_by_those_who_wait() {
    Backoff backoff = backoff(quiet(1, 1));
    for (int i = 0; i < 12; i++) {
      backoff.failed(failure(OpenFailure.Step.LOGIN));
    }

    assertThat(pause(backoff, true)).isGreaterThanOrEqualTo(ofMillis(499));
  }

  @Test
  void an_attempt_that_could_not_be_scheduled_is_scheduled_by_the_next_who_asks() {
    var starved = new AtomicBoolean(true);
    var background = new Starved(clock, starved::get);
    var backoff = backoff(quiet(1, 1), background);
    backoff.failed(failure(OpenFailure.Step.CONNECT));
    assertThatThrownBy(() -> backoff.allowed(0, true, () -> {}))
        .isInstanceOf(OutOfMemoryError.class);
    starved.set(false);

    backoff.allowed(0, true, () -> {});

    assertThat(clock.scheduled()).isEqualTo(1);
  }

  @Test
  void who_was_told_to_wait_is_called_when_it_is_time() {
    Backoff backoff = backoff(quiet(1, 1));
    backoff.failed(failure(OpenFailure.Step.CONNECT));
    var calls = new ArrayList<Integer>();

    backoff.allowed(0, true, () -> calls.add(backoff.allowed(0, true, () -> {})));
    backoff.allowed(0, true, () -> calls.add(-1));
    clock.advance(ofMillis(11));

    assertThat(calls).containsExactly(1);
  }

  @Test
  void success_forgets_the_failures() {
    Backoff backoff = backoff(quiet(1, 1));
    backoff.failed(failure(OpenFailure.Step.CONNECT));

    backoff.succeeded();

    assertThat(backoff.lastFailure()).isNull();
    assertThat(backoff.allowed(3, true, () -> {})).isGreaterThan(1000);
  }

  @Test
  void a_server_that_is_down_gets_at_most_two_logins_a_second_while_nobody_asks() throws Exception {
    Database pool = openOnClock(quiet(2, 4));
    List<Connection> both = take(pool, 2);
    failing(REFUSED);
    database.breakAll();
    for (Connection each : both) {
      each.abort(Runnable::run);
    }
    clock.advance(ofSeconds(10));
    long before = database.count("connect");

    clock.advance(ofSeconds(10));

    assertThat(database.count("connect") - before).isBetween(5L, 20L);
  }

  @Test
  void a_hundred_waiters_make_no_connect_storm() throws Exception {
    Database pool = openEmpty(quiet(0, 8), clock);
    failing(DOWN);
    for (int i = 0; i < 100; i++) {
      acquireAside(pool);
    }
    eventually("all wait", () -> pool.stats().waiting() == 100);

    clock.advance(ofSeconds(10));

    assertThat(database.count("connect")).isLessThan(250);
  }

  @Test
  void the_first_success_lets_all_openings_through() throws Exception {
    Database pool = openEmpty(quiet(0, 4), clock);
    failing(DOWN);
    var waiting = new ArrayList<Future<Connection>>();
    for (int i = 0; i < 4; i++) {
      waiting.add(acquireAside(pool));
    }
    eventually("all wait", () -> pool.stats().waiting() == 4);
    clock.advance(ofSeconds(5));

    database.heal("connect");
    clock.advance(ofMillis(101));

    for (Future<Connection> each : waiting) {
      each.get().close();
    }
  }

  @Test
  void a_minimum_that_was_lost_in_an_outage_is_back_within_a_second_of_its_end() throws Exception {
    Database pool = openOnClock(quiet(3, 3));
    failing(DOWN);
    for (Connection each : take(pool, 3)) {
      each.abort(Runnable::run);
    }
    clock.advance(ofMinutes(5));
    assertThat(pool.stats().total()).isLessThanOrEqualTo(1);

    database.heal("connect");
    clock.advance(ofMillis(1500));

    eventually("all are back", () -> pool.stats().idle() == 3);
  }

  @Test
  void a_refusal_reaches_those_who_wait_at_once_with_its_cause() throws Exception {
    Database pool = openEmpty(quiet(0, 2), clock);
    failing(REFUSED);

    assertThatThrownBy(pool::getConnection)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("refuses user \"user\"")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void when_growth_is_refused_the_youngest_waiter_learns_it_and_the_oldest_waits_on()
      throws Exception {
    Database pool = openOnClock(quiet(1, 2));
    Connection held = pool.getConnection();
    var full = new java.util.concurrent.CountDownLatch(1);
    database.at(
        "connect",
        () -> {
          full.await();
          throw new SQLException("too many", "53300");
        });
    Future<Connection> oldest = acquireAside(pool);
    eventually("it waits", () -> pool.stats().waiting() == 1);
    Future<Connection> youngest = acquireAside(pool);
    eventually("both wait", () -> pool.stats().waiting() == 2);

    full.countDown();

    assertThatThrownBy(youngest::get).hasCauseInstanceOf(SQLException.class);
    assertThat(oldest.isDone()).isFalse();
    held.close();
    oldest.get().close();
  }

  @Test
  void fail_fast_refuses_at_once_after_its_time_with_the_last_failure() throws Exception {
    Database pool = openEmpty(quiet(0, 1).failFastAfter(ofSeconds(2)), clock);
    failing(DOWN);
    Future<Connection> early = acquireAside(pool);
    eventually("it waits", () -> pool.stats().waiting() == 1);

    clock.advance(ofSeconds(3));

    assertThatThrownBy(early::get).hasMessageContaining("cannot connect to");
    assertThatThrownBy(pool::getConnection).hasMessageContaining("cannot connect to");
  }

  @Test
  void fail_fast_lets_one_try_again_when_nobody_has_for_a_pause() throws Exception {
    Database pool = openOnClock(quiet(1, 2).failFastAfter(ofSeconds(2)));
    Connection held = pool.getConnection();
    failing(DOWN);
    Future<Connection> early = acquireAside(pool);
    eventually("it waits", () -> pool.stats().waiting() == 1);
    clock.advance(ofSeconds(3));
    assertThatThrownBy(early::get).hasMessageContaining("cannot connect to");

    database.heal("connect");
    clock.advance(ofMinutes(5));

    pool.getConnection().close();
    held.close();
  }

  @Test
  void without_fail_fast_callers_wait_until_the_server_is_back() throws Exception {
    Database pool = openEmpty(quiet(0, 1), clock);
    failing(DOWN);
    Future<Connection> waiter = acquireAside(pool);
    eventually("it waits", () -> pool.stats().waiting() == 1);
    clock.advance(ofMinutes(5));
    assertThat(waiter.isDone()).isFalse();

    database.heal("connect");
    clock.advance(ofMillis(101));

    waiter.get().close();
  }

  @Test
  void fail_fast_ends_by_itself_when_the_server_is_back() throws Exception {
    Database pool = openOnClock(quiet(1, 1).failFastAfter(ofSeconds(2)));
    failing(DOWN);
    pool.getConnection().abort(Runnable::run);
    clock.advance(ofSeconds(10));
    assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);

    database.heal("connect");
    clock.advance(ofSeconds(1));

    eventually("it is back", () -> pool.stats().idle() == 1);
    pool.getConnection().close();
  }
}
