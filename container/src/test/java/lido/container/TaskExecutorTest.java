package lido.container;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.multibindings.Multibinder;
import com.typesafe.config.ConfigFactory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lido.config.ConfigLoader;
import lido.pool.PoolInterface;
import lido.pool.TaskPool;
import lido.pool.WorkerPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class TaskExecutorTest {

  private final List<String> journal = new CopyOnWriteArrayList<>();
  private final AtomicReference<String> conf =
      new AtomicReference<>("server { workers = 2, task-workers = 1, task-queue = 2 }");
  private final CountDownLatch gate = new CountDownLatch(1);
  private final Application app =
      new Application(
          () -> ConfigLoader.over(ConfigFactory.parseString(conf.get())), ThreadMaker::daemon);

  private static final class RequestPool extends JournalPool implements WorkerPool {
    RequestPool(List<String> journal) {
      super("for requests", journal);
    }
  }

  private static final class MailPool extends JournalPool implements TaskPool {
    MailPool(List<String> journal) {
      super("for tasks", journal);
    }
  }

  private static final class TornPool extends JournalPool implements TaskPool, WorkerPool {
    TornPool(List<String> journal) {
      super("torn", journal);
    }
  }

  private static final class WhoRunsMe implements Callable<String> {
    @Inject private Worker worker;

    @Override
    public String call() {
      return worker.name();
    }
  }

  static final class NeedsTasks {
    @Inject
    NeedsTasks(TaskExecutor tasks) {
      assertThat(tasks).isNotNull();
    }
  }

  @AfterEach
  void stop() {
    gate.countDown();
    app.stop();
  }

  @Test
  void a_task_runs_in_a_task_worker_with_the_services_of_that_worker() throws Exception {
    app.start();

    var thread = tasks().submit(() -> Thread.currentThread().getName());
    var name = tasks().submit(new WhoRunsMe());

    assertThat(thread.get(60, SECONDS)).startsWith("task-worker-0-");
    assertThat(name.get(60, SECONDS)).isEqualTo("task worker 0");
    assertThat(app.workers()).extracting(Worker::name).containsExactly("worker 0", "worker 1");
    assertThat(app.taskWorkers()).extracting(Worker::name).containsExactly("task worker 0");
  }

  @Test
  void each_task_worker_runs_one_task_at_a_time() throws Exception {
    conf.set("server { workers = 1, task-workers = 3 }");
    app.start();
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var all = new ArrayList<CompletableFuture<Void>>();

    for (int i = 0; i < 500; i++) {
      all.add(
          tasks()
              .submit(
                  () -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.yield();
                    running.decrementAndGet();
                  }));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, SECONDS);

    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void a_full_queue_is_an_error_to_the_caller_at_once() throws Exception {
    app.start();
    var first = tasks().submit(blocked());
    awaitRunning();
    var second = tasks().submit(() -> "second");
    var cancelled = tasks().submit(() -> journal.add("cancelled task"));

    assertThatThrownBy(() -> tasks().submit(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage(
            """
            the task queue is full (waiting 2/2, running 1)
              fix:   submit less at once, or raise server.task-workers or server.task-queue\
            """);
    cancelled.cancel(false);
    gate.countDown();

    assertThat(first.get(60, SECONDS)).isEqualTo("ended");
    assertThat(second.get(60, SECONDS)).isEqualTo("second");
    assertThat(tasks().submit(() -> "next").get(60, SECONDS)).isEqualTo("next");
    assertThat(journal).doesNotContain("cancelled task");
  }

  @Test
  void what_a_task_throws_is_the_failure_of_its_future() throws Exception {
    app.start();

    var failed =
        tasks()
            .submit(
                () -> {
                  throw new IOException("no mail today");
                });

    assertThatThrownBy(() -> failed.get(60, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("no mail today");
    assertThat(tasks().submit(() -> "next").get(60, SECONDS)).isEqualTo("next");
  }

  @Test
  void a_stop_runs_the_tasks_that_were_accepted() throws Exception {
    app.register(
            container ->
                container.bind(PoolInterface.class).toInstance(new JournalPool("for all", journal)))
        .start();
    var first = tasks().submit(blocked());
    awaitRunning();
    var second = tasks().submit(() -> journal.add("second task"));
    var tasks = tasks();

    var stop = Threads.start(Executors.callable(app::stop));
    Await.until(() -> !accepts(tasks));
    gate.countDown();
    stop.get(60, SECONDS);

    assertThat(first).isCompletedWithValue("ended");
    assertThat(second).isCompleted();
    assertThat(journal)
        .containsSubsequence("open for all", "task ended", "second task", "close for all");
    assertThatThrownBy(() -> tasks.submit(() -> {}))
        .hasMessage("no task worker takes tasks any more, or yet");
  }

  @Test
  void what_does_not_end_before_the_stop_is_over_is_interrupted_or_given_up() throws Exception {
    conf.set(
        "app.stop-timeout = 300ms, server { workers = 1, task-workers = 1, drain-timeout = 0s }");
    app.start();
    var hanging = tasks().submit(blocked());
    awaitRunning();
    var waiting = tasks().submit(() -> journal.add("begun"));

    app.stop();

    assertThatThrownBy(() -> hanging.get(60, SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
    assertThatThrownBy(() -> waiting.get(60, SECONDS))
        .hasCauseInstanceOf(RejectedExecutionException.class)
        .hasRootCauseMessage("not run: its task workers have stopped");
    assertThat(journal).doesNotContain("begun");
  }

  @Test
  void tasks_that_wait_outlive_a_reload() throws Exception {
    conf.set("server { workers = 1, task-workers = 1 }");
    app.start();
    var old = app.taskWorkers().get(0);
    var first = tasks().submit(blocked());
    awaitRunning();
    var second = tasks().submit(() -> "second");

    var reload = Threads.start(app::reload);
    assertThat(second.get(60, SECONDS)).isEqualTo("second");
    var firstStillRuns = !first.isDone();
    gate.countDown();
    reload.get(60, SECONDS);

    assertThat(firstStillRuns).isTrue();
    assertThat(first).isCompletedWithValue("ended");
    assertThat(app.taskWorkers()).doesNotContain(old).hasSize(1);
  }

  @Test
  void a_reload_without_task_workers_lets_the_old_ones_run_what_waits() throws Exception {
    conf.set("server { workers = 1, task-workers = 1 }");
    app.start();
    var tasks = tasks();
    tasks.submit(blocked());
    awaitRunning();
    var second = tasks.submit(() -> "second");
    conf.set("server { workers = 1 }");

    var reload = Threads.start(app::reload);
    Await.until(() -> !accepts(tasks));
    gate.countDown();
    reload.get(60, SECONDS);

    assertThat(second).isCompletedWithValue("second");
    assertThat(app.taskWorkers()).isEmpty();
  }

  @Test
  void an_executor_without_workers_is_an_error_where_it_is_injected() {
    conf.set("server { workers = 1 }");
    app.register(container -> container.bind(NeedsTasks.class).asEagerSingleton());

    assertThatThrownBy(app::start)
        .isInstanceOf(StartException.class)
        .hasMessageMatching(
            """
            (?s)server.task-workers: is 0, but a class has a TaskExecutor injected
              where: \\S*reference.conf: \\d+
              fix:   write how many tasks may run at once, such as task-workers = 2\
            """);
  }

  @Test
  void a_marked_pool_is_opened_only_where_it_belongs() throws Exception {
    conf.set("server { workers = 2, task-workers = 3 }");
    app.register(
            container ->
                container.install(
                    binder -> {
                      var pools = Multibinder.newSetBinder(binder, PoolInterface.class);
                      pools.addBinding().toInstance(new JournalPool("for all", journal));
                      pools
                          .addBinding()
                          .toProvider(() -> new RequestPool(journal))
                          .in(Singleton.class);
                      pools
                          .addBinding()
                          .toProvider(() -> new MailPool(journal))
                          .in(Singleton.class);
                    }))
        .start();
    app.stop();

    assertThat(journal.stream().filter("open for requests"::equals)).hasSize(2);
    assertThat(journal.stream().filter("open for tasks"::equals)).hasSize(3);
    assertThat(journal.stream().filter("open for all"::equals)).hasSize(5);
    assertThat(journal.stream().filter(line -> line.startsWith("close"))).hasSize(10);
  }

  @Test
  void a_pool_with_both_markers_is_an_error_that_says_so() {
    app.register(
        container ->
            container
                .bind(PoolInterface.class)
                .toProvider(() -> new TornPool(journal))
                .in(Singleton.class));

    var failure = catchThrowableOfType(StartException.class, app::start);

    assertThat(failure)
        .hasMessage(
            """
            lido.container.TaskExecutorTest$TornPool is a WorkerPool and a TaskPool, which exclude \
            each other
              fix:   implement one of the two, or PoolInterface to have it opened in every worker\
            """);
    assertThat(journal).isEmpty();
  }

  private TaskExecutor tasks() {
    return app.workers().get(0).injector().getInstance(TaskExecutor.class);
  }

  private Callable<String> blocked() {
    return () -> {
      journal.add("task runs");
      gate.await();
      journal.add("task ended");
      return "ended";
    };
  }

  private void awaitRunning() {
    Await.until(() -> journal.contains("task runs"));
  }

  /** Asks with tasks that are cancelled at once; a full queue still accepts. */
  private static boolean accepts(TaskExecutor tasks) {
    try {
      tasks.submit(() -> {}).cancel(false);
      return true;
    } catch (RejectedExecutionException e) {
      return e.getMessage().startsWith("the task queue is full");
    }
  }
}
