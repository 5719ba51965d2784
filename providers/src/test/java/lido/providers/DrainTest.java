package lido.providers;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.multibindings.Multibinder;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import lido.container.Application;
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

  private final Slow slow = new Slow();

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
    RouteSet routes = all -> all.get("/slow", Slow.class, Slow::show);
    var serving =
        Serving.with(
            directory,
            "app.stop-timeout = 6s\nserver { threads = 1, drain-timeout = 1s }",
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
    var second = serving.getLater("/slow").thenApply(response -> response.statusCode());
    awaitRunning(serving.application(), 2);

    var stop = CompletableFuture.runAsync(serving::close);

    if (VIRTUAL) {
      assertThat(slow.begun.tryAcquire(60, SECONDS)).isTrue();
    } else {
      assertThat(second.get(60, SECONDS)).isEqualTo(503);
    }
    stop.get(60, SECONDS);
  }

  private static void awaitRunning(Application application, int many) {
    while (application.workers().get(0).running() < many) {
      Thread.onSpinWait();
    }
  }
}
