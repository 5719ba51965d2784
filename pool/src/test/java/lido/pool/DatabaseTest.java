package lido.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest extends OnFakeDatabase {

  @Test
  void withConnection_returns_the_connection_whatever_happens() throws Exception {
    Database pool = open(sizes(1, 1));

    String answer = pool.withConnection(connection -> "answer");
    var thrown =
        catchThrowableOfType(
            IllegalStateException.class,
            () ->
                pool.withConnection(
                    connection -> {
                      throw new IllegalStateException("mine");
                    }));

    assertThat(answer).isEqualTo("answer");
    assertThat(thrown).hasMessage("mine");
    assertThat(pool.stats()).isEqualTo(new PoolStats(0, 1, 0, 0, 1));
  }

  @Test
  void nested_withConnection_uses_the_outer_connection_and_cannot_wait_for_itself()
      throws Exception {
    Database pool = open(sizes(1, 1));

    boolean same =
        pool.withConnection(
            outer -> pool.<Boolean, SQLException>withConnection(inner -> inner == outer));

    assertThat(same).isTrue();
  }

  @Test
  void a_transaction_commits_once_and_switches_autocommit_back() throws Exception {
    Database pool = open(sizes(1, 1));
    database.calls().clear();

    pool.transaction(
        connection -> connection.createStatement().execute("INSERT INTO t VALUES (1)"));

    assertThat(database.calls())
        .containsSubsequence("setAutoCommit", "statement.execute", "commit", "setAutoCommit")
        .doesNotContain("rollback");
    assertThat(database.count("commit")).isEqualTo(1);
  }

  @Test
  void a_transaction_rolls_back_on_any_throwable_and_throws_it() throws Exception {
    Database pool = open(sizes(1, 1));
    for (Throwable mine :
        List.of(new SQLException("a"), new IllegalStateException("b"), new AssertionError("c"))) {
      database.calls().clear();

      assertThatThrownBy(
              () ->
                  pool.transaction(
                      connection -> {
                        connection.createStatement().execute("INSERT INTO t VALUES (1)");
                        throw sneaky(mine);
                      }))
          .isSameAs(mine);

      assertThat(database.calls()).contains("rollback").doesNotContain("commit");
      assertThat(database.connections().get(0).settings).containsEntry("AutoCommit", true);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> SQLException sneaky(Throwable any) throws E {
    throw (E) any;
  }

  @Test
  void a_nested_transaction_joins_by_a_savepoint() throws Exception {
    Database pool = open(sizes(1, 1));
    database.calls().clear();

    pool.transaction(outer -> pool.<Boolean, SQLException>transaction(inner -> inner == outer));

    assertThat(database.calls())
        .containsSubsequence("setAutoCommit", "setSavepoint", "releaseSavepoint", "commit");
    assertThat(database.count("commit")).isEqualTo(1);
  }

  @Test
  void a_nested_transaction_that_fails_undoes_only_its_own_work() throws Exception {
    Database pool = open(sizes(1, 1));
    database.calls().clear();

    pool.transaction(
        outer -> {
          assertThatThrownBy(
                  () ->
                      pool.transaction(
                          inner -> {
                            throw new IllegalStateException("inner");
                          }))
              .hasMessage("inner");
          return null;
        });

    assertThat(database.calls()).containsSubsequence("setSavepoint", "rollback", "commit");
    assertThat(database.count("rollback")).isEqualTo(1);
  }

  @Test
  void a_transaction_runs_its_work_once_also_when_it_fails() throws Exception {
    Database pool = open(sizes(1, 1));
    int[] runs = {0};

    assertThatThrownBy(
            () ->
                pool.transaction(
                    connection -> {
                      runs[0]++;
                      throw new SQLException("deadlock", "40001", 1213);
                    }))
        .hasMessage("deadlock");

    assertThat(runs[0]).isEqualTo(1);
  }

  @Test
  void a_commit_that_fails_rolls_back_and_throws() throws Exception {
    Database pool = open(sizes(1, 1));
    database.at(
        "commit",
        () -> {
          throw new SQLException("no commit", "40001");
        });

    assertThatThrownBy(() -> pool.transaction(connection -> 1)).hasMessage("no commit");

    assertThat(database.calls()).contains("rollback");
  }

  @Test
  void a_failing_rollback_is_added_to_what_the_work_threw() throws Exception {
    Database pool = open(sizes(1, 1));
    database.at(
        "rollback",
        () -> {
          throw new SQLException("no rollback", "08S01");
        });

    var thrown =
        catchThrowableOfType(
            IllegalStateException.class,
            () ->
                pool.transaction(
                    connection -> {
                      throw new IllegalStateException("mine");
                    }));

    assertThat(thrown.getSuppressed()).hasSize(1);
    assertThat(thrown.getSuppressed()[0]).hasMessage("no rollback");
  }

  @Test
  void a_tables_name_is_prefixed_and_quoted() throws Exception {
    var row = Rows.prefixed(database.row("default", sizes(0, 1)), "shop_");
    var pool = new DatabasePool(List.of(row));
    pools.add(pool);

    assertThat(pool.database("default").table("users")).isEqualTo("\"shop_users\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a`b", "a\"b", "a;b", "a.b", "a-b", "ä", "a\n"})
  void no_sql_can_be_smuggled_into_a_tables_name(String name) throws Exception {
    Database pool = open(sizes(0, 1));

    assertThatThrownBy(() -> pool.table(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "database.default: a table's name is letters, digits, _ and $, is \"" + name + "\"");
  }

  @Test
  void stats_ask_nobody_and_are_zero_before_the_pool_is_open() {
    var pool = new DatabasePool(List.of(database.row("default", sizes(1, 4))));
    pools.add(pool);

    assertThat(pool.database("default").stats()).isEqualTo(new PoolStats(0, 0, 0, 0, 4));
    assertThat(database.opened()).isZero();
  }

  @Test
  void a_database_says_what_it_is_without_a_secret() throws Exception {
    Database pool = open(sizes(0, 1));

    assertThat(pool.key()).isEqualTo("default");
    assertThat(pool.adapter()).isEqualTo(Adapter.OTHER);
    assertThat(pool.toString()).startsWith("database.default fake:").doesNotContain("hunter2");
    assertThat(pool.poolConfig().max()).isEqualTo(1);
  }

  @Test
  void the_first_connection_opens_the_pool_and_a_failed_opening_is_tried_again() throws Exception {
    var pool = new DatabasePool(List.of(database.row("default", sizes(1, 1))));
    pools.add(pool);
    database.at(
        "connect",
        () -> {
          throw new SQLException("wrong password", "28000");
        });
    assertThatThrownBy(() -> pool.database("default").getConnection())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("refuses user");

    database.behave();

    try (Connection connection = pool.database("default").getConnection()) {
      assertThat(connection.isClosed()).isFalse();
    }
  }

  @Test
  void a_rotated_password_is_what_the_next_connection_logs_in_with() throws Exception {
    Database pool = open(sizes(1, 2));

    pool.rotatePassword("correct horse");
    giveBack(take(pool, 2));

    assertThat(database.lastProperties()).containsEntry("password", "correct horse");
    assertThat(database.opened()).isEqualTo(2);
  }

  @Test
  void a_rotated_password_ends_the_waiting_after_refused_logins() throws Exception {
    Database pool = openEmpty(sizes(0, 1), clock);
    database.at(
        "connect",
        () -> {
          if (!"correct horse".equals(database.lastProperties().getProperty("password"))) {
            throw new SQLInvalidAuthorizationSpecException("denied", "28000");
          }
        });
    assertThatThrownBy(pool::getConnection).hasMessageContaining("(login");

    pool.rotatePassword("correct horse");

    assertThat(pool.getConnection()).isNotNull();
  }
}
