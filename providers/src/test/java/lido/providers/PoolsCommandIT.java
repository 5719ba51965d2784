package lido.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import lido.testserver.TestDatabase;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code bin/console pools} shows of a real server, which allows 1000 connections. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
final class PoolsCommandIT {

  private static String row(TestDatabase database, String pass, int max) {
    return """
        server.workers = 2
        database.default {
          adapter = mysql, host = "%s", port = %s, name = %s, user = %s, pass = "%s"
          pool.max = %s
        }
        """
        .formatted(database.host(), database.port(), database.name(), database.user(), pass, max);
  }

  @Test
  void it_shows_each_step_the_server_and_the_budget(TestDatabase database) throws Exception {
    var pools = Pools.run(row(database, database.pass(), 4));

    assertThat(pools.exitCode()).as(pools.output()).isZero();
    assertThat(pools.output())
        .containsSubsequence(
            "database.default  mysql://",
            "ok      resolve # ms  127.0.0.1",
            "ok      connect # ms  a plain socket to port " + database.port(),
            "ok      login # ms  connect, handshake, login and database: one call of the driver",
            "ok      init SQL # ms  no commands",
            "TLS     ",
            "max_connections 1000",
            "2 workers x (default 4) = 8 of 1000")
        .containsPattern("\n  server  (MySQL|MariaDB) [0-9.]+\n")
        .doesNotContain(database.pass(), "unknown", "warning");
    database.awaitSessions(0, Duration.ofMinutes(1));
  }

  @Test
  void a_budget_that_is_too_near_to_the_limit_is_a_warning(TestDatabase database) throws Exception {
    assertThat(Pools.run(row(database, database.pass(), 401)).output())
        .contains("warning: connections to mysql://", "= 802 are over 80 % of the 1000");
  }

  @Test
  void a_wrong_password_fails_at_the_login(TestDatabase database) throws Exception {
    var pools = Pools.run(row(database, "geheim", 4));

    assertThat(pools.exitCode()).isEqualTo(1);
    assertThat(pools.output())
        .contains("failed  login # ms  step login", "database.default: mysql://", "(login,")
        .doesNotContain("geheim");
  }
}
