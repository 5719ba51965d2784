package lido.pool;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import org.junit.jupiter.api.Test;

/** A driver that never returns costs a bounded number of threads, and not the pool. */
class DriverThreadsTest extends OnFakeDatabase {

  /**
   * For each pool: as many as there are places, and as many that are risked more and more seldom.
   */
  private static final int MOST = 2 + 2 + 16;

  /** A pool that has lost its only connection, of a driver that never returns from a connect. */
  private Database hung() throws Exception {
    Database pool = openOnClock(sizes(1, 2).connectTimeout(ofMillis(100)));
    database.forget();
    database.at("connect", this::hang);
    pool.getConnection().abort(Runnable::run);
    return pool;
  }

  @Test
  void a_connect_that_never_returns_is_tried_more_and_more_seldom_and_not_for_ever()
      throws Exception {
    hung();

    clock.advance(ofMinutes(1));
    long inAMinute = database.count("connect");
    clock.advance(ofDays(3));
    long inDays = database.count("connect");
    clock.advance(ofDays(3));

    assertThat(inAMinute).isLessThanOrEqualTo(10);
    assertThat(inDays).isGreaterThan(inAMinute).isLessThanOrEqualTo(MOST);
    assertThat(database.count("connect")).isEqualTo(inDays);
  }

  @Test
  void a_database_that_is_back_is_used_though_the_lost_threads_stay() throws Exception {
    Database pool = hung();
    clock.advance(ofMinutes(10));

    database.behave();
    clock.advance(ofMinutes(20));

    try (Connection connection = pool.getConnection()) {
      assertThat(connection.isClosed()).isFalse();
    }
  }

  @Test
  void a_validation_that_never_returns_counts_as_well() throws Exception {
    openOnClock(
        sizes(2, 2)
            .keepaliveTime(ofMillis(500))
            .validationTimeout(ofMillis(100))
            .maxLifetime(ofHours(1)));
    database.at("isValid", this::hang);

    clock.advance(ofMinutes(1));

    assertThat(database.count("isValid")).isLessThanOrEqualTo(MOST);
  }

  @Test
  void there_is_one_warning_that_says_what_to_do() throws Exception {
    try (var warnings = new Warnings()) {
      hung();

      clock.advance(ofMinutes(10));

      assertThat(warnings.texts())
          .singleElement()
          .asString()
          .isEqualTo(
              """
              database.default: 2 threads hang in the driver, in calls that were given up
                fix:   look for lido-driver in a thread dump (jcmd <pid> Thread.print) to see where, and set the driver's own timeouts in database.default.options; until they return connects become fewer, and at 18 such threads there are none""");
    }
  }
}
