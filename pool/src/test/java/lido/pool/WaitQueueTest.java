package lido.pool;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lido.pool.WaitQueue.Waiter;
import org.junit.jupiter.api.Test;

class WaitQueueTest extends OnFakeDatabase {

  private final WaitQueue queue = new WaitQueue(sizes(0, 1).build(), clock);

  private PoolEntry held() {
    var entry = new PoolEntry(new ConnectionPool(context(sizes(0, 1))), 0);
    entry.beginOpening();
    return entry;
  }

  private boolean handOver(PoolEntry entry) {
    return queue.handOver(entry, entry.state());
  }

  private Waiter join() {
    return queue.join(clock.nanoTime());
  }

  @Test
  void the_first_who_came_is_given_the_entry() {
    Waiter first = join();
    Waiter second = join();
    PoolEntry entry = held();

    boolean done = handOver(entry);

    assertThat(done).isTrue();
    assertThat(first.result).isSameAs(entry);
    assertThat(second.result).isNull();
    assertThat(entry.phase()).isEqualTo(PoolEntry.IN_USE);
  }

  @Test
  void an_entry_that_nobody_waits_for_is_published() {
    PoolEntry entry = held();

    assertThat(handOver(entry)).isTrue();

    assertThat(entry.phase()).isEqualTo(PoolEntry.IDLE);
  }

  @Test
  void who_has_left_is_given_nothing() {
    Waiter first = join();
    Waiter second = join();
    assertThat(queue.leave(first)).isTrue();
    PoolEntry entry = held();

    handOver(entry);

    assertThat(first.result).isNull();
    assertThat(second.result).isSameAs(entry);
  }

  @Test
  void who_was_served_cannot_leave() {
    Waiter waiter = join();
    handOver(held());

    assertThat(queue.leave(waiter)).isFalse();
  }

  @Test
  void one_wake_up_is_under_way_at_a_time() {
    Waiter first = join();
    Waiter second = join();

    queue.wake();
    queue.wake();

    assertThat(queue.foundNothing(second)).isFalse();
    assertThat(queue.foundNothing(first)).isTrue();
    assertThat(queue.foundNothing(first)).isFalse();
  }

  @Test
  void a_wake_up_passes_on_when_its_waiter_is_given_another_entry() {
    Waiter first = join();
    Waiter second = join();
    queue.wake();

    handOver(held());

    assertThat(first.result).isNotNull();
    assertThat(queue.foundNothing(second)).as("the second was told to look").isTrue();
  }

  @Test
  void a_returned_entry_may_be_overtaken_until_the_limit_and_not_after_it() {
    join();

    boolean before = queue.mustHandOver();
    clock.advance(ofMillis(3));
    boolean after = queue.mustHandOver();

    assertThat(List.of(before, after)).containsExactly(false, true);
  }

  @Test
  void with_the_limit_zero_every_return_is_handed_over() {
    var strict = new WaitQueue(sizes(0, 1).overtakeLimit(ZERO).build(), clock);
    strict.join(clock.nanoTime());

    assertThat(strict.mustHandOver()).isTrue();
  }

  @Test
  void a_wake_up_under_way_does_not_put_off_the_hand_over_for_long() {
    join();
    queue.wake();
    clock.advance(ofMillis(3));

    int returns = 0;
    while (!queue.mustHandOver()) {
      returns++;
    }

    assertThat(returns).isLessThan(8);
  }

  @Test
  void the_youngest_is_failed_first() {
    Waiter first = join();
    Waiter second = join();
    var failure = new IllegalStateException();

    queue.failYoungest(failure);

    assertThat(first.result).isNull();
    assertThat(second.result).isSameAs(failure);
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void a_closed_queue_fails_everybody_lets_nobody_join_and_gives_nothing() {
    Waiter first = join();
    Waiter second = join();
    var failure = new IllegalStateException();

    queue.close(failure);

    assertThat(first.result).isSameAs(failure);
    assertThat(second.result).isSameAs(failure);
    assertThat(queue.join(0)).isNull();
    assertThat(handOver(held())).isFalse();
  }
}
