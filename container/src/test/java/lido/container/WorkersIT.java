package lido.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import lido.pool.DatabaseConfig;
import lido.pool.DatabasePool;
import lido.pool.PoolConfig;
import lido.pool.PoolOpenException;
import lido.testserver.TestDatabase;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkersIT {

  @Test
  void twenty_workers_with_one_connection_each_hold_twenty_sessions(TestDatabase database)
      throws Exception {
    var app = app(database, database.pass());

    app.start();
    var sessions = database.sessions();
    app.stop();

    assertThat(sessions).isEqualTo(20);
    database.awaitSessions(0, Duration.ofMinutes(1));
  }

  @Test
  void a_wrong_password_fails_the_start_in_the_words_of_the_pool(TestDatabase database)
      throws Exception {
    var app = app(database, "not-hunter2");

    var failure = catchThrowableOfType(StartException.class, app::start);

    assertThat(failure.getMessage())
        .startsWith("1 of 1 database did not open")
        .contains("database.default", "login", "Access denied")
        .doesNotContain("not-hunter2", "worker-", "Guice", "PoolOpenException");
    assertThat(failure).hasCauseInstanceOf(PoolOpenException.class);
    database.awaitSessions(0, Duration.ofMinutes(1));
  }

  private static Application app(TestDatabase database, String pass) {
    var pool =
        PoolConfig.builder()
            .min(1)
            .connectTimeout(Duration.ofMinutes(1))
            .acquireTimeout(Duration.ofMinutes(1))
            .build();
    var row = DatabaseConfig.ofUrl("default", database.jdbcUrl(), database.user(), pass, pool);
    return Application.of(ConfigFactory.parseString("server.workers = 20"))
        .register(
            container ->
                container
                    .bind(DatabasePool.class)
                    .toProvider(() -> new DatabasePool(List.of(row)))
                    .in(Singleton.class));
  }
}
