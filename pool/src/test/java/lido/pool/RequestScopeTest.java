package lido.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestScopeTest extends OnFakeDatabase {

  static Stream<Named<ExecutorService>> kinds_of_threads() {
    var kinds = new ArrayList<Named<ExecutorService>>();
    kinds.add(Named.of("platform threads", Executors.newCachedThreadPool()));
    VirtualThreads.executor().ifPresent(each -> kinds.add(Named.of("virtual threads", each)));
    return kinds.stream();
  }

  private static <T> T on(ExecutorService executor, Callable<T> work) throws Exception {
    T result = executor.submit(work).get();
    executor.shutdown();
    return result;
  }

  @ParameterizedTest
  @MethodSource("kinds_of_threads")
  void what_was_forgotten_goes_back_rolled_back_with_one_warning_that_names_the_place(
      ExecutorService executor) throws Exception {
    Database pool = open(sizes(1, 1));
    try (var warnings = new Warnings()) {
      Connection forgotten =
          on(executor, () -> RequestScope.call("GET /forgetful", () -> forget(pool)));

      assertThat(forgotten.isClosed()).isTrue();
      assertThat(pool.stats()).isEqualTo(new PoolStats(0, 1, 0, 0, 1));
      assertThat(database.calls()).contains("rollback");
      assertThat(warnings.texts()).hasSize(1);
      assertThat(warnings.texts().get(0).replaceAll("\\(.*?\\)", "(file: line)"))
          .isEqualTo(
              """
              database.default: "GET /forgetful" did not close a connection; it was rolled back and returned
                where: acquired at lido.pool.RequestScopeTest.forget(file: line)
                fix:   close it there, best with try-with-resources""");
    }
  }

  private static Connection forget(Database pool) throws SQLException {
    Connection connection = pool.getConnection();
    connection.setAutoCommit(false);
    connection.createStatement().execute("INSERT INTO t VALUES (1)");
    return connection;
  }

  @ParameterizedTest
  @MethodSource("kinds_of_threads")
  void what_was_closed_is_not_mentioned(ExecutorService executor) throws Exception {
    Database pool = open(sizes(1, 1));
    try (var warnings = new Warnings()) {
      on(
          executor,
          () ->
              RequestScope.call(
                  "GET /",
                  () -> {
                    for (int i = 0; i < 100; i++) {
                      pool.getConnection().close();
                    }
                    return null;
                  }));

      assertThat(warnings.texts()).isEmpty();
    }
  }

  @Test
  void a_connection_that_went_to_somebody_else_meanwhile_is_left_alone() throws Exception {
    Database pool = open(sizes(1, 1));
    List<Connection> next = new ArrayList<>();

    RequestScope.call(
        "GET /",
        () -> {
          pool.getConnection().close();
          next.add(threads.submit(() -> pool.getConnection()).get());
          return null;
        });

    assertThat(next.get(0).isClosed()).isFalse();
    next.get(0).close();
  }

  @Test
  void all_that_was_forgotten_goes_back_also_when_the_work_throws() throws Exception {
    Database pool = open(sizes(0, 12));

    assertThatThrownBy(
            () ->
                RequestScope.call(
                    "GET /",
                    () -> {
                      take(pool, 12);
                      throw new IllegalStateException("mine");
                    }))
        .hasMessage("mine");

    assertThat(pool.stats().inUse()).isZero();
  }

  @Test
  void scopes_nest_and_the_inner_one_returns_only_its_own() throws Exception {
    Database pool = open(sizes(2, 2));

    RequestScope.call(
        "outer",
        () -> {
          Connection outer = pool.getConnection();
          Connection inner = RequestScope.call("inner", () -> pool.getConnection());

          assertThat(inner.isClosed()).isTrue();
          assertThat(outer.isClosed()).isFalse();
          outer.close();
          return null;
        });
  }

  @Test
  void after_the_scope_a_thread_borrows_as_before() throws Exception {
    Database pool = open(sizes(1, 1));
    RequestScope.call("GET /", () -> 1);

    Connection connection = pool.getConnection();

    assertThat(RequestScope.current()).isNull();
    assertThat(connection.isClosed()).isFalse();
    connection.close();
  }

  @Test
  void a_scope_returns_the_result_of_its_work() throws Exception {
    assertThat(RequestScope.<String>call("GET /", () -> "result")).isEqualTo("result");
  }
}
