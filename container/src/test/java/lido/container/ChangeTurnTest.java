package lido.container;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChangeTurnTest {

  @Test
  void who_was_told_to_go_back_may_undo_in_peace() throws Exception {
    var turns = new ChangeTurn();
    var begun = new CountDownLatch(1);
    var undoing = new CountDownLatch(1);
    var undone = new CountDownLatch(1);
    var holder =
        Threads.start(
            () -> {
              turns.begin();
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                undoing.countDown();
              }
              undone.await();
              turns.end();
              return "undone";
            });
    begun.await();

    turns.over();
    undoing.await();
    turns.over();
    undone.countDown();

    assertThat(holder.get(60, SECONDS)).isEqualTo("undone");
  }
}
