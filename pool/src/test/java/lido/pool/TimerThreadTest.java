package lido.pool;

import static lido.pool.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class TimerThreadTest {

  private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long APART = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long NEVER_IN_A_TEST = TimeUnit.HOURS.toNanos(1);

  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final List<String> ran = new CopyOnWriteArrayList<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private final TimerThread alarm =
      new TimerThread(
          task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            threads.add(thread);
            return thread;
          });

  @Test
  void tasks_run_in_the_order_in_which_they_are_due() throws Exception {
    eventually("it was asked for both soon enough", this::orderIsSeen);
    assertThat(ran).endsWith("first", "second");
  }

  /** False when the machine took longer between the calls than the tasks are apart. */
  private boolean orderIsSeen() throws InterruptedException {
    var both = new CountDownLatch(2);
    ran.clear();
    long before = System.nanoTime();
    alarm.after(APART * 2, () -> run("second", both));
    alarm.after(APART, () -> run("first", both));
    boolean soon = System.nanoTime() - before < APART;
    assertThat(both.await(60, TimeUnit.SECONDS)).isTrue();
    return soon;
  }

  private void run(String name, CountDownLatch latch) {
    ran.add(name);
    latch.countDown();
  }

  @Test
  void tasks_that_wait_together_need_one_thread() throws Exception {
    var all = new CountDownLatch(3);
    alarm.after(NEVER_IN_A_TEST, () -> ran.add("never"));
    for (int i = 0; i < 3; i++) {
      alarm.after(SHORT, all::countDown);
    }

    assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();

    assertThat(threads).hasSize(1);
  }

  @Test
  void a_cancelled_task_does_not_run() throws Exception {
    eventually("it was cancelled soon enough", this::isCancelledInTime);
    assertThat(ran).isEmpty();
  }

  /** False when the machine took longer between the calls than the task had. */
  private boolean isCancelledInTime() throws InterruptedException {
    var later = new CountDownLatch(1);
    ran.clear();
    long before = System.nanoTime();
    alarm.after(APART, () -> ran.add("cancelled")).cancel();
    boolean soon = System.nanoTime() - before < APART;
    alarm.after(APART * 2, later::countDown);
    assertThat(later.await(60, TimeUnit.SECONDS)).isTrue();
    return soon;
  }

  @Test
  void a_task_that_is_due_sooner_does_not_wait_for_a_later_one() throws Exception {
    alarm.after(NEVER_IN_A_TEST, () -> ran.add("never"));
    alarm.after(SHORT, done::countDown);

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void the_thread_does_not_stay_for_a_task_that_was_cancelled() throws Exception {
    Background.Scheduled cancelled = alarm.after(NEVER_IN_A_TEST, () -> ran.add("never"));
    Thread thread = threads.get(0);
    eventually("it sleeps", () -> thread.getState() == Thread.State.TIMED_WAITING);

    cancelled.cancel();
    thread.join(60_000);

    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void the_thread_ends_when_there_is_nothing_to_do_and_the_next_task_starts_another()
      throws Exception {
    alarm.after(SHORT, () -> ran.add("first"));
    threads.get(0).join(60_000);
    assertThat(threads.get(0).isAlive()).isFalse();

    alarm.after(SHORT, done::countDown);

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).containsExactly("first");
    assertThat(threads).hasSize(2);
  }
}
