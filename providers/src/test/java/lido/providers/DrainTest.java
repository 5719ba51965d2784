package lido.providers;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.multibindings.Multibinder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import lido.server.Request;
import lido.server.RouteSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of requests that do not end in time when a server stops. */
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
final class DrainTest {

  private static final boolean VIRTUAL = Runtime.version().feature() >= 21;

  static final class Slow {

    private final Semaphore begun = new Semaphore(0);

    Object show(Request request) throws InterruptedException {
      begun.release();
      new CountDownLatch(1).await();
      return "never";
    }
  }

  @Test
  void a_request_that_still_waits_for_a_thread_is_answered_503(@TempDir Path directory)
      throws Exception {
    Await.orWithMoreTime(time -> whoWaitsIsAnswered(directory, time));
  }

  private static void whoWaitsIsAnswered(Path directory, Duration time) throws Exception {
    var slow = new Slow();
    RouteSet routes = all -> all.get("/slow", Slow.class, Slow::show);
    var serving =
        Serving.with(
            directory,
            "app.stop-timeout = %sms\nserver { threads = 1, drain-timeout = %sms }"
                .formatted(60 * time.toMillis(), 10 * time.toMillis()),
            container -> {
              container.bind(Slow.class).toInstance(slow);
              container.install(
                  binder ->
                      Multibinder.newSetBinder(binder, RouteSet.class)
                          .addBinding()
                          .toInstance(routes));
            });
    serving.getLater("/slow");
    assertThat(slow.begun.tryAcquire(60, SECONDS)).isTrue();
    var second =
        serving
            .getLater("/slow")
            .handle((response, gone) -> gone == null ? response.statusCode() : 0);
    Await.until(() -> serving.application().workers().get(0).running() == 2);

    var stop = CompletableFuture.runAsync(serving::close);

    try {
      if (VIRTUAL) {
        assertThat(slow.begun.tryAcquire(60, SECONDS)).isTrue();
      } else {
        assertThat(second.get(300, SECONDS)).isEqualTo(503);
      }
    } finally {
      stop.get(300, SECONDS);
    }
  }
}
