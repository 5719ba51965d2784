package lido.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class ConnectionBudgetTest {

  private static final String TWO_ON_ONE_SERVER =
      """
      database-defaults { user = u, pass = geheim }
      database {
        default { name = shop }
        orders { name = orders, pool.max = 6 }
        audit { name = audit, host = elsewhere }
        test { adapter = h2, name = "mem:test" }
      }
      """;

  private static List<ConnectionBudget> budgets(int workers) {
    return ConnectionBudget.of(Conf.settings(TWO_ON_ONE_SERVER).rows(), workers);
  }

  @Test
  void keys_on_one_server_share_its_limit() {
    assertThat(budgets(8))
        .extracting(budget -> budget.line(0))
        .containsExactly(
            "connections to mysql://127.0.0.1:3306: 8 workers x (default 4 + orders 6) = 80",
            "connections to mysql://elsewhere:3306: 8 workers x (audit 4) = 32",
            "connections to h2:mem:test: 8 workers x (test 4) = 32");
  }

  @Test
  void a_known_limit_stands_in_the_line() {
    assertThat(budgets(8).get(0).line(151)).endsWith("= 80 of 151");
  }

  @Test
  void eighty_percent_are_no_warning_and_one_more_is() {
    var budget = budgets(8).get(0);

    assertThat(budget.warning(0)).isEmpty();
    assertThat(budget.warning(100)).isEmpty();
    assertThat(budget.warning(99)).isPresent();
  }

  @Test
  void the_warning_has_the_numbers_to_set() {
    assertThat(budgets(20).get(0).warning(151))
        .hasValue(
            """
            connections to mysql://127.0.0.1:3306: 20 workers x (default 4 + orders 6) = 200 are over \
            80 % of the 151 that it allows
              fix:   raise the server's max_connections to at least 250, or lower server.workers or \
            pool.max until the product is at most 120""");
  }
}
