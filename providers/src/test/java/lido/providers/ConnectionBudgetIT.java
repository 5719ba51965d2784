package lido.providers;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import lido.testserver.TestDatabase;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The limit of a real server, which allows 1000 connections. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ConnectionBudgetIT {

  private static Started start(TestDatabase database, int max) throws Exception {
    return Started.with(
        """
        server.workers = 2
        database.default {
          adapter = mysql, host = "%s", port = %s, name = %s, user = %s, pass = "%s"
          pool { min = 1, max = %s }
        }
        """
            .formatted(
                database.host(),
                database.port(),
                database.name(),
                database.user(),
                database.pass(),
                max),
        new DatabaseServiceProvider());
  }

  private static ListAppender<ILoggingEvent> logged(Started started) throws Exception {
    var logger = (Logger) LoggerFactory.getLogger(DatabaseLines.class);
    var events = new ListAppender<ILoggingEvent>();
    events.start();
    logger.addAppender(events);
    logger.setAdditive(false);
    try {
      started.banner();
    } finally {
      logger.detachAppender(events);
      logger.setAdditive(true);
    }
    return events;
  }

  @Test
  void the_limit_is_read_from_the_server(TestDatabase database) throws Exception {
    try (var started = start(database, 400)) {
      assertThat(started.banner())
          .contains(
              "connections to mysql://127.0.0.1:%s: 2 workers x (default 400) = 800 of 1000"
                  .formatted(database.port()));
      assertThat(logged(started).list).isEmpty();
    }
  }

  @Test
  void over_eighty_percent_is_one_warning_with_the_number_to_set(TestDatabase database)
      throws Exception {
    try (var started = start(database, 401)) {
      assertThat(logged(started).list)
          .singleElement()
          .satisfies(
              event ->
                  assertThat(event.getFormattedMessage())
                      .contains("= 802 are over 80 % of the 1000")
                      .contains("max_connections to at least 1003"));
    }
  }
}
