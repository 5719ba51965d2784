package lido.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import lido.container.Application;
import lido.container.StartException;
import lido.server.admin.AdminSocket;
import lido.server.admin.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AdminCommandsTest {

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(AdminCommands.class);
  private final Application application =
      Application.of(ConfigFactory.parseString("app.name = test, server.workers = 1"));
  private final AdminCommands commands =
      new AdminCommands(
          application,
          new Traffic(),
          new ReloadJournal(),
          () -> new Status.Listening(List.of(), 0));

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
    application.stop();
  }

  private static void fail(Application reloading) {
    throw new IllegalStateException("on purpose");
  }

  @Test
  void a_reload_that_changed_nothing_says_which_generation_goes_on() throws Exception {
    application.register(container -> container.onReload(AdminCommandsTest::fail)).start();

    assertThatThrownBy(() -> commands.run(AdminSocket.RELOAD, note -> {}))
        .isInstanceOf(StartException.class);

    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.get(0).getFormattedMessage())
        .matches(
            "the reload failed, generation 1 goes on: the onReload hook of .+ failed:"
                + " IllegalStateException: on purpose");
  }

  @Test
  void a_reload_of_which_something_was_not_done_says_which_generation_serves() throws Exception {
    application.register(container -> container.onReloaded(AdminCommandsTest::fail)).start();

    assertThatThrownBy(() -> commands.run(AdminSocket.RELOAD, note -> {}))
        .isInstanceOf(StartException.class);

    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.get(0).getFormattedMessage())
        .matches(
            "generation 2 serves, but the onReloaded hook of .+ failed: IllegalStateException: on"
                + " purpose");
  }
}
