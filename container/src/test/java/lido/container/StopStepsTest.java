package lido.container;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import lido.config.ConfigLoader;
import lido.pool.PoolInterface;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a stop does when the system has no thread to give, or a step throws an error. */
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class StopStepsTest {

  private final ScarceThreads threads = new ScarceThreads();
  private final List<String> journal = new CopyOnWriteArrayList<>();

  private Application app(String conf) {
    var text = "server { workers = 1, drain-timeout = 0s }\n" + conf;
    return new Application(() -> ConfigLoader.over(ConfigFactory.parseString(text)), threads)
        .register(
            container -> {
              container
                  .bind(PoolInterface.class)
                  .toProvider(() -> new JournalPool("pool", journal))
                  .in(Singleton.class);
              container.onStop(stopped -> journal.add("stop hook"));
              container.onWorkerStop(worker -> journal.add("worker stop hook"));
              container.onRelease(stopped -> journal.add("release hook"));
            });
  }

  /** Returns whether the stop has left an interrupt behind; fails if it does not end. */
  private static boolean stop(Application app) throws Exception {
    return Threads.start(
            () -> {
              app.stop();
              return Thread.currentThread().isInterrupted();
            })
        .get(60, SECONDS);
  }

  @Test
  void without_a_thread_to_be_had_all_steps_are_taken_and_the_stop_ends() throws Exception {
    var app = app("");
    app.start();
    threads.refuseAll();

    stop(app);

    assertThat(app.state()).isEqualTo(AppState.STOPPED);
    assertThat(journal)
        .containsExactly(
            "open pool", "stop hook", "worker stop hook", "close pool", "release hook");
    stop(app);
  }

  @Test
  void without_a_thread_to_be_had_a_step_that_hangs_is_interrupted_and_all_others_are_taken()
      throws Exception {
    var app = app("app.stop-timeout = 300ms");
    app.register(
        container -> container.onStop(stopped -> new CountDownLatch(1).await()),
        container -> container.onStop(stopped -> journal.add("later stop hook")));
    app.start();
    threads.refuseAll();

    var interrupted = stop(app);

    assertThat(interrupted).isFalse();
    assertThat(app.state()).isEqualTo(AppState.FAILED);
    assertThat(app.failure().orElseThrow()).isInstanceOf(TimeoutException.class);
    assertThat(journal)
        .containsExactly(
            "open pool",
            "later stop hook",
            "stop hook",
            "worker stop hook",
            "close pool",
            "release hook");
  }

  @Test
  void without_a_thread_to_be_had_a_start_that_fails_is_undone() {
    var app = app("");
    app.register(
        container ->
            container.onStarted(
                started -> {
                  threads.refuseAll();
                  throw new IllegalStateException("port in use");
                }));

    assertThatThrownBy(app::start).hasMessageEndingWith("port in use").hasNoSuppressedExceptions();

    assertThat(app.state()).isEqualTo(AppState.FAILED);
    assertThat(journal).containsExactly("open pool", "worker stop hook", "close pool");
  }

  @Test
  void an_interrupt_of_the_caller_neither_cuts_a_step_short_nor_is_lost() {
    threads.refuseAll();
    Delay never = (pause, work) -> {};
    var steps = new StopSteps(threads, never, System::nanoTime);

    Thread.currentThread().interrupt();
    steps.take(
        Deadline.in(Duration.ofMinutes(1), System::nanoTime),
        "step",
        "the step failed",
        () -> journal.add("interrupted: " + Thread.currentThread().isInterrupted()));
    var kept = Thread.interrupted();

    assertThat(kept).isTrue();
    assertThat(journal).containsExactly("interrupted: false");
    assertThat(steps.failures()).isEmpty();
  }

  /** A pool that fails when it is asked what a thread has borrowed. */
  private static final class SilentPool implements PoolInterface {

    @Override
    public void initPool() {}

    @Override
    public List<String> heldBy(Thread thread) {
      throw new LinkageError("no such method");
    }

    @Override
    public void close() {}
  }

  @Test
  void a_pool_that_cannot_say_what_a_coroutine_holds_does_not_end_the_stop() throws Exception {
    var app = app("");
    app.register(
        container ->
            container.bind(SilentPool.class).toProvider(SilentPool::new).in(Singleton.class));
    app.start();
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    app.workers().get(0).execute(() -> hang(begun, interrupted));
    begun.await();

    stop(app);

    assertThat(interrupted.await(60, SECONDS)).isTrue();
    assertThat(app.state()).isEqualTo(AppState.STOPPED);
    assertThat(journal).endsWith("close pool", "release hook");
    stop(app);
  }

  @Test
  void a_start_and_its_undoing_may_fail_with_one_and_the_same_exception() throws Exception {
    var failure = new StartException("the license has expired");
    Hook<Application> failing =
        application -> {
          throw failure;
        };
    var app = app("");
    app.register(
        container -> {
          container.onStart(failing);
          container.onStop(failing);
        });

    assertThatThrownBy(app::start).isSameAs(failure);

    assertThat(app.state()).isEqualTo(AppState.FAILED);
    stop(app);
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
