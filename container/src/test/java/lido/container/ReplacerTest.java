package lido.container;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.ConfigFactory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import lido.config.ConfigLoader;
import lido.pool.PoolInterface;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplacerTest {

  private record Planned(Duration pause, Runnable work) {}

  private final List<String> journal = new CopyOnWriteArrayList<>();
  private final AtomicBoolean broken = new AtomicBoolean();
  private final BlockingQueue<Planned> planned = new LinkedBlockingQueue<>();
  private final AtomicLong now = new AtomicLong();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger(Replacer.class);
  private final Application app =
      new Application(
              () ->
                  ConfigLoader.over(
                      ConfigFactory.parseString("server { workers = 2, task-workers = 1 }")),
              ThreadMaker::daemon,
              (pause, work) -> planned.add(new Planned(pause, work)))
          .register(
              container ->
                  container
                      .bind(PoolInterface.class)
                      .toProvider(() -> new JournalPool("pool", journal, this::open))
                      .in(Singleton.class));

  private boolean open() {
    if (broken.get()) {
      throw new IllegalStateException("access denied");
    }
    return true;
  }

  @BeforeEach
  void start() throws Exception {
    lines.start();
    log.addAppender(lines);
    app.start();
  }

  @AfterEach
  void stop() {
    log.detachAppender(lines);
    app.stop();
  }

  @Test
  void a_worker_that_fails_is_replaced_and_one_line_says_so() throws Exception {
    var failed = app.workers().get(1);
    var sound = app.workers().get(0);

    failed.fail(new IllegalStateException("the cache is gone"));
    var replacement = next();
    replacement.work().run();

    assertThat(replacement.pause()).isZero();
    assertThat(app.workers()).extracting(Worker::id).containsExactly(0, 1);
    assertThat(app.workers()).contains(sound).doesNotContain(failed);
    assertThat(app.workers().get(1).execute(() -> {})).isTrue();
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "worker 1 failed and was replaced, at attempt 1: IllegalStateException: the cache is"
                + " gone");
    assertThat(journal).filteredOn("open pool"::equals).hasSize(4);
    assertThat(journal).filteredOn("close pool"::equals).hasSize(1);
  }

  @Test
  void a_coroutine_that_ends_with_an_error_of_the_jvm_costs_its_worker() throws Exception {
    var failed = app.workers().get(0);

    failed.execute(
        () -> {
          throw new OutOfMemoryError("on purpose");
        });
    next().work().run();

    assertThat(app.workers()).hasSize(2).doesNotContain(failed);
  }

  @Test
  void until_it_is_replaced_a_failed_worker_keeps_its_place_and_refuses() {
    var failed = app.workers().get(0);

    failed.fail(new IllegalStateException("gone"));

    assertThat(app.workers()).hasSize(2).contains(failed);
    assertThat(failed.execute(() -> {})).isFalse();
    assertThat(planned).hasSize(1);
  }

  @Test
  void the_coroutines_of_a_failed_worker_may_end_before_its_pools_close() throws Exception {
    var failed = app.workers().get(0);
    var running = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    failed.execute(
        () -> {
          running.countDown();
          try {
            gate.await();
            journal.add("ended");
          } catch (InterruptedException e) {
            journal.add("interrupted");
          }
        });
    running.await();
    failed.fail(new IllegalStateException("gone"));

    var replacing = Threads.start(Executors.callable(next().work()));
    awaitOthersThan(failed);
    gate.countDown();
    replacing.get(60, SECONDS);

    assertThat(journal).endsWith("ended", "close pool");
  }

  @Test
  void workers_that_fail_together_do_not_wait_for_each_other_to_drain_and_neither_does_a_reload()
      throws Exception {
    var first = app.workers().get(0);
    var second = app.workers().get(1);
    var gate = new CountDownLatch(1);
    first.execute(untilInterruptedOr(gate));
    second.execute(untilInterruptedOr(gate));
    first.fail(new IllegalStateException("gone"));
    second.fail(new IllegalStateException("gone"));

    var one = Threads.start(Executors.callable(next().work()));
    var other = Threads.start(Executors.callable(next().work()));
    awaitOthersThan(first);
    awaitOthersThan(second);
    var generation = Threads.start(() -> app.reload().generation()).get(60, SECONDS);
    var drained = one.isDone() || other.isDone();
    gate.countDown();
    one.get(60, SECONDS);
    other.get(60, SECONDS);

    assertThat(generation).isEqualTo(2);
    assertThat(drained).isFalse();
    assertThat(journal).filteredOn("ended"::equals).hasSize(2);
  }

  @Test
  void a_stop_waits_for_the_coroutines_of_a_worker_that_was_replaced() throws Exception {
    var failed = app.workers().get(0);
    var gate = new CountDownLatch(1);
    failed.execute(untilInterruptedOr(gate));
    failed.fail(new IllegalStateException("gone"));
    var replacing = Threads.start(Executors.callable(next().work()));
    awaitOthersThan(failed);
    app.reload();

    var stop = new Thread(app::stop);
    stop.start();
    Await.until(() -> !stop.isAlive() || isIn(stop, ChangeTurn.class));
    gate.countDown();
    stop.join();

    assertThat(journal).contains("ended").filteredOn("close pool"::equals).hasSize(7);
    assertThat(replacing.get(60, SECONDS)).isNull();
  }

  private static boolean isIn(Thread thread, Class<?> type) {
    return thread.getState() == Thread.State.TIMED_WAITING
        && Arrays.stream(thread.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(type.getName()));
  }

  private void awaitOthersThan(Worker failed) {
    Await.until(() -> !app.workers().contains(failed));
  }

  private Runnable untilInterruptedOr(CountDownLatch gate) {
    return () -> {
      try {
        gate.await();
        journal.add("ended");
      } catch (InterruptedException e) {
        journal.add("interrupted");
      }
    };
  }

  @Test
  void when_the_next_one_does_not_start_the_pause_doubles_up_to_a_minute() throws Exception {
    broken.set(true);
    app.workers().get(0).fail(new IllegalStateException("gone"));

    var pauses = new CopyOnWriteArrayList<Long>();
    for (int i = 0; i < 9; i++) {
      var attempt = next();
      pauses.add(attempt.pause().toSeconds());
      attempt.work().run();
    }
    broken.set(false);
    next().work().run();

    assertThat(pauses).containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    assertThat(lines.list.get(0).getFormattedMessage())
        .isEqualTo(
            "worker 0 failed and could not be replaced, trying again in 1s: IllegalStateException:"
                + " gone; attempt 1: lido.container.JournalPool did not open:"
                + " IllegalStateException: access denied");
    assertThat(app.workers().get(0).execute(() -> {})).isTrue();
  }

  @Test
  void a_place_that_fails_again_soon_waits_and_one_that_was_sound_for_long_does_not()
      throws Exception {
    var pauses = new CopyOnWriteArrayList<Long>();
    var replacer =
        new Replacer(
            (pause, work) -> {
              pauses.add(pause.toSeconds());
              work.run();
            },
            now::get,
            worker -> true);
    var worker = (WorkerExecutor) app.workers().get(0);

    replacer.failed(worker, new IllegalStateException("first"));
    now.addAndGet(SECONDS.toNanos(30));
    replacer.failed(worker, new IllegalStateException("soon"));
    now.addAndGet(SECONDS.toNanos(30));
    replacer.failed(worker, new IllegalStateException("soon again"));
    now.addAndGet(SECONDS.toNanos(61));
    replacer.failed(worker, new IllegalStateException("late"));

    assertThat(pauses).containsExactly(0L, 1L, 2L, 0L);
  }

  @Test
  void a_task_worker_is_replaced_too_and_takes_the_tasks_that_wait() throws Exception {
    var tasks = app.workers().get(0).injector().getInstance(TaskExecutor.class);
    var failed = app.taskWorkers().get(0);
    failed.fail(new IllegalStateException("gone"));
    var waiting = tasks.submit(() -> "ran");

    next().work().run();

    assertThat(waiting.get(60, SECONDS)).isEqualTo("ran");
    assertThat(app.taskWorkers()).hasSize(1).doesNotContain(failed);
  }

  @Test
  void a_reload_replaces_a_failed_worker_and_leaves_the_manager_nothing_to_do() throws Exception {
    app.workers().get(0).fail(new IllegalStateException("gone"));

    app.reload();
    var afterTheReload = app.workers();
    next().work().run();

    assertThat(app.workers()).isSameAs(afterTheReload);
    assertThat(lines.list).isEmpty();
  }

  @Test
  void a_worker_that_fails_while_others_are_starting_is_replaced_too() throws Exception {
    app.stop();
    var failed = new CompletableFuture<Worker>();
    var starting =
        new Application(
                () -> ConfigLoader.over(ConfigFactory.parseString("server.workers = 2")),
                ThreadMaker::daemon,
                (pause, work) -> work.run())
            .register(
                container ->
                    container.onWorkerStart(
                        worker -> {
                          if (worker.id() == 0 && !failed.isDone()) {
                            failed.complete(worker);
                          } else if (worker.id() == 1) {
                            awaitServiceOf(failed.get());
                            failed.get().fail(new IllegalStateException("gone"));
                          }
                        }));

    try (starting) {
      starting.start();

      assertThat(starting.workers()).hasSize(2).doesNotContain(failed.get());
    }
  }

  @Test
  void after_a_stop_nothing_is_replaced() throws Exception {
    app.workers().get(0).fail(new IllegalStateException("gone"));
    app.stop();

    next().work().run();

    assertThat(app.workers()).isEmpty();
    assertThat(lines.list).isEmpty();
    assertThat(journal).filteredOn("open pool"::equals).hasSize(3);
    assertThat(journal).filteredOn("close pool"::equals).hasSize(3);
  }

  /** Waits for the thread that started a worker to have nothing more to do with it. */
  private static void awaitServiceOf(Worker worker) {
    var name = worker.name().replace(' ', '-') + "-start";
    Await.until(
        () ->
            Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals(name))
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .noneMatch(frame -> frame.getClassName().equals(WorkerInstance.class.getName())));
  }

  private Planned next() throws InterruptedException {
    return planned.poll(60, SECONDS);
  }
}
