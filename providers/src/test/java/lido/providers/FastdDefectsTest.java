package lido.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Key;
import com.google.inject.name.Names;
import lido.pool.Adapter;
import lido.pool.Database;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * What FastD gets wrong, by its number in the list of defects, as far as providers could repeat it.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class FastdDefectsTest {

  @Test
  void defect_1_one_failing_key_does_not_hide_another() {
    var conf =
        """
        server.workers = 1
        database.one { adapter = mysql, port = 1, name = a, user = u, pass = p }
        database.two { adapter = mysql, port = 1, name = a, user = u, pass = p }
        """;

    assertThatThrownBy(() -> Started.with(conf, new DatabaseServiceProvider()).close())
        .hasMessageContaining("database.one")
        .hasMessageContaining("database.two");
  }

  @Test
  void defect_5_a_value_that_begins_with_env_is_only_a_value() {
    var row =
        Conf.settings("database.default { name = \"envoy:1\", user = \"env(x)\", pass = \"%a%\" }")
            .rows()
            .get(0);

    assertThat(row.name()).isEqualTo("envoy:1");
    assertThat(row.user()).isEqualTo("env(x)");
    assertThat(row.pass()).isEqualTo("%a%");
  }

  @Test
  void defect_5_placeholders_are_resolved_before_a_row_is_read() {
    var row =
        Conf.settings(
                """
                secret { user = lido, pool { max = 9 } }
                database.default { name = app, user = ${secret.user}, pass = "", pool = ${secret.pool} }
                """)
            .rows()
            .get(0);

    assertThat(row.user()).isEqualTo("lido");
    assertThat(row.pool().max()).isEqualTo(9);
  }

  @Test
  void defect_11_each_key_and_each_worker_has_a_database_of_its_own() throws Exception {
    var conf =
        """
        server.workers = 2
        database.default { adapter = h2, name = "mem:defect-11-a" }
        database.orders { adapter = h2, name = "mem:defect-11-b" }
        """;
    var orders = Key.get(Database.class, Names.named("orders"));

    try (var started = Started.with(conf, new DatabaseServiceProvider())) {
      assertThat(started.get(0, Database.class).key()).isEqualTo("default");
      assertThat(started.get(0, orders).key()).isEqualTo("orders");
      assertThat(started.get(0, orders)).isSameAs(started.get(0, orders));
      assertThat(started.get(0, orders)).isNotSameAs(started.get(1, orders));
    }
  }

  @Test
  void defect_20_an_absent_port_is_the_adapters_also_for_pgsql() {
    var row =
        Conf.settings("database.default { adapter = pgsql, name = a, user = u, pass = p }")
            .rows()
            .get(0);

    assertThat(row.address()).isEqualTo("pgsql://127.0.0.1:5432/a");
  }

  @Test
  void defect_20_a_database_without_a_server_is_possible_by_name_or_url() {
    var rows =
        Conf.settings(
                """
                database.file { adapter = h2, name = "./target/defect-20" }
                database.sqlite { url = "jdbc:sqlite:target/defect-20.db" }
                """)
            .rows();

    assertThat(rows).extracting(row -> row.adapter()).containsExactly(Adapter.H2, Adapter.OTHER);
  }
}
