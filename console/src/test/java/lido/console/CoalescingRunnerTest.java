package lido.console;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CoalescingRunnerTest {

  private final Semaphore begun = new Semaphore(0);
  private final Semaphore gate = new Semaphore(0);
  private final AtomicInteger runs = new AtomicInteger();

  private final CoalescingRunner coalesced =
      new CoalescingRunner(
          () -> {
            runs.incrementAndGet();
            begun.release();
            gate.acquireUninterruptibly();
          });

  @Test
  void a_hundred_who_ask_while_it_runs_are_served_by_one_more_run() throws Exception {
    var asked = new CompletableFuture<?>[101];
    asked[0] = CompletableFuture.runAsync(coalesced, CoalescingRunnerTest::onThread);
    assertThat(begun.tryAcquire(60, SECONDS)).isTrue();
    for (int i = 1; i < asked.length; i++) {
      asked[i] = CompletableFuture.runAsync(coalesced, CoalescingRunnerTest::onThread);
    }
    // All but the one that runs and the one that waits have gone.
    Await.until(() -> Stream.of(asked).filter(CompletableFuture::isDone).count() == 99);

    gate.release(2);

    CompletableFuture.allOf(asked).get(60, SECONDS);
    assertThat(runs).hasValue(2);
  }

  private static void onThread(Runnable work) {
    new Thread(work).start();
  }
}
