package lido.container;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import lido.config.ConfigException;
import lido.config.ConfigProblem;
import lido.config.Texts;
import lido.pool.PoolInterface;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ApplicationTest {

  private List<String> journal = new CopyOnWriteArrayList<>();

  /** Binds a pool per worker and leaves every kind of hook. */
  private final class Full implements ServiceProvider {
    private final String name;

    /** What an earlier try still does is none of the next one's business. */
    private final List<String> journal = ApplicationTest.this.journal;

    Full(String name) {
      this.name = name;
    }

    @Override
    public void register(Container container) {
      container
          .bind(Key.get(PoolInterface.class, com.google.inject.name.Names.named(name)))
          .toProvider(() -> new JournalPool(name, journal))
          .in(Singleton.class);
      container.onStart(app -> journal.add("start " + name));
      container.onStarted(app -> journal.add("started " + name));
      container.onStop(app -> journal.add("stop " + name));
      container.onWorkerStart(worker -> journal.add("worker start " + name));
      container.onWorkerStop(worker -> journal.add("worker stop " + name));
    }
  }

  @Singleton
  static final class Service {
    final Worker worker;
    final Application application;
    final Config config;

    @Inject
    Service(Worker worker, Application application, Config config) {
      this.worker = worker;
      this.application = application;
      this.config = config;
    }
  }

  static final class NeedsWhatNobodyBinds {
    @Inject
    NeedsWhatNobodyBinds(CharSequence text) {
      assertThat(text).isNotNull();
    }
  }

  @Test
  void everything_starts_in_order_and_stops_in_reverse() throws Exception {
    var app = app("server.workers = 1").register(new Full("a"), new Full("b"));

    app.start();
    var started = List.copyOf(journal);
    journal.clear();
    app.stop();

    assertThat(Set.copyOf(started.subList(2, 4))).isEqualTo(Set.of("open a", "open b"));
    assertThat(started)
        .startsWith("start a", "start b")
        .endsWith("worker start a", "worker start b", "started a", "started b")
        .hasSize(8);
    assertThat(journal)
        .containsExactly(
            "stop b", "stop a", "worker stop b", "worker stop a", "close b", "close a");
    assertThat(app.state()).isEqualTo(AppState.STOPPED);
  }

  @Test
  void a_singleton_is_one_per_worker_and_an_instance_is_one_for_all() throws Exception {
    var shared = new AtomicInteger();
    try (var app = app("server.workers = 3")) {
      app.register(
          container -> {
            container.bind(Service.class);
            container.bind(AtomicInteger.class).toInstance(shared);
          });
      app.start();

      var services = new HashSet<Service>();
      for (var worker : app.workers()) {
        var service = worker.injector().getInstance(Service.class);
        services.add(service);
        assertThat(service.worker).isSameAs(worker);
        assertThat(service.application).isSameAs(app);
        assertThat(service.config).isSameAs(app.config());
        assertThat(worker.injector().getInstance(AtomicInteger.class)).isSameAs(shared);
      }

      assertThat(services).hasSize(3);
      assertThat(app.workers()).extracting(Worker::id).containsExactly(0, 1, 2);
    }
  }

  @Test
  void multibindings_of_a_module_belong_to_their_own_worker() throws Exception {
    try (var app = app("server.workers = 2")) {
      app.register(
          container ->
              container.install(
                  binder ->
                      Multibinder.newSetBinder(binder, Service.class)
                          .addBinding()
                          .to(Service.class)));
      app.start();

      for (var worker : app.workers()) {
        var services = worker.injector().getInstance(Key.get(new TypeLiteral<Set<Service>>() {}));
        assertThat(services).extracting(service -> service.worker).containsExactly(worker);
      }
    }
  }

  @Test
  void twenty_workers_open_twenty_pools_at_the_same_time() throws Exception {
    var together = new CyclicBarrier(20);
    var app =
        app("server.workers = 20")
            .register(
                container ->
                    container
                        .bind(PoolInterface.class)
                        .toProvider(
                            () -> new JournalPool("p", journal, () -> together.await(60, SECONDS)))
                        .in(Singleton.class));

    app.start();
    var opened = List.copyOf(journal);
    app.stop();

    assertThat(opened).hasSize(20).containsOnly("open p");
    assertThat(journal.subList(20, 40)).containsOnly("close p");
  }

  @Test
  void a_pool_bound_as_an_instance_is_opened_and_closed_once_for_all_workers() throws Exception {
    var app =
        app("server.workers = 4")
            .register(
                container ->
                    container.bind(PoolInterface.class).toInstance(new JournalPool("p", journal)));

    app.start();
    app.stop();

    assertThat(journal).containsExactly("open p", "close p");
  }

  @Test
  void a_pool_that_does_not_open_fails_the_start_and_all_is_undone() {
    var workers = new AtomicInteger();
    var app =
        app("server.workers = 3")
            .register(
                new Full("a"),
                container ->
                    container
                        .bind(PoolInterface.class)
                        .toProvider(
                            () ->
                                new JournalPool(
                                    "bad",
                                    journal,
                                    () -> {
                                      if (workers.getAndIncrement() == 1) {
                                        throw new IllegalStateException("no cache at db:11211");
                                      }
                                      return workers;
                                    }))
                        .in(Singleton.class));

    var failure = catchThrowableOfType(StartException.class, app::start);

    assertThat(failure)
        .hasMessage(
            "lido.container.JournalPool did not open: IllegalStateException: no cache at db:11211");
    assertThat(app.state()).isEqualTo(AppState.FAILED);
    assertThat(app.failure()).contains(failure);
    assertThat(app.workers()).isEmpty();
    assertThat(count("open a")).isEqualTo(count("close a"));
    assertThat(count("open bad")).isEqualTo(count("close bad"));
    assertThat(journal).startsWith("start a").endsWith("stop a").doesNotContain("started a");
    assertThat(count("stop a")).isEqualTo(1);
  }

  @Test
  void only_the_providers_whose_hooks_began_are_undone() {
    var app =
        app("server.workers = 1")
            .register(
                new Full("a"),
                container -> {
                  container.onWorkerStart(
                      worker -> {
                        throw new IllegalStateException("no route");
                      });
                  container.onWorkerStop(worker -> journal.add("worker stop failing"));
                },
                new Full("c"));

    assertThatThrownBy(app::start)
        .isInstanceOf(StartException.class)
        .hasMessageMatching(
            "the onWorkerStart hook of lido[.]container[.].* failed: "
                + "IllegalStateException: no route");

    assertThat(journal.subList(journal.indexOf("worker start a"), journal.size()))
        .containsExactly(
            "worker start a",
            "worker stop failing",
            "worker stop a",
            "close c",
            "close a",
            "stop c",
            "stop a");
  }

  @Test
  void the_first_failure_is_thrown_and_later_ones_are_suppressed() {
    var app =
        app("server.workers = 1")
            .register(
                container -> {
                  container.onStarted(
                      started -> {
                        throw new IllegalStateException("port in use");
                      });
                  container.onStop(
                      stopped -> {
                        throw new IllegalArgumentException("nothing to stop");
                      });
                });

    var failure = catchThrowableOfType(StartException.class, app::start);

    assertThat(failure).hasMessageContaining("port in use");
    assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(IllegalArgumentException.class);
  }

  @Test
  void a_service_that_cannot_be_made_fails_the_start_with_a_short_message() {
    var app =
        app("server.workers = 1")
            .register(
                container -> {
                  container.bind(NeedsWhatNobodyBinds.class);
                  container
                      .bind(Runnable.class)
                      .toProvider(
                          () -> {
                            throw new IllegalStateException("no clock");
                          })
                      .in(Singleton.class);
                });

    var failure = catchThrowableOfType(StartException.class, app::start);

    assertThat(failure)
        .hasMessage(
            """
            No implementation for java.lang.CharSequence was bound.
              where: lido.container.ApplicationTest$NeedsWhatNobodyBinds.<init>()\
            """);
  }

  @Test
  void a_singleton_whose_constructor_throws_fails_the_start_in_its_own_words() {
    var app =
        app("server.workers = 1")
            .register(
                container ->
                    container
                        .bind(Runnable.class)
                        .toProvider(
                            () -> {
                              throw new IllegalStateException("no clock");
                            })
                        .in(Singleton.class));

    assertThatThrownBy(app::start)
        .isInstanceOf(StartException.class)
        .hasMessageMatching(
            "(?s)a service could not be made: IllegalStateException: no clock\n  where: \\S+\\)");
  }

  @Test
  void a_failure_that_lido_has_words_for_is_shown_in_those_alone() {
    var problem = new ConfigProblem("shop.a", "conf: 1", "wrong", "mend it");
    var app =
        app("server.workers = 1")
            .register(
                container ->
                    container
                        .bind(Runnable.class)
                        .toProvider(
                            () -> {
                              throw new IllegalStateException(
                                  new ConfigException(List.of(problem)));
                            })
                        .in(Singleton.class));

    assertThatThrownBy(app::start)
        .isInstanceOf(StartException.class)
        .hasMessage(problem.toString());
  }

  @Test
  void a_second_configuration_in_the_injector_is_an_error_that_shows_no_secret() {
    var app =
        app("server.workers = 1, database.default.pass = hunter2")
            .register(container -> container.bind(Config.class).toInstance(ConfigFactory.empty()));

    var failure = catchThrowableOfType(StartException.class, app::start);

    assertThat(failure.getMessage()).contains("Config", "ApplicationTest");
    assertThat(failure).hasStackTraceContaining("Config");
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain("hunter2");
  }

  @Test
  void the_same_configuration_may_be_bound_again() throws Exception {
    var app =
        app("server.workers = 1")
            .register(container -> container.bind(Config.class).toInstance(container.config()));

    app.start();
    app.stop();

    assertThat(app.state()).isEqualTo(AppState.STOPPED);
  }

  @Test
  void a_worker_hook_that_hangs_is_interrupted_and_the_start_fails() throws Exception {
    Await.orWithMoreTime(this::aHangingWorkerHookIsInterruptedAfter);
  }

  private void aHangingWorkerHookIsInterruptedAfter(Duration time) {
    journal = new CopyOnWriteArrayList<>();
    var app =
        app("server.workers = 2, app.start-timeout = %sms".formatted(time.toMillis()))
            .register(
                new Full("a"),
                container ->
                    container.onWorkerStart(
                        worker -> {
                          if (worker.id() == 1) {
                            new CountDownLatch(1).await();
                          }
                        }));

    assertThatThrownBy(app::start)
        .isInstanceOf(StartException.class)
        .hasMessage(
            """
            only 1 of 2 workers started within %s
              fix:   see what a service or a hook waits for, or raise app.start-timeout\
            """
                .formatted(Texts.of(time)));
    assertThat(count("close a")).isEqualTo(2);
    assertThat(count("worker stop a")).isEqualTo(2);
  }

  @Test
  void a_stop_hook_that_hangs_does_not_keep_the_pools_open() throws Exception {
    Await.orWithMoreTime(this::theStopGoesOnAfter);
  }

  private void theStopGoesOnAfter(Duration time) throws Exception {
    journal = new CopyOnWriteArrayList<>();
    var mine = journal;
    var app =
        app("server { workers = 1, drain-timeout = 0s }, app.stop-timeout = %sms"
                .formatted(3 * time.toMillis()))
            .register(
                new Full("a"),
                container ->
                    container.onStop(
                        stopped -> {
                          mine.add("stop hanging");
                          new CountDownLatch(1).await();
                        }));
    app.start();
    journal.clear();

    app.stop();

    assertThat(mine).containsExactly("stop hanging", "stop a", "worker stop a", "close a");
    assertThat(app.failure().orElseThrow()).isInstanceOf(TimeoutException.class);
  }

  @Test
  void a_stop_inside_a_stop_is_refused() throws Exception {
    var refused = new CopyOnWriteArrayList<String>();
    Hook<Application> stopping =
        stopped ->
            refused.add(
                catchThrowableOfType(IllegalStateException.class, stopped::stop).getMessage());
    var app =
        app("server.workers = 1")
            .register(
                container -> {
                  container.onStop(stopping);
                  container.onRelease(stopping);
                });
    app.start();

    app.stop();

    assertThat(refused)
        .hasSize(2)
        .containsOnly("a stop hook cannot stop the application: it is stopping");
    assertThat(app.state()).isEqualTo(AppState.STOPPED);
  }

  @Test
  void an_interrupted_thread_stops_the_application_like_any_other() throws Exception {
    var app = app("server.workers = 1").register(new Full("a"));
    app.start();
    journal.clear();

    Thread.currentThread().interrupt();
    app.stop();
    var stillInterrupted = Thread.interrupted();

    assertThat(stillInterrupted).isTrue();
    assertThat(journal).containsExactly("stop a", "worker stop a", "close a");
    assertThat(app.state()).isEqualTo(AppState.STOPPED);
  }

  @Test
  void a_worker_that_starts_only_after_the_start_has_failed_stops_itself() throws Exception {
    Await.orWithMoreTime(this::aWorkerStopsItselfAfter);
  }

  private void aWorkerStopsItselfAfter(Duration time) {
    journal = new CopyOnWriteArrayList<>();
    var gate = new CountDownLatch(1);
    var app =
        app("server { workers = 1, drain-timeout = 0s }, app.stop-timeout = 100ms"
                + ", app.start-timeout = %sms".formatted(time.toMillis()))
            .register(
                new Full("a"),
                container -> container.onWorkerStart(worker -> awaitUninterruptibly(gate)));

    assertThatThrownBy(app::start).hasMessageStartingWith("only 0 of 1 workers started");
    gate.countDown();

    Await.until(() -> journal.contains("close a") && journal.contains("worker stop a"));
  }

  private static void awaitUninterruptibly(CountDownLatch gate) {
    while (gate.getCount() > 0) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        // What hangs in a library does not heed interrupts either.
      }
    }
  }

  @Test
  void a_start_hook_cannot_stop_the_application() {
    var app = app("server.workers = 1").register(container -> container.onStart(Application::stop));

    assertThatThrownBy(app::start)
        .isInstanceOf(StartException.class)
        .hasMessageEndingWith("a start hook cannot stop the application: let it throw");
  }

  @Test
  void a_wrong_state_says_what_it_is_and_what_was_expected() throws Exception {
    var app = app("server.workers = 1");
    assertThatThrownBy(app::name)
        .hasMessage("cannot read the configuration: application is NEW, expected RUNNING");
    app.start();
    app.stop();

    assertThatThrownBy(app::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot start: application is STOPPED, expected NEW");
    assertThatThrownBy(() -> app.register(new Full("late")))
        .hasMessage("cannot register providers: application is STOPPED, expected NEW");
  }

  @Test
  void stopping_twice_or_before_the_start_does_nothing() throws Exception {
    var never = app("server.workers = 1").register(new Full("never"));
    never.stop();
    var app = app("server.workers = 1").register(new Full("a"));
    app.start();
    app.stop();
    journal.clear();

    app.stop();

    assertThat(journal).isEmpty();
    assertThat(never.state()).isEqualTo(AppState.STOPPED);
  }

  @Test
  void a_stop_from_another_thread_ends_a_start_that_hangs() throws Exception {
    var hanging = new CountDownLatch(1);
    var app =
        app("server.workers = 2")
            .register(
                new Full("a"),
                container ->
                    container
                        .bind(PoolInterface.class)
                        .toProvider(
                            () ->
                                new JournalPool(
                                    "hanging",
                                    journal,
                                    () -> {
                                      hanging.countDown();
                                      return new CountDownLatch(1).await(1, TimeUnit.HOURS);
                                    }))
                        .in(Singleton.class));
    var start =
        CompletableFuture.supplyAsync(() -> catchThrowableOfType(StartException.class, app::start));
    assertThat(hanging.await(60, SECONDS)).isTrue();

    app.stop();

    assertThat(start.get(60, SECONDS)).hasMessage("the start was interrupted");
    assertThat(app.state()).isEqualTo(AppState.FAILED);
    assertThat(count("open a")).isEqualTo(count("close a"));
  }

  @Test
  void a_stop_lets_running_coroutines_end_before_the_pools_close() throws Exception {
    var app = app("server.workers = 1").register(new Full("a"));
    var running = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    app.start();
    app.workers()
        .get(0)
        .execute(
            () -> {
              running.countDown();
              try {
                gate.await();
              } catch (InterruptedException e) {
                journal.add("interrupted");
              }
              journal.add("request ended");
            });
    running.await();
    journal.clear();

    var stop = CompletableFuture.runAsync(app::stop);
    Await.until(() -> journal.contains("stop a"));
    gate.countDown();
    stop.get(60, SECONDS);

    assertThat(journal).containsExactly("stop a", "request ended", "worker stop a", "close a");
  }

  @Test
  void a_stop_that_could_not_close_everything_is_a_failure_that_is_kept() throws Exception {
    var app =
        app("server.workers = 1")
            .register(
                new Full("a"),
                container ->
                    container.onWorkerStop(
                        worker -> {
                          throw new IllegalStateException("no farewell");
                        }));
    app.start();

    app.stop();

    assertThat(app.state()).isEqualTo(AppState.FAILED);
    assertThat(app.failure().orElseThrow()).hasMessage("no farewell");
    assertThat(journal).endsWith("worker stop a", "close a");
  }

  @Test
  void problems_of_the_kernel_and_of_all_providers_show_together() {
    var app =
        app("server.workers = none")
            .register(
                container ->
                    container.problem(new ConfigProblem("shop.a", "conf: 1", "wrong", "mend it")),
                container -> {
                  throw new ConfigException(
                      List.of(new ConfigProblem("shop.b", "", "wrong too", "mend it too")));
                });

    assertThatThrownBy(app::start)
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            server.workers: must be a whole number, is "none"
              where: String: 1
              fix:   write a whole number from 1 to 1024

            shop.a: wrong
              where: conf: 1
              fix:   mend it

            shop.b: wrong too
              fix:   mend it too\
            """);
    assertThat(app.state()).isEqualTo(AppState.FAILED);
  }

  private long count(String entry) {
    return journal.stream().filter(entry::equals).count();
  }

  private static Application app(String conf) {
    return Application.of(ConfigFactory.parseString(conf));
  }
}
