package lido.container;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.Injector;
import com.typesafe.config.ConfigFactory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import lido.config.ConfigException;
import lido.config.ConfigLoader;
import lido.pool.PoolInterface;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReloadTest {

  private static final String FOUR = "server.workers = 4, shop.address = here";

  private final List<String> journal = new CopyOnWriteArrayList<>();
  private final AtomicReference<String> conf = new AtomicReference<>(FOUR);
  private final Set<CountedPool> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();

  /** How many more pools may open; the next one fails. */
  private final AtomicInteger openings = new AtomicInteger(Integer.MAX_VALUE);

  private final Application app =
      new Application(
          () -> ConfigLoader.over(ConfigFactory.parseString(conf.get())), ThreadMaker::daemon);

  /** A pool that knows whether it is open, and that fails when it is used and is not. */
  private final class CountedPool implements PoolInterface {

    @Override
    public void initPool() {
      if (openings.getAndDecrement() <= 0) {
        throw new IllegalStateException("access denied");
      }
      open.add(this);
      opened.incrementAndGet();
      mostOpen.accumulateAndGet(open.size(), Math::max);
    }

    void use() {
      assertThat(open).contains(this);
    }

    @Override
    public void close() {
      open.remove(this);
    }
  }

  private final ServiceProvider pools =
      container ->
          container.bind(CountedPool.class).toProvider(CountedPool::new).in(Singleton.class);

  private final ServiceProvider hooks =
      container -> {
        container.onStart(application -> journal.add("start"));
        container.onStarted(application -> journal.add("started"));
        container.onReload(application -> journal.add("reload"));
        container.onReloaded(application -> journal.add("reloaded"));
        container.onStop(application -> journal.add("stop"));
        container.onWorkerStart(worker -> journal.add("worker start"));
        container.onWorkerStop(worker -> journal.add("worker stop"));
      };

  @AfterEach
  void stop() {
    app.stop();
  }

  @Test
  void every_worker_is_replaced_by_one_with_its_id() throws Exception {
    app.register(pools).start();
    var before = app.workers();

    var done = app.reload();

    var all = List.of("worker 0", "worker 1", "worker 2", "worker 3");
    assertThat(done).isEqualTo(new ReloadResult(2, all, all, List.of()));
    assertThat(app.generation()).isEqualTo(2);
    assertThat(app.workers()).extracting(Worker::id).containsExactly(0, 1, 2, 3);
    assertThat(app.workers()).doesNotContainAnyElementsOf(before);
    assertThat(before).noneMatch(worker -> worker.execute(() -> {}));
    assertThat(app.workers()).isSameAs(app.workers());
    assertThat(open).hasSize(4);
    assertThat(mostOpen).hasValue(8);
  }

  @Test
  void no_request_is_lost_and_every_id_has_a_worker_while_reloading_under_load() throws Exception {
    app.register(pools).start();
    var stop = new AtomicBoolean();
    var answered = new AtomicInteger();
    var clients =
        IntStream.range(0, 4)
            .mapToObj(
                client -> Threads.start(Executors.callable(() -> load(client, stop, answered))))
            .toList();

    for (int i = 0; i < 20; i++) {
      int before = answered.get();
      Await.until(() -> answered.get() > before);
      app.reload();
    }
    stop.set(true);

    for (var client : clients) {
      client.get(60, SECONDS);
    }
    assertThat(mostOpen.get()).isEqualTo(8);
    assertThat(open).hasSize(4);
    assertThat(app.generation()).isEqualTo(21);
  }

  /** One request after the other, each to a worker with the same id. */
  private void load(int client, AtomicBoolean stop, AtomicInteger answered) {
    while (!stop.get()) {
      var list = app.workers();
      assertThat(list).extracting(Worker::id).containsExactly(0, 1, 2, 3);
      var worker = list.get(client);
      var answer = new CompletableFuture<String>();
      var pool = worker.injector().getInstance(CountedPool.class);
      boolean taken =
          worker.execute(
              () -> {
                try {
                  pool.use();
                  Thread.yield();
                  pool.use();
                  answer.complete("ok");
                } catch (Throwable e) {
                  answer.completeExceptionally(e);
                }
              });
      if (taken) {
        assertThat(answer.orTimeout(60, SECONDS).join()).isEqualTo("ok");
        answered.incrementAndGet();
      } else {
        assertThat(app.workers()).isNotSameAs(list);
      }
    }
  }

  @Test
  void a_worker_that_does_not_start_leaves_the_old_generation_serving_and_nothing_open()
      throws Exception {
    app.register(pools, hooks).start();
    var before = app.workers();
    var wasOpen = new HashSet<>(open);
    openings.set(2);

    assertThatThrownBy(app::reload)
        .isInstanceOf(StartException.class)
        .hasMessageEndingWith("did not open: IllegalStateException: access denied");

    assertThat(opened).as("the third that failed is the last that tried").hasValue(4 + 2);
    assertThat(open).isEqualTo(wasOpen);
    assertThat(app.workers()).isSameAs(before);
    assertThat(app.generation()).isEqualTo(1);
    assertThat(app.state()).isEqualTo(AppState.RUNNING);
    assertThat(serves(before.get(3))).isTrue();
  }

  @Test
  void a_reload_succeeds_after_one_that_failed() throws Exception {
    app.register(pools).start();
    openings.set(1);
    assertThatThrownBy(app::reload).isInstanceOf(StartException.class);
    openings.set(Integer.MAX_VALUE);

    assertThat(app.reload().generation()).isEqualTo(2);

    assertThat(open).hasSize(4);
  }

  @Test
  void problems_of_the_configuration_refuse_the_reload_before_anything_is_touched()
      throws Exception {
    app.register(pools, hooks).start();
    var before = app.workers();
    journal.clear();
    conf.set("server.workers = 0, app.stop-timeout = soon");

    assertThatThrownBy(app::reload)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("server.workers: must be at least 1, is 0")
        .hasMessageContaining("app.stop-timeout: must be a duration, is \"soon\"");

    assertThat(app.workers()).isSameAs(before);
    assertThat(journal).isEmpty();
    assertThat(opened).hasValue(4);
  }

  @Test
  void a_hook_for_reloads_may_refuse_it() throws Exception {
    app.register(
            pools,
            container ->
                container.onReload(
                    application -> {
                      throw new StartException("the budget is exceeded");
                    }))
        .start();

    assertThatThrownBy(app::reload).hasMessage("the budget is exceeded");

    assertThat(opened).hasValue(4);
  }

  @Test
  void what_fails_after_the_switch_is_named_and_the_new_generation_serves() throws Exception {
    app.register(
            pools,
            container ->
                container.onReloaded(
                    application -> {
                      throw new IllegalStateException("no certificate");
                    }),
            hooks)
        .start();
    var old = app.workers();
    journal.clear();

    assertThatThrownBy(app::reload)
        .isInstanceOf(StartException.class)
        .hasMessageMatching(
            "generation 2 serves, but the onReloaded hook of .+ReloadTest.+ failed:"
                + " IllegalStateException: no certificate")
        .hasRootCauseMessage("no certificate");

    assertThat(app.generation()).isEqualTo(2);
    assertThat(app.workers()).hasSize(4).doesNotContainAnyElementsOf(old);
    assertThat(open).hasSize(4);
    assertThat(journal).contains("reloaded");
    assertThat(serves(app.workers().get(0))).isTrue();
  }

  /** What a reload on a thread of its own says when it fails, and whether an interrupt is left. */
  private CompletableFuture<String> failReloadAside() {
    return Threads.start(
        () -> {
          var thrown = catchThrowableOfType(StartException.class, app::reload);
          return thrown.getMessage() + ", interrupted " + Thread.interrupted();
        });
  }

  @Test
  void a_stop_that_cuts_a_hook_after_the_switch_short_says_what_was_not_done() throws Exception {
    conf.set("app.stop-timeout = 2s, server { workers = 1, drain-timeout = 1s }");
    var hanging = new CountDownLatch(1);
    app.register(
            pools,
            container ->
                container.onReloaded(
                    application -> {
                      hanging.countDown();
                      new CountDownLatch(1).await();
                    }))
        .start();
    var failure = failReloadAside();
    hanging.await();

    app.stop();

    assertThat(failure.get(60, SECONDS))
        .matches(
            "generation 2 serves, but the onReloaded hook of .+ReloadTest.+ was interrupted,"
                + " interrupted false");
    Await.until(open::isEmpty);
  }

  @Test
  void hooks_of_the_application_run_once_and_those_of_workers_for_each_generation()
      throws Exception {
    conf.set("server.workers = 1");
    app.register(hooks).start();
    app.reload();
    app.stop();

    assertThat(journal)
        .containsExactly(
            "start",
            "worker start",
            "started",
            "reload",
            "worker start",
            "reloaded",
            "worker stop",
            "stop",
            "worker stop");
  }

  @Test
  void workers_may_become_more_or_fewer() throws Exception {
    app.register(pools).start();

    conf.set("server.workers = 6");
    app.reload();
    var more = app.workers().size();
    conf.set("server.workers = 1");
    app.reload();

    assertThat(more).isEqualTo(6);
    assertThat(app.workers()).hasSize(1);
    assertThat(open).hasSize(1);
    assertThat(app.config().getInt("server.workers")).isEqualTo(1);
  }

  @Test
  void what_only_a_restart_can_change_is_named_until_it_is_as_at_the_start() throws Exception {
    app.register(container -> container.needsRestart("shop.address", "shop.name")).start();

    conf.set(FOUR.replace("here", "there"));
    var changed = app.reload();
    var stillChanged = app.reload();
    conf.set(FOUR);
    var asBefore = app.reload();

    assertThat(changed.needsRestart()).containsExactly("shop.address");
    assertThat(stillChanged.needsRestart()).containsExactly("shop.address");
    assertThat(asBefore.needsRestart()).isEmpty();
  }

  public static final class Listener implements ServiceProvider {
    @Override
    public void register(Container container) {
      container.onStarted(application -> {});
    }
  }

  @Test
  void a_new_provider_with_hooks_of_the_application_needs_a_restart() throws Exception {
    app.start();
    conf.set(FOUR + ", app.providers = [\"" + Listener.class.getName() + "\"]");

    assertThat(app.reload().needsRestart()).containsExactly("app.providers");
  }

  @Test
  void an_object_of_the_application_is_made_once_and_not_kept_from_a_failed_reload()
      throws Exception {
    var late = new AtomicBoolean();
    var seen = new ArrayList<Object>();
    app.register(
            pools,
            container -> {
              seen.add(container.once(StringBuilder.class, StringBuilder::new));
              if (late.get()) {
                seen.add(container.once(StringBuffer.class, StringBuffer::new));
              }
            })
        .start();
    late.set(true);
    openings.set(0);
    assertThatThrownBy(app::reload).isInstanceOf(StartException.class);
    openings.set(Integer.MAX_VALUE);
    app.reload();

    assertThat(seen).hasSize(5);
    assertThat(seen.get(1)).isSameAs(seen.get(0));
    assertThat(seen.get(3)).isSameAs(seen.get(0));
    assertThat(seen.get(4)).isNotSameAs(seen.get(2));
  }

  @Test
  void an_object_of_the_application_may_need_another() throws Exception {
    var made = new AtomicReference<Object>();
    app.register(
            pools,
            container ->
                made.set(
                    container.once(
                        StringBuilder.class,
                        () -> new StringBuilder(container.once(String.class, () -> "inner")))))
        .start();

    assertThat(made.get()).hasToString("inner");
  }

  @Test
  void a_running_coroutine_ends_before_the_pools_of_its_worker_close() throws Exception {
    conf.set("server.workers = 1");
    app.register(pools).start();
    var running = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    var result = new CompletableFuture<String>();
    var old = app.workers().get(0);
    var pool = old.injector().getInstance(CountedPool.class);
    old.execute(
        () -> {
          running.countDown();
          try {
            gate.await();
            pool.use();
            result.complete("ok");
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
    running.await();

    var reload = reloading();
    awaitGeneration(2);
    var served = serves(app.workers().get(0));
    gate.countDown();
    reload.get(60, SECONDS);

    assertThat(served).isTrue();
    assertThat(result).isCompletedWithValue("ok");
    assertThat(open).hasSize(1);
  }

  @Test
  void what_does_not_end_within_the_drain_timeout_is_interrupted() throws Exception {
    conf.set("server { workers = 1, drain-timeout = 50ms }");
    app.register(pools).start();
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    app.workers().get(0).execute(() -> hang(begun, interrupted));
    begun.await();

    app.reload();

    assertThat(interrupted.await(60, SECONDS)).isTrue();
    assertThat(open).hasSize(1);
  }

  @Test
  void the_drain_timeout_is_that_of_the_generation_that_serves() throws Exception {
    conf.set("server.drain-timeout = 3s");
    app.register(pools).start();
    var before = app.drainTimeout();

    conf.set("server.drain-timeout = 4s");
    app.reload();

    assertThat(before).isEqualTo(Duration.ofSeconds(3));
    assertThat(app.drainTimeout()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void a_second_reload_waits_for_the_first_and_reads_the_configuration_after_it() throws Exception {
    conf.set("server.workers = 1");
    var inReload = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    app.register(
            container ->
                container.onReload(
                    application -> {
                      inReload.countDown();
                      gate.await();
                    }))
        .start();
    var first = reloading();
    inReload.await();
    var secondThread = new AtomicReference<Thread>();
    var second =
        Threads.start(
            () -> {
              secondThread.set(Thread.currentThread());
              return app.reload();
            });
    awaitWaiting(secondThread);
    conf.set("server.workers = 2");
    gate.countDown();

    assertThat(first.get(60, SECONDS).generation()).isEqualTo(2);
    assertThat(second.get(60, SECONDS).generation()).isEqualTo(3);
    assertThat(app.workers()).hasSize(2);
  }

  @Test
  void a_reload_inside_a_reload_and_a_stop_inside_a_reload_are_refused() throws Exception {
    var refused = new CopyOnWriteArrayList<String>();
    app.register(
            container ->
                container.onReload(
                    application -> {
                      refused.add(
                          catchThrowableOfType(
                                  IllegalStateException.class, () -> application.reload())
                              .getMessage());
                      refused.add(
                          catchThrowableOfType(IllegalStateException.class, application::stop)
                              .getMessage());
                    }))
        .start();

    app.reload();

    assertThat(refused)
        .containsExactly(
            "a reload cannot begin inside another",
            "a reload hook cannot stop the application: let it throw");
  }

  @Test
  void a_reload_needs_a_running_application() throws Exception {
    assertThatThrownBy(app::reload)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot reload: application is NEW, expected RUNNING");
    app.start();
    app.stop();

    assertThatThrownBy(app::reload)
        .hasMessage("cannot reload: application is STOPPED, expected RUNNING");
  }

  @Test
  void a_stop_ends_a_reload_that_is_starting_workers() throws Exception {
    conf.set("server.workers = 2");
    var starting = new CountDownLatch(1);
    app.register(
            pools,
            container ->
                container.onWorkerStart(
                    worker -> {
                      if (opened.get() > 3) {
                        starting.countDown();
                        new CountDownLatch(1).await();
                      }
                    }))
        .start();
    var failure = failReloadAside();
    starting.await();

    app.stop();

    assertThat(failure.get(60, SECONDS))
        .isEqualTo("the reload was interrupted; the workers are as before, interrupted false");
    assertThat(app.state()).isEqualTo(AppState.STOPPED);
    assertThat(open).isEmpty();
  }

  @Test
  void a_stop_lets_the_coroutines_of_the_old_generation_end_too() throws Exception {
    conf.set("server.workers = 1");
    var stopping = new CountDownLatch(1);
    app.register(pools, container -> container.onStop(application -> stopping.countDown())).start();
    var running = new CountDownLatch(1);
    var result = new CompletableFuture<String>();
    var gate = new CountDownLatch(1);
    app.workers()
        .get(0)
        .execute(
            () -> {
              running.countDown();
              try {
                gate.await();
                result.complete("ok");
              } catch (InterruptedException e) {
                result.complete("interrupted");
              }
            });
    running.await();
    var reload = reloading();
    awaitGeneration(2);

    var stop = Threads.start(Executors.callable(app::stop));
    stopping.await();
    gate.countDown();
    stop.get(60, SECONDS);

    assertThat(result).isCompletedWithValue("ok");
    assertThat(reload.get(60, SECONDS).generation()).isEqualTo(2);
    assertThat(open).isEmpty();
    assertThat(app.state()).isEqualTo(AppState.STOPPED);
  }

  @Test
  void a_pool_that_is_one_for_all_workers_stays_open() throws Exception {
    var shared = new JournalPool("shared", journal);
    app.register(container -> container.bind(JournalPool.class).toInstance(shared)).start();

    app.reload();
    app.reload();
    var stillOpen = shared.isOpen();
    app.stop();

    assertThat(stillOpen).isTrue();
    assertThat(journal).containsExactly("open shared", "close shared");
  }

  private CompletableFuture<ReloadResult> reloading() {
    return Threads.start(app::reload);
  }

  private void awaitGeneration(int number) {
    Await.until(() -> app.generation() >= number);
  }

  private static void awaitWaiting(AtomicReference<Thread> thread) {
    Await.until(() -> thread.get() != null && thread.get().getState() == Thread.State.WAITING);
  }

  private static boolean serves(Worker worker) throws Exception {
    var injector = new CompletableFuture<Injector>();
    return worker.execute(() -> injector.complete(worker.injector()))
        && injector.get(60, SECONDS) == worker.injector();
  }

  private static void hang(CountDownLatch begun, CountDownLatch interrupted) {
    begun.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
    }
  }
}
