package lido.console;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Injector;
import java.nio.file.Files;
import java.nio.file.Path;
import lido.container.StartException;
import lido.container.Worker;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CommandApplicationTest {

  /** A worker that was stopped, or failed for want of a thread, since it started. */
  private static final class RefusingWorker implements Worker {

    @Override
    public int id() {
      return 0;
    }

    @Override
    public String name() {
      return "worker 0";
    }

    @Override
    public boolean isTask() {
      return false;
    }

    @Override
    public Injector injector() {
      throw new AssertionError("nothing is to be injected");
    }

    @Override
    public boolean execute(Runnable coroutine) {
      return false;
    }

    @Override
    public int running() {
      return 0;
    }

    @Override
    public int dropWaiting() {
      return 0;
    }

    @Override
    public void fail(Throwable cause) {}
  }

  private static CommandApplication application(Path directory) throws Exception {
    var conf = Files.writeString(directory.resolve("app.conf"), "app.name = shop");
    return CommandApplication.of(conf);
  }

  private static int refused(CommandApplication application) throws Exception {
    return application.inCoroutine(new RefusingWorker(), "users:count", worker -> 0);
  }

  @Test
  void a_signal_that_comes_before_the_command_begins_is_no_bug(@TempDir Path directory)
      throws Exception {
    var stopped = application(directory);

    assertThatThrownBy(() -> refused(stopped))
        .isInstanceOf(StartException.class)
        .hasMessage("users:count has not begun: the application has been stopped");
  }

  @Test
  void a_machine_without_a_thread_for_the_command_is_no_bug(@TempDir Path directory)
      throws Exception {
    var application = application(directory);

    assertThatThrownBy(() -> application.run(started -> refused(application)))
        .isInstanceOf(StartException.class)
        .hasMessage("users:count has not begun: this machine has no thread for it now");
  }
}
