package lido.pool;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static lido.pool.Eventually.eventually;
import static lido.pool.Eventually.inTheEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PoolListenerTest extends OnFakeDatabase {

  private final Recorder heard = new Recorder();

  private static final class Recorder implements PoolListener {
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void acquired(String key, long waitedNanos) {
      events.add("acquired " + key + (waitedNanos == 0 ? " at once" : " after a wait"));
    }

    @Override
    public void timedOut(String key, long waitedNanos) {
      events.add("timed out " + key);
    }

    @Override
    public void released(String key, long heldNanos) {
      events.add("released " + key);
    }

    @Override
    public void opened(String key, long tookNanos) {
      events.add("opened " + key);
    }

    @Override
    public void openFailed(String key, String step, long tookNanos) {
      events.add("open failed " + key + " " + step);
    }

    @Override
    public void validated(String key, boolean good) {
      events.add("validated " + key + " " + good);
    }

    @Override
    public void evicted(String key, Eviction reason) {
      events.add("evicted " + key + " " + reason);
    }

    @Override
    public void leaked(String key, long heldNanos, List<StackTraceElement> where) {
      events.add("leaked " + key + " " + where.get(0).getMethodName());
    }
  }

  private static PoolConfig.Builder quiet(int min, int max) {
    return sizes(min, max).idleTimeout(ZERO).maxLifetime(ZERO).keepaliveTime(ZERO);
  }

  @Test
  void opening_acquiring_and_releasing_are_told() throws Exception {
    Database pool = open(quiet(1, 1), heard, clock);

    pool.getConnection().close();

    assertThat(heard.events)
        .containsExactly("opened default", "acquired default at once", "released default");
  }

  @Test
  void a_wait_is_told() throws Exception {
    Database pool = open(quiet(0, 1).acquireTimeout(ofMinutes(1)), heard, SharedThreads.SHARED);
    pool.getConnection().abort(Runnable::run);

    pool.getConnection().close();

    assertThat(heard.events).contains("acquired default after a wait");
  }

  @Test
  void a_timeout_and_a_failed_opening_are_told() throws Exception {
    Database pool = open(quiet(0, 1).acquireTimeout(ofSeconds(1)), heard, SharedThreads.SHARED);
    Connection held = inTheEnd("it is free", pool::getConnection);
    assertThatThrownBy(pool::getConnection).isInstanceOf(AcquireTimeoutException.class);
    held.abort(Runnable::run);
    database.at(
        "connect",
        () -> {
          throw new SQLException("no", "28000");
        });
    assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);

    assertThat(heard.events)
        .contains("timed out default", "evicted default ABORTED", "open failed default login");
  }

  @Test
  void validation_and_its_eviction_are_told() throws Exception {
    Database pool = open(quiet(1, 1).validateAfterIdle(ZERO), heard, clock);
    pool.getConnection().close();
    database.breakAll();
    pool.getConnection().close();

    assertThat(heard.events)
        .contains("validated default true", "validated default false", "evicted default INVALID");
  }

  @Test
  void each_reason_of_an_eviction_is_told() throws Exception {
    Database pool =
        open(
            sizes(0, 1)
                .maxLifetime(ofMinutes(30))
                .idleTimeout(ofMinutes(50))
                .keepaliveTime(ZERO)
                .acquireTimeout(ofMinutes(1)),
            heard,
            clock);
    pool.getConnection().close();
    clock.advance(ofMinutes(31));
    Connection dirty = pool.getConnection();
    dirty.createStatement().execute("SET @x = 1");
    dirty.close();
    Connection broken = pool.getConnection();
    database.breakAll();
    assertThatThrownBy(broken::createStatement).isInstanceOf(SQLException.class);
    broken.close();
    pool.getConnection().close();
    pools.get(0).close();

    assertThat(heard.events)
        .contains(
            "evicted default MAX_LIFETIME",
            "evicted default NOT_RESTORED",
            "evicted default BROKEN",
            "evicted default CLOSED");
  }

  @Test
  void the_end_of_the_surplus_is_told() throws Exception {
    Database pool = open(quiet(0, 1).idleTimeout(ofMinutes(1)), heard, clock);
    pool.getConnection().close();
    clock.advance(ofMinutes(3));

    assertThat(heard.events).contains("evicted default IDLE_TIMEOUT");
  }

  @Test
  void a_leak_is_told_with_its_place() throws Exception {
    Database pool = open(quiet(1, 1).leakDetectionThreshold(ofSeconds(1)), heard, clock);
    Connection held = pool.getConnection();

    clock.advance(ofSeconds(3));

    assertThat(heard.events).contains("leaked default a_leak_is_told_with_its_place");
    held.close();
  }

  @Test
  void a_listener_that_throws_harms_nobody() throws Exception {
    var failing =
        new PoolListener() {
          @Override
          public void acquired(String key, long waitedNanos) {
            throw new LinkageError("fake");
          }

          @Override
          public void opened(String key, long tookNanos) {
            throw new IllegalStateException("fake");
          }

          @Override
          public void released(String key, long heldNanos) {
            throw new IllegalStateException("fake");
          }

          @Override
          public void evicted(String key, Eviction reason) {
            throw new IllegalStateException("fake");
          }
        };
    Database pool = open(quiet(1, 1), failing, SharedThreads.SHARED);

    pool.getConnection().close();
    pool.getConnection().abort(Runnable::run);

    eventually("its place is free", () -> pool.stats().inUse() == 0);
    pool.getConnection().close();
  }
}
