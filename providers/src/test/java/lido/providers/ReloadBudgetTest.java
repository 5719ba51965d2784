package lido.providers;

import static org.assertj.core.api.Assertions.assertThat;

import lido.container.Application;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class ReloadBudgetTest {

  private static final String CONF =
      """
      server { workers = 2, task-workers = 1 }
      database {
        default { adapter = h2, name = "mem:budget", pool.max = 3 }
        orders { adapter = h2, name = "mem:budget-orders", pool.max = 4 }
      }
      """;

  private static final String ONE =
      "database.default { adapter = h2, name = \"mem:budget\", pool.max = 3 }";

  @Test
  void a_reload_says_beforehand_what_both_generations_may_need() throws Exception {
    var application =
        Application.of(Conf.of("app.name = test\n" + CONF)).register(new DatabaseServiceProvider());
    application.start();
    try {
      var rows = DatabaseSettings.read(application.config(), problem -> {}).rows();

      assertThat(new ReloadBudget(rows.subList(0, 1), 5).lines(application))
          .containsExactly("while reloading, up to 9 + 15 = 24 connections to h2:mem:budget");
    } finally {
      application.stop();
    }
  }

  @Test
  void a_server_that_only_the_next_generation_has_is_told_too() throws Exception {
    var application =
        Application.of(Conf.of("app.name = test\nserver.workers = 2\n" + ONE))
            .register(new DatabaseServiceProvider());
    application.start();
    try {
      var rows = DatabaseSettings.read(Conf.of(CONF), problem -> {}).rows();

      assertThat(new ReloadBudget(rows, 3).lines(application))
          .containsExactly(
              "while reloading, up to 6 + 9 = 15 connections to h2:mem:budget",
              "while reloading, up to 12 connections to h2:mem:budget-orders, where there were"
                  + " none");
    } finally {
      application.stop();
    }
  }

  @Test
  void a_limit_that_is_too_low_is_told() {
    var rows = DatabaseSettings.read(Conf.of(CONF), problem -> {}).rows();
    var old = ConnectionBudget.of(rows, 3).get(0);

    assertThat(ReloadBudget.line(old, 9, 100))
        .isEqualTo("while reloading, up to 9 + 9 = 18 connections to h2:mem:budget of 100");
    assertThat(ReloadBudget.line(old, 9, 17))
        .isEqualTo(
            "while reloading, up to 9 + 9 = 18 connections to h2:mem:budget, which allows 17: new"
                + " workers may not be able to open theirs");
  }
}
