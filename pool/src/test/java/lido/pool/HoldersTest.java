package lido.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import org.junit.jupiter.api.Test;

class HoldersTest extends OnFakeDatabase {

  @Test
  void who_holds_what_inside_a_request_is_listed_the_longest_first() throws Exception {
    Database pool = open(sizes(2, 2));

    RequestScope.call(
        "GET /orders",
        () -> {
          try (Connection first = pool.getConnection();
              Connection second = pool.getConnection()) {
            assertThat(first).isNotSameAs(second);
            var holders = pool.holders();
            assertThat(holders)
                .extracting(Holder::scope)
                .containsExactly("GET /orders", "GET /orders");
            assertThat(holders.get(0).thread()).isEqualTo(Thread.currentThread().getName());
            assertThat(holders.get(0).place()).contains("HoldersTest");
            assertThat(holders.get(0).age()).isGreaterThanOrEqualTo(holders.get(1).age());
          }
          assertThat(pool.holders()).isEmpty();
          return "";
        });
  }

  @Test
  void outside_of_a_request_nothing_is_recorded() throws Exception {
    Database pool = open(sizes(1, 1));

    try (Connection held = pool.getConnection()) {
      assertThat(held.isClosed()).isFalse();
      assertThat(pool.holders()).isEmpty();
    }
  }

  @Test
  void a_thread_is_told_from_others() throws Exception {
    Database pool = open(sizes(1, 1));

    RequestScope.call(
        "GET /orders",
        () -> {
          try (Connection held = pool.getConnection()) {
            assertThat(held.isClosed()).isFalse();
            assertThat(pool.holders(lease -> lease.holder() == Thread.currentThread())).hasSize(1);
            assertThat(pool.holders(lease -> lease.holder() != Thread.currentThread())).isEmpty();
          }
          return "";
        });
  }
}
