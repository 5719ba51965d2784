package lido.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What any {@link PoolInterface} obeys. */
abstract class PoolContract extends OnFakeDatabase {

  /** A pool that has opened nothing yet; opening it opens {@link #opened} things. */
  abstract PoolInterface create();

  /** How many things are open. */
  abstract int opened();

  /** Makes opening fail, or heals it. */
  abstract void breakOpening(boolean broken);

  @Test
  void creating_opens_nothing() {
    create();

    assertThat(opened()).isZero();
  }

  @Test
  void initPool_has_opened_everything_when_it_returns() throws Exception {
    create().initPool();

    assertThat(opened()).isPositive();
  }

  @Test
  void initPool_again_opens_nothing_twice() throws Exception {
    PoolInterface pool = create();
    pool.initPool();
    int first = opened();

    pool.initPool();

    assertThat(opened()).isEqualTo(first);
  }

  @Test
  void initPool_by_many_threads_at_once_opens_nothing_twice() throws Exception {
    PoolInterface alone = create();
    alone.initPool();
    int once = opened();
    alone.close();
    PoolInterface pool = create();
    var callers = Executors.newFixedThreadPool(8);
    var done = new ArrayList<Future<Void>>();
    Callable<Void> init =
        () -> {
          pool.initPool();
          return null;
        };

    for (int i = 0; i < 8; i++) {
      done.add(callers.submit(init));
    }
    for (Future<Void> each : done) {
      each.get(60, TimeUnit.SECONDS);
    }

    callers.shutdown();
    assertThat(opened()).isEqualTo(once);
  }

  @Test
  void a_failed_initPool_throws_and_leaves_nothing_open() throws Exception {
    PoolInterface pool = create();
    breakOpening(true);

    assertThatThrownBy(pool::initPool).isInstanceOf(Exception.class);

    Eventually.eventually("nothing is open", () -> opened() == 0);
  }

  @Test
  void initPool_can_be_tried_again_after_it_failed() throws Exception {
    PoolInterface pool = create();
    breakOpening(true);
    assertThatThrownBy(pool::initPool).isInstanceOf(Exception.class);

    breakOpening(false);
    pool.initPool();

    assertThat(opened()).isPositive();
  }

  @Test
  void close_closes_everything_and_the_second_close_does_nothing() throws Exception {
    PoolInterface pool = create();
    pool.initPool();

    pool.close();
    Eventually.eventually("nothing is open", () -> opened() == 0);

    assertThatCode(pool::close).doesNotThrowAnyException();
  }

  @Test
  void close_of_a_pool_that_was_never_opened_does_nothing() {
    assertThatCode(() -> create().close()).doesNotThrowAnyException();
  }
}
