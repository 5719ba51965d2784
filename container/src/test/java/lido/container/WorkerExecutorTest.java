package lido.container;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import lido.config.ConfigLoader;
import lido.container.WorkerId.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkerExecutorTest {

  private static final WorkerId SEVENTH = new WorkerId(Role.REQUESTS, 7);

  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final WorkerExecutor.Listener listener =
      new WorkerExecutor.Listener() {
        @Override
        public void roomIn(WorkerExecutor lane) {
          // Nothing waits for room here.
        }

        @Override
        public void failed(WorkerExecutor lane, Throwable cause) {
          failures.add(cause);
        }
      };
  private final WorkerExecutor lane = lane("server { threads = 2, max-coroutines = 3 }");
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final List<String> interrupted = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void stop() {
    gate.countDown();
    drain(soon());
  }

  @Test
  void the_name_of_a_thread_says_its_worker() throws InterruptedException {
    lane.execute(() -> seen.add(Thread.currentThread().getName()));

    assertThat(seen.poll(60, SECONDS)).matches("worker-7-\\d+");
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
      Await.until(() -> lane.execute(this::overflow));
      assertThat(seen.poll(60, SECONDS)).isEqualTo("ran");
    }
  }

  private void overflow() {
    seen.add("ran");
    throw new StackOverflowError("on purpose");
  }

  @Test
  void a_drain_waits_for_what_runs_and_lets_nothing_in() throws InterruptedException {
    lane.execute(this::waitAtTheGate);
    lane.refuse();

    var refused = lane.execute(() -> seen.add("late"));
    gate.countDown();

    assertThat(refused).isFalse();
    assertThat(drain(soon())).isZero();
    assertThat(seen.poll(60, SECONDS)).isEqualTo("passed");
    assertThat(lane.running()).isZero();
  }

  @Test
  void what_runs_at_the_deadline_is_interrupted_and_counted() throws InterruptedException {
    lane.execute(this::waitAtTheGate);
    assertThat(seen.poll(60, SECONDS)).isEqualTo("waiting");

    var left = drain(Deadline.in(Duration.ofMillis(20), System::nanoTime));

    assertThat(left).isEqualTo(1);
    assertThat(seen.poll(60, SECONDS)).isEqualTo("interrupted");
  }

  @Test
  void what_waits_for_a_thread_at_the_deadline_is_dropped_and_hears_of_it()
      throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      assertThat(lane.execute(new Told())).isTrue();
    }
    int begun = WorkerThreads.areVirtual() ? 3 : 2;
    for (int i = 0; i < begun; i++) {
      assertThat(seen.poll(60, SECONDS)).isEqualTo("waiting");
    }

    var left = drain(Deadline.in(Duration.ofMillis(20), System::nanoTime));

    assertThat(left).isEqualTo(3);
    assertThat(interrupted).hasSize(begun).allMatch("told"::equals);
    var ends = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      ends.add(seen.poll(60, SECONDS));
    }
    assertThat(ends)
        .hasSameElementsAs(begun == 3 ? List.of("interrupted") : List.of("interrupted", "dropped"));
  }

  @Test
  void who_waits_can_be_dropped_before_the_deadline_and_makes_room() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      assertThat(lane.execute(new Told())).isTrue();
    }
    int begun = WorkerThreads.areVirtual() ? 3 : 2;
    for (int i = 0; i < begun; i++) {
      assertThat(seen.poll(60, SECONDS)).isEqualTo("waiting");
    }

    assertThat(lane.dropWaiting()).isEqualTo(3 - begun);

    assertThat(lane.running()).isEqualTo(begun);
    assertThat(lane.dropWaiting()).isZero();
  }

  /** Waits at the gate, and says how it ended. */
  private final class Told implements Coroutine {

    @Override
    public String name() {
      return "told";
    }

    @Override
    public void run() {
      waitAtTheGate();
    }

    @Override
    public void dropped() {
      seen.add("dropped");
    }
  }

  private int drain(Deadline deadline) {
    return lane.drain(deadline, left -> interrupted.add(left.name()));
  }

  @Test
  void an_error_of_the_jvm_fails_the_worker_which_takes_nothing_more() {
    var error = new OutOfMemoryError("on purpose");

    lane.execute(
        () -> {
          throw error;
        });
    drain(soon());

    assertThat(failures).containsExactly(error);
    assertThat(lane.failure()).isSameAs(error);
  }

  @Test
  void what_is_the_coroutine_s_own_fault_does_not_fail_the_worker() {
    for (var own : List.of(new StackOverflowError(), new AssertionError(), new LinkageError())) {
      lane.execute(
          () -> {
            throw own;
          });
    }
    drain(soon());

    assertThat(failures).isEmpty();
  }

  @Test
  void a_worker_fails_once_and_what_runs_may_end() throws InterruptedException {
    lane.execute(this::waitAtTheGate);
    var first = new IllegalStateException("first");

    lane.fail(first);
    lane.fail(new IllegalStateException("second"));
    gate.countDown();

    assertThat(lane.execute(() -> seen.add("late"))).isFalse();
    assertThat(drain(soon())).isZero();
    assertThat(seen.poll(60, SECONDS)).isEqualTo("passed");
    assertThat(failures).containsExactly(first);
  }

  @Test
  void without_a_thread_for_a_coroutine_the_worker_refuses_it_and_has_failed() {
    var threads = new ScarceThreads();
    var starved = new WorkerExecutor(SEVENTH, 3, platform(threads), listener);
    threads.refuseAll();

    var accepted = starved.execute(() -> seen.add("ran"));

    assertThat(accepted).isFalse();
    assertThat(failures).hasExactlyElementsOfTypes(OutOfMemoryError.class);
    assertThat(starved.drain(soon(), left -> interrupted.add(left.name()))).isZero();
    assertThat(starved.running()).isZero();
    assertThat(seen).isEmpty();
  }

  @Test
  void the_stack_overflow_of_who_hands_a_coroutine_over_does_not_fail_the_worker() {
    var overflow = new StackOverflowError("on purpose");
    ThreadMaker deep =
        (name, work) -> {
          throw overflow;
        };
    var sound = new WorkerExecutor(SEVENTH, 3, platform(deep), listener);

    assertThatThrownBy(() -> sound.execute(() -> seen.add("ran"))).isSameAs(overflow);

    assertThat(failures).isEmpty();
    assertThat(sound.failure()).isNull();
    assertThat(sound.running()).isZero();
  }

  @Test
  void a_coroutine_that_fails_when_it_is_dropped_does_not_keep_others_from_hearing_of_it()
      throws InterruptedException {
    var two = new WorkerExecutor(SEVENTH, 4, platform(ThreadMaker::daemon), listener);
    two.execute(this::waitAtTheGate);
    two.execute(this::waitAtTheGate);
    assertThat(seen.poll(60, SECONDS)).isEqualTo("waiting");
    assertThat(seen.poll(60, SECONDS)).isEqualTo("waiting");
    two.execute(dropping(() -> Objects.requireNonNull(null)));
    two.execute(dropping(() -> seen.add("dropped")));

    two.drain(Deadline.in(Duration.ZERO, System::nanoTime), left -> {});

    assertThat(seen).contains("dropped");
    assertThat(two.running()).isLessThanOrEqualTo(2);
  }

  private static Coroutine dropping(Runnable dropped) {
    return new Coroutine() {
      @Override
      public String name() {
        return "GET /";
      }

      @Override
      public void run() {}

      @Override
      public void dropped() {
        dropped.run();
      }
    };
  }

  private static ExecutorService platform(ThreadMaker threads) {
    return WorkerThreads.platform("worker-7", 2, threads);
  }

  @Test
  void coroutines_run_on_virtual_threads_where_there_are_any() throws InterruptedException {
    lane.execute(() -> seen.add(Thread.currentThread().getThreadGroup().getName()));

    assertThat("VirtualThreads".equals(seen.poll(60, SECONDS)))
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
    return Deadline.in(Duration.ofMinutes(1), System::nanoTime);
  }

  private WorkerExecutor lane(String conf) {
    var config = ConfigLoader.over(ConfigFactory.parseString(conf));
    return WorkerExecutor.of(
        SEVENTH,
        AppConfig.read(config, problem -> assertThat(problem).isNull()),
        ThreadMaker::daemon,
        listener);
  }
}
