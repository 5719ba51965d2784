package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/console} as a shell runs it, on embedded databases. */
@Timeout(900)
@DisplayNameGeneration(ReplaceUnderscores.class)
final class BinConsoleIT {

  private final BinShop shop;

  BinConsoleIT(@TempDir Path directory) {
    this.shop = BinShop.in(directory);
  }

  @Test
  void help_shows_the_shops_own_command_and_no_colours_in_a_pipe() throws Exception {
    var help = shop.console("--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.output())
        .startsWith("Usage: bin/console ")
        .contains("config", "orders:count", "Counts the orders.")
        .doesNotContain("\u001b");
  }

  @Test
  void the_shops_own_command_reads_a_database_and_the_log_is_no_output() throws Exception {
    var count = shop.console("orders:count", "--customer", "Ada");

    assertThat(count.exitCode()).as(count.errors()).isZero();
    assertThat(count.output()).isEqualTo("0\n");
    assertThat(count.errors()).contains("database.orders migrated to version 1");
  }

  @Test
  void route_asks_for_a_product_without_a_server() throws Exception {
    var route = shop.console("route", "GET", "/products/1");

    assertThat(route.exitCode()).as(route.errors()).isZero();
    assertThat(route.output()).startsWith("200 OK\n").contains("\"name\":\"Espresso\"");
    assertThat(shop.pidFile()).doesNotExist();
  }

  @Test
  void check_finds_the_shop_in_order_and_what_is_wrong_with_another() throws Exception {
    var check = shop.console("check");
    assertThat(check.exitCode()).as(check.output() + check.errors()).isZero();
    assertThat(check.output())
        .contains("ok    database.orders: driver org.h2.Driver")
        .doesNotContain("wrong");

    shop.configure(
        "database.orders { adapter = mariadb, host = a, name = b, user = c, pass = geheim }");
    var wrong = shop.console("check");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.output())
        .contains("wrong database.orders: the JDBC driver is not on the class path")
        .doesNotContain("geheim");
  }

  @Test
  void the_commands_of_bin_server_are_pointed_to() throws Exception {
    var start = shop.console("start");

    assertThat(start.exitCode()).isEqualTo(2);
    assertThat(start.errors()).contains("start is a command of bin/server: bin/server start\n");
  }
}
