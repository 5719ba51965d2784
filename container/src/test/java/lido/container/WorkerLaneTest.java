package lido.container;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkerLaneTest {

  private final WorkerLane lane = lane("server { threads = 2, max-coroutines = 3 }");
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void stop() {
    gate.countDown();
    lane.drain(soon());
  }

  @Test
  void the_name_of_a_thread_says_its_worker() throws InterruptedException {
    lane.execute(() -> seen.add(Thread.currentThread().getName()));

    assertThat(seen.poll(10, SECONDS)).matches("worker-7-\\d+");
  }

  @Test
  void a_coroutine_above_the_maximum_is_refused_at_once() {
    for (int i = 0; i < 3; i++) {
      assertThat(lane.execute(this::waitAtTheGate)).isTrue();
    }

    assertThat(lane.execute(() -> seen.add("too many"))).isFalse();
    assertThat(lane.running()).isEqualTo(3);
    assertThat(seen).doesNotContain("too many");
  }

  @Test
  void a_coroutine_that_throws_makes_room_again() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      while (!lane.execute(
          () -> {
            seen.add("ran");
            throw new StackOverflowError("on purpose");
          })) {
        Thread.onSpinWait();
      }
      assertThat(seen.poll(10, SECONDS)).isEqualTo("ran");
    }
  }

  @Test
  void a_drain_waits_for_what_runs_and_lets_nothing_in() throws InterruptedException {
    lane.execute(this::waitAtTheGate);
    lane.refuse();

    var refused = lane.execute(() -> seen.add("late"));
    gate.countDown();

    assertThat(refused).isFalse();
    assertThat(lane.drain(soon())).isZero();
    assertThat(seen.poll(10, SECONDS)).isEqualTo("passed");
    assertThat(lane.running()).isZero();
  }

  @Test
  void what_runs_at_the_deadline_is_interrupted_and_counted() throws InterruptedException {
    lane.execute(this::waitAtTheGate);
    assertThat(seen.poll(10, SECONDS)).isEqualTo("waiting");

    var left = lane.drain(Deadline.in(Duration.ofMillis(20), System::nanoTime));

    assertThat(left).isEqualTo(1);
    assertThat(seen.poll(10, SECONDS)).isEqualTo("interrupted");
  }

  @Test
  void coroutines_run_on_virtual_threads_where_there_are_any() throws InterruptedException {
    lane.execute(() -> seen.add(Thread.currentThread().getThreadGroup().getName()));

    assertThat("VirtualThreads".equals(seen.poll(10, SECONDS)))
        .isEqualTo(WorkerThreads.areVirtual());
  }

  private void waitAtTheGate() {
    seen.add("waiting");
    try {
      gate.await();
      seen.remove("waiting");
      seen.add("passed");
    } catch (InterruptedException e) {
      seen.add("interrupted");
    }
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(10), System::nanoTime);
  }

  private static WorkerLane lane(String conf) {
    var config = ConfigLoader.over(ConfigFactory.parseString(conf));
    return new WorkerLane(7, AppConfig.read(config, problem -> assertThat(problem).isNull()));
  }
}
