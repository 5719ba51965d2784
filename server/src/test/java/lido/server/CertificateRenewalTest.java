package lido.server;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a reload waits for its certificates, and what it says when they do not come. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class CertificateRenewalTest {

  private final CompletableFuture<Void> stopping = new CompletableFuture<>();
  private final Promise<Void> renewal = Promise.promise();

  private void await(Duration within) throws InterruptedException {
    Server.awaitRenewal(renewal.future(), stopping, within);
  }

  @Test
  void slowness_is_no_bug() {
    assertThatThrownBy(() -> await(Duration.ZERO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the listeners have not taken the new certificates within 0s, and may still do; until"
                + " then clients see the old ones");
  }

  @Test
  void a_failure_says_why_and_which_certificates_stay() {
    renewal.fail(new IOException("unknown curve"));

    assertThatThrownBy(() -> await(Duration.ofHours(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the listeners do not take the new certificates, and keep the old ones:"
                + " java.io.IOException: unknown curve");
  }

  @Test
  void a_stop_ends_the_waiting_and_what_fails_with_it_is_no_problem() {
    stopping.complete(null);

    assertThatNoException().isThrownBy(() -> await(Duration.ofHours(1)));
    renewal.fail("closed");
    assertThatNoException().isThrownBy(() -> await(Duration.ofHours(1)));
  }

  @Test
  void an_interrupt_ends_the_waiting() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> await(Duration.ofHours(1))).isInstanceOf(InterruptedException.class);
  }

  @Test
  void nothing_to_take_is_taken_at_once() throws Exception {
    Server.awaitRenewal(Future.succeededFuture(), stopping, Duration.ofHours(1));
  }
}
