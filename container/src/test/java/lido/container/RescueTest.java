package lido.container;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.typesafe.config.ConfigFactory;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import lido.config.ConfigLoader;
import lido.pool.PoolInterface;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What becomes of workers when the system has no thread to give. */
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RescueTest {

  private final ScarceThreads threads = new ScarceThreads();
  private final List<String> journal = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Logger log = (Logger) LoggerFactory.getLogger(Replacer.class);
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
          lines.add(line.getFormattedMessage());
        }
      };

  private Application app(String conf) {
    return new Application(() -> ConfigLoader.over(ConfigFactory.parseString(conf)), threads)
        .register(
            container ->
                container
                    .bind(PoolInterface.class)
                    .toProvider(() -> new JournalPool("pool", journal))
                    .in(Singleton.class));
  }

  @BeforeEach
  void listen() {
    appender.start();
    log.addAppender(appender);
  }

  @AfterEach
  void listenNoMore() {
    log.detachAppender(appender);
  }

  @Test
  void a_worker_that_cannot_be_replaced_for_want_of_a_thread_is_replaced_when_there_is_one()
      throws Exception {
    try (var app = app("server.workers = 1")) {
      app.start();
      var failed = app.workers().get(0);
      threads.refuseAll();

      failed.fail(new IllegalStateException("gone"));
      var first = lines.poll(60, SECONDS);
      threads.refuseNone();
      var last = lines.poll(60, SECONDS);

      assertThat(first)
          .isEqualTo(
              "worker 0 failed and could not be replaced, trying again in 1s:"
                  + " IllegalStateException: gone; attempt 1: a worker did not start:"
                  + " OutOfMemoryError: unable to create native thread");
      assertThat(last)
          .isEqualTo("worker 0 failed and was replaced, at attempt 2: IllegalStateException: gone");
      assertThat(app.workers()).hasSize(1).doesNotContain(failed);
      assertThat(app.workers().get(0).execute(() -> {})).isTrue();
    }
  }

  @Test
  void a_hook_that_ends_as_if_it_was_interrupted_does_not_end_the_replacing() throws Exception {
    var interrupt = new AtomicBoolean();
    try (var app = app("server.workers = 1")) {
      app.register(
          container ->
              container.onWorkerStart(
                  worker -> {
                    if (interrupt.getAndSet(false)) {
                      throw new InterruptedException("the hook's own");
                    }
                  }));
      app.start();
      interrupt.set(true);

      app.workers().get(0).fail(new IllegalStateException("gone"));

      assertThat(lines.poll(60, SECONDS))
          .endsWith("attempt 1: worker 0 did not start: InterruptedException: the hook's own");
      assertThat(lines.poll(60, SECONDS)).startsWith("worker 0 failed and was replaced");
    }
  }

  @Test
  void a_start_without_a_thread_for_each_worker_fails_and_closes_those_that_have_started() {
    var opened = new CountDownLatch(1);
    var app = app("server.workers = 2");
    app.register(container -> container.onWorkerStart(worker -> opened.countDown()));
    var starts = new AtomicBoolean();
    threads.refuse(
        name -> {
          if (!name.equals("worker-start") || starts.compareAndSet(false, true)) {
            return false;
          }
          awaitUninterruptibly(opened);
          return true;
        });

    assertThatThrownBy(app::start)
        .isInstanceOf(StartException.class)
        .hasMessage("a worker did not start: OutOfMemoryError: unable to create native thread");

    assertThat(app.state()).isEqualTo(AppState.FAILED);
    assertThat(journal).containsExactly("open pool", "close pool");
  }

  @Test
  void an_application_whose_manager_gets_no_thread_does_not_start() {
    var app = app("server.workers = 1");
    threads.refuse("manager"::equals);

    assertThatThrownBy(app::start).isInstanceOf(OutOfMemoryError.class);

    assertThat(app.state()).isEqualTo(AppState.FAILED);
    assertThat(journal).isEmpty();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
