package lido.container;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import lido.pool.DatabaseConfig;
import lido.pool.DatabasePool;
import lido.pool.PoolConfig;
import lido.testserver.TestDatabase;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReloadIT {

  private static final int WORKERS = 4;
  private static final int CONNECTIONS = 2;
  private static final int NEED = WORKERS * CONNECTIONS;

  @Test
  void five_reloads_under_load_lose_no_query_and_never_need_more_than_two_generations(
      TestDatabase database) throws Exception {
    try (var app = app(database)) {
      app.start();
      var over = new AtomicBoolean();
      var clients =
          IntStream.range(0, WORKERS)
              .mapToObj(id -> Threads.start(() -> queries(app, id, over)))
              .toList();
      var watch = Threads.start(() -> mostSessions(database, over));

      for (int i = 0; i < 5; i++) {
        app.reload();
        database.awaitSessions(NEED, Duration.ofMinutes(1));
      }
      over.set(true);

      for (var client : clients) {
        assertThat(client.get(60, SECONDS)).isPositive();
      }
      assertThat(watch.get(60, SECONDS)).isBetween(NEED, 2 * NEED);
      assertThat(app.generation()).isEqualTo(6);
      assertThat(database.sessions()).isEqualTo(NEED);
    }
    database.awaitSessions(0, Duration.ofMinutes(1));
  }

  /** One query after the other in the worker with this id; returns how many were answered. */
  private static int queries(Application app, int id, AtomicBoolean over) {
    int answered = 0;
    while (!over.get()) {
      var worker = app.workers().get(id);
      var answer = new CompletableFuture<Integer>();
      if (worker.execute(() -> query(worker, answer))) {
        assertThat(answer.orTimeout(60, SECONDS).join()).isEqualTo(1);
        answered++;
      }
    }
    return answered;
  }

  private static void query(Worker worker, CompletableFuture<Integer> answer) {
    try (var connection =
            worker.injector().getInstance(DatabasePool.class).getConnection().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT 1")) {
      rows.next();
      answer.complete(rows.getInt(1));
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  private static int mostSessions(TestDatabase database, AtomicBoolean over) throws SQLException {
    int most = 0;
    do {
      most = Math.max(most, database.sessions());
    } while (!over.get());
    return most;
  }

  private static Application app(TestDatabase database) {
    var pool =
        PoolConfig.builder()
            .min(CONNECTIONS)
            .max(CONNECTIONS)
            .connectTimeout(Duration.ofMinutes(1))
            .acquireTimeout(Duration.ofMinutes(1))
            .build();
    var row =
        DatabaseConfig.ofUrl("default", database.jdbcUrl(), database.user(), database.pass(), pool);
    return Application.of(ConfigFactory.parseString("server.workers = " + WORKERS))
        .register(
            container ->
                container
                    .bind(DatabasePool.class)
                    .toProvider(() -> new DatabasePool(List.of(row)))
                    .in(Singleton.class));
  }
}
