package lido.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import lido.container.Application;
import lido.container.ReloadResult;
import lido.server.admin.AdminSocket;
import lido.server.admin.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reloads that clients of the admin socket and signals ask for at one time. */
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReloadsAtOneTimeTest {

  private final ReloadJournal journal = new ReloadJournal();
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore gate = new Semaphore(0);
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final Application application =
      Application.of(ConfigFactory.parseString("app.name = shop"));
  private final AdminCommands commands =
      new AdminCommands(
          application, new Traffic(), journal, () -> new Status.Listening(List.of(), 0));

  @BeforeEach
  void start() throws Exception {
    application.register(
        container -> {
          container.once(ReloadJournal.class, () -> journal);
          ReloadLines.add(
              container,
              running -> {
                begun.release();
                gate.acquire();
                return List.of("after generation " + running.generation());
              });
        });
    application.start();
  }

  @AfterEach
  void stop() {
    gate.release(10);
    application.stop();
  }

  /** A reload on a thread of its own. */
  private record Asked(Thread thread, FutureTask<Object> reload) {

    static Asked of(Callable<Object> work) {
      var reload = new FutureTask<>(work);
      var thread = new Thread(reload);
      thread.start();
      return new Asked(thread, reload);
    }

    int generation() throws Exception {
      return ((ReloadResult) reload.get(60, SECONDS)).generation();
    }
  }

  @Test
  void a_reload_while_another_client_has_one_under_way_is_refused_at_once() throws Exception {
    var first = Asked.of(() -> commands.run(AdminSocket.RELOAD, notes::add));
    assertThat(begun.tryAcquire(60, SECONDS)).isTrue();

    assertThatThrownBy(() -> commands.run(AdminSocket.RELOAD, notes::add))
        .hasMessage(
            "a reload is already under way; ask again when it has ended, if something has changed"
                + " since it began");

    gate.release();
    assertThat(first.generation()).isEqualTo(2);
    assertThat(notes).containsExactly("after generation 1");
  }

  @Test
  void a_client_that_waits_for_the_reload_of_a_signal_hears_the_lines_of_its_own()
      throws Exception {
    var signal = Asked.of(application::reload);
    assertThat(begun.tryAcquire(60, SECONDS)).isTrue();
    var client = Asked.of(() -> commands.run(AdminSocket.RELOAD, notes::add));
    Await.until(() -> client.thread().getState() == Thread.State.WAITING);

    gate.release(2);

    assertThat(signal.generation()).isEqualTo(2);
    assertThat(client.generation()).isEqualTo(3);
    assertThat(notes).containsExactly("after generation 2");
  }
}
