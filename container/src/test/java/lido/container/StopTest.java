package lido.container;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.ConfigFactory;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import lido.pool.PoolInterface;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a stop lets go on, what it ends, and what it says of that; and what a start takes first. */
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class StopTest {

  private final List<String> journal = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(WorkerInstance.class);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(lines);
  }

  private static Application application(String conf) {
    return Application.of(ConfigFactory.parseString("server.workers = 1\n" + conf));
  }

  /** A pool that says what every thread has borrowed. */
  private static final class LendingPool implements PoolInterface {

    @Override
    public void initPool() {}

    @Override
    public List<String> heldBy(Thread thread) {
      return List.of("default for 3s", "orders for 1s");
    }

    @Override
    public void close() {}
  }

  /** Runs until it is interrupted. */
  private final class Slow implements Coroutine {

    private final CountDownLatch begun = new CountDownLatch(1);

    @Override
    public String name() {
      return "GET /slow";
    }

    @Override
    public void run() {
      begun.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        ended.add("interrupted");
      }
    }

    @Override
    public void dropped() {
      ended.add("dropped");
    }
  }

  @Test
  void what_is_left_at_the_deadline_is_named_with_its_age_and_what_it_holds() throws Exception {
    var app = application("app.stop-timeout = 1s, server.drain-timeout = 500ms");
    app.register(
        container ->
            container.bind(LendingPool.class).toProvider(LendingPool::new).in(Singleton.class));
    app.start();
    var slow = new Slow();
    assertThat(app.workers().get(0).execute(slow)).isTrue();
    assertThat(slow.begun.await(60, SECONDS)).isTrue();

    app.stop();

    assertThat(ended.poll(60, SECONDS)).isEqualTo("interrupted");
    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.get(0).getLevel().toString()).isEqualTo("WARN");
    assertThat(lines.list.get(0).getFormattedMessage())
        .matches(
            "worker 0: GET /slow did not end in time and is interrupted, after .+s; "
                + "it holds default for 3s, orders for 1s");
  }

  @Test
  void all_is_served_during_the_delay_while_the_state_already_says_stopping() throws Exception {
    var app = application("server.drain-delay = 30m");
    app.register(container -> container.onStop(stopped -> journal.add("stop hook")));
    app.start();
    var worker = app.workers().get(0);

    var stop = new Thread(app::stop);
    stop.start();
    Await.until(() -> app.state() == AppState.STOPPING);

    assertThat(worker.execute(() -> ended.add("served"))).isTrue();
    assertThat(ended.poll(60, SECONDS)).isEqualTo("served");
    assertThat(journal).isEmpty();
    // Whoever interrupts wants no delay.
    stop.interrupt();
    stop.join();
    assertThat(journal).containsExactly("stop hook");
    assertThat(worker.execute(() -> {})).isFalse();
  }

  @Test
  void a_claim_comes_before_every_start_hook_whoever_left_it() throws Exception {
    var app = application("");
    app.register(
        container -> container.onStart(started -> journal.add("start of the first")),
        container -> container.onClaim(started -> journal.add("claim of the last")));

    app.start();
    app.stop();

    assertThat(journal).containsExactly("claim of the last", "start of the first");
  }

  @Test
  void what_was_claimed_is_given_back_when_all_else_is_closed() throws Exception {
    var app = application("");
    app.register(
        container -> {
          container.onClaim(started -> journal.add("claim"));
          container.onRelease(stopped -> journal.add("release"));
          container.onStop(stopped -> journal.add("stop"));
          container.onWorkerStop(worker -> journal.add("worker stop"));
        });

    app.start();
    app.stop();

    assertThat(journal).containsExactly("claim", "stop", "worker stop", "release");
  }

  @Test
  void a_refused_claim_is_a_start_in_which_nothing_began() {
    var app = application("");
    app.register(
        container -> {
          container.onStart(started -> journal.add("start"));
          container.onStop(stopped -> journal.add("stop"));
        },
        container ->
            container.onClaim(
                started -> {
                  throw new IllegalStateException("another one runs");
                }));

    assertThatThrownBy(app::start).hasMessageEndingWith("another one runs");

    assertThat(journal).isEmpty();
  }

  @Test
  void the_files_of_a_configuration_are_it_and_all_that_it_includes(@TempDir Path directory)
      throws Exception {
    var conf = directory.resolve("main.conf");
    var included = directory.resolve("included.conf");
    Files.writeString(conf, "include \"included.conf\"\nown = ${other} ${?absent}");
    Files.writeString(included, "other = [1, { inner = 2 }]");
    assertThat(Application.files(conf)).containsExactlyInAnyOrder(conf, included);

    Files.writeString(conf, "include \"included.conf\"\nown = {");

    assertThat(Application.files(conf)).containsExactly(conf);
  }
}
