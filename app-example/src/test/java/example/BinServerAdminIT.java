package example;

import static example.BinShop.status;
import static example.BinShop.url;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/server} does with a running server, over its admin socket and by signals. */
@Timeout(900)
@DisplayNameGeneration(ReplaceUnderscores.class)
final class BinServerAdminIT {

  private final BinShop shop;

  BinServerAdminIT(@TempDir Path directory) {
    this.shop = BinShop.in(directory);
  }

  private boolean isServing(int generation) throws Exception {
    return shop.run("status").output().contains("generation " + generation + ",");
  }

  @Test
  void status_tells_people_and_programs_what_the_server_does() throws Exception {
    try (var server = shop.start()) {
      // Not asked whether it is ready: how often that takes is the machine's business.
      var url = server.line("Server http://").substring("Server ".length());
      server.line("Server Manager");
      assertThat(status(url + "/products")).isEqualTo(200);

      var table = shop.run("status");
      while (table.output().contains("STARTING")) {
        table = shop.run("status");
      }
      var json = shop.run("status", "--json");

      assertThat(table.exitCode()).isZero();
      assertThat(table.output())
          .startsWith("shop is running: process " + server.pid() + " since ")
          .contains("RUNNING, generation 1, ", url, "\nrequests 1, errors 0, refused 0\n")
          .containsPattern("(?m)^worker 0 +[0-9] +0 +0$")
          .containsPattern("(?m)^worker 1  orders +0 +2 +0 +0 +4$")
          .doesNotContain("\033");
      assertThat(json.exitCode()).isZero();
      assertThat(json.output())
          .startsWith("{")
          .contains("\"pid\" : " + server.pid(), "\"generation\" : 1", "\"key\" : \"orders\"");
    }
  }

  @Test
  void a_server_that_does_not_answer_is_said_to_run_all_the_same() throws Exception {
    try (var server = shop.start()) {
      url(server);
      Files.delete(shop.socket());

      var status = shop.run("status");

      assertThat(status.exitCode()).isEqualTo(1);
      assertThat(status.errors())
          .startsWith("shop is running: process " + server.pid() + " since ")
          .contains(", but it does not answer at " + shop.socket() + ": ");
    }
  }

  @Test
  void a_reload_names_every_worker_and_what_needs_a_restart() throws Exception {
    try (var server = shop.start()) {
      var url = url(server);
      shop.configure("server { workers = 1, limits.body = 2M }\nroutes.sets = []");

      var reload = shop.run("reload");

      assertThat(reload.exitCode()).as(reload.errors()).isZero();
      assertThat(reload.output())
          .contains(
              """
              worker 0 replaced
              worker 1 stopped
              server.limits has changed, but needs a restart: bin/server restart
              shop is reloaded: generation 2, after \
              """);
      assertThat(status(url + "/products")).isEqualTo(404);
    }
  }

  @Test
  void a_reload_of_a_wrong_configuration_prints_what_a_start_would_and_the_server_goes_on()
      throws Exception {
    try (var server = shop.start()) {
      var url = url(server);
      shop.configure("database.orders.pool.max = many");

      var reload = shop.run("reload");

      assertThat(reload.exitCode()).isEqualTo(1);
      assertThat(reload.errors())
          .isEqualTo(
              """
              database.orders.pool.max: must be a whole number, is "many"
                where: %s: 4
                fix:   write a whole number from 1 to 10000
              """
                  .formatted(shop.conf()));
      assertThat(status(url + "/products")).isEqualTo(200);
      assertThat(isServing(1)).isTrue();
    }
  }

  @Test
  void a_restart_with_a_wrong_configuration_leaves_the_server_as_it_is() throws Exception {
    try (var server = shop.start()) {
      var url = url(server);
      shop.configure("server.threads = none");

      var restart = shop.run("restart");

      assertThat(restart.exitCode()).isEqualTo(1);
      assertThat(restart.errors()).startsWith("server.threads: must be a whole number");
      assertThat(status(url + "/products")).isEqualTo(200);
    }
  }

  @Test
  void sighup_reloads() throws Exception {
    try (var server = shop.start()) {
      url(server);

      server.signal("HUP");

      while (!isServing(2)) {
        assertThat(isServing(1) || isServing(2)).isTrue();
      }
    }
  }

  @Test
  void a_second_signal_stops_at_once() throws Exception {
    shop.configure("server.drain-delay = 30m");
    try (var server = shop.start()) {
      var url = url(server);
      server.terminate();
      while (!shop.run("status").output().contains("STOPPING")) {
        assertThat(status(url + "/products")).as("served during the delay").isEqualTo(200);
      }

      server.terminate();

      var end = server.end();
      assertThat(end.exitCode()).isEqualTo(4);
      assertThat(end.errors())
          .isEqualTo("stopped at once by a second signal; what was running is lost\n");
    }
  }

  @Test
  void what_is_not_running_cannot_be_reloaded() throws Exception {
    var reload = shop.run("reload");

    assertThat(reload.exitCode()).isEqualTo(3);
    assertThat(reload.output()).startsWith("shop is not running: ");
  }

  @Test
  void a_daemon_serves_when_the_command_has_ended_and_logs_to_a_file() throws Exception {
    var start = shop.run("start", "--daemon");
    try {
      assertThat(start.exitCode()).as(start.errors()).isZero();
      var url =
          start
              .output()
              .lines()
              .filter(line -> line.startsWith("Server http://"))
              .findFirst()
              .orElseThrow()
              .substring("Server ".length());
      assertThat(status(url + "/products")).isEqualTo(200);
      assertThat(shop.directory().resolve("logs/shop.log"))
          .content()
          .contains("migrated to version");
      assertThat(shop.directory().resolve("logs/shop.out")).content().doesNotContain("migrated");

      var second = shop.run("start", "-d");
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.errors()).startsWith("shop is running: process ");
    } finally {
      assertThat(shop.run("stop").exitCode()).isZero();
    }
    assertThat(shop.pidFile()).doesNotExist();
    assertThat(shop.socket()).doesNotExist();
  }

  @Test
  void a_daemon_that_does_not_start_says_why() throws Exception {
    shop.configure(
        "database.orders { adapter = mysql, host = \"127.0.0.1\", port = 1, migrate = false }");

    var start = shop.run("start", "-d");

    assertThat(start.exitCode()).isEqualTo(1);
    assertThat(start.errors())
        .contains(
            "database.orders: cannot connect to mysql://127.0.0.1:1/", "  where: ", "  fix:   ")
        .doesNotContain("\tat ");
    assertThat(shop.pidFile()).doesNotExist();
  }
}
