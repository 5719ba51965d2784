package example;

import static example.BinShop.get;
import static example.BinShop.url;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From {@code bin/server start} to {@code bin/server stop}, on embedded databases. */
@Timeout(900)
@DisplayNameGeneration(ReplaceUnderscores.class)
final class BinServerTermsIT {

  private final BinShop shop;

  BinServerTermsIT(@TempDir Path directory) {
    this.shop = BinShop.in(directory);
  }

  @Test
  void it_serves_until_it_is_stopped_and_leaves_nothing() throws Exception {
    try (var server = shop.start()) {
      assertThat(get(url(server) + "/products").body()).contains("Espresso");
      assertThat(shop.run("status"))
          .satisfies(
              status -> {
                assertThat(status.exitCode()).isZero();
                assertThat(status.output())
                    .startsWith("shop is running: process " + server.pid() + " since ");
              });

      var stop = shop.run("stop");

      assertThat(stop.exitCode()).isZero();
      assertThat(stop.output())
          .startsWith("shop is stopped: process " + server.pid() + " ended after ");
      var end = server.end();
      assertThat(end.exitCode()).isZero();
      assertThat(end.errors()).isEmpty();
      assertThat(shop.pidFile()).doesNotExist();
      assertThat(shop.run("status").exitCode()).isEqualTo(3);
      assertThat(shop.run("stop"))
          .isEqualTo(
              new BinServer.Outcome(
                  0, "shop is not running: there is no PID file " + shop.pidFile() + "\n", ""));
    }
  }

  @Test
  void a_second_start_is_refused_while_the_first_runs() throws Exception {
    try (var server = shop.start()) {
      url(server);

      var second = shop.run("start");

      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.errors())
          .isEqualTo(
              """
              server.pid-file: another server is running with this PID file, process %s: %s
                where: %s: 3
                fix:   stop it with bin/server stop, or give this one another server.pid-file
              """
                  .formatted(server.pid(), shop.pidFile(), shop.conf()));
      assertThat(shop.run("status").exitCode()).isZero();
    }
  }

  @Test
  void the_pid_file_of_a_killed_server_is_replaced_with_a_note() throws Exception {
    long killed;
    try (var server = shop.start()) {
      url(server);
      killed = server.pid();
      server.kill();
    }
    assertThat(shop.run("status").output())
        .isEqualTo(
            "shop is not running: its process %s is gone, and left %s%n"
                .formatted(killed, shop.pidFile()));

    try (var server = shop.start()) {
      url(server);
      server.terminate();

      var end = server.end();
      assertThat(end.exitCode()).isZero();
      assertThat(end.output())
          .contains("replacing the stale PID file " + shop.pidFile() + ": process " + killed);
    }
    assertThat(shop.pidFile()).doesNotExist();
  }

  /** Process 1 where the system lets us have a container's processes; else the next best. */
  @Test
  void in_a_container_the_pid_file_of_an_earlier_process_1_is_replaced() throws Exception {
    var container =
        List.of("unshare", "--user", "--map-root-user", "--pid", "--fork", "--mount-proc");
    boolean isFirst = canRun(container);
    var taken = isFirst ? 1 : ProcessHandle.current().pid();
    Files.writeString(shop.pidFile(), taken + "\n1000\n");

    try (var server = shop.startBelow(isFirst ? container : List.of("env"))) {
      url(server);
      assertThat(Files.readAllLines(shop.pidFile()))
          .first()
          .isEqualTo(String.valueOf(isFirst ? 1 : server.pid()));
      server.inner().destroy();

      var end = server.end();
      assertThat(end.exitCode()).isZero();
      assertThat(end.output())
          .contains("replacing the stale PID file " + shop.pidFile() + ": process " + taken);
      assertThat(shop.pidFile()).doesNotExist();
    }
  }

  private static boolean canRun(List<String> container) throws Exception {
    var command = new ArrayList<>(container);
    command.add("true");
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void a_sigterm_during_the_start_undoes_it() throws Exception {
    try (var silent = new ServerSocket(0)) {
      shop.configure(
          """
          database.default {
            adapter = mysql, host = "127.0.0.1", port = %s, name = shop, migrate = false
          }
          # H2 prints a stack trace of its own when an interrupt meets it in a migration.
          database.orders.migrate = false
          """
              .formatted(silent.getLocalPort()));
      try (var server = shop.start()) {
        silent.accept();
        server.terminate();

        var end = server.end();

        assertThat(end.exitCode()).isEqualTo(143);
        assertThat(end.output()).doesNotContain("is started");
        assertThat(end.errors())
            .isEqualTo("stopped by a signal during the start; what it had opened is closed\n");
        assertThat(shop.pidFile()).doesNotExist();
      }
    }
  }

  @Test
  void a_terminal_is_told_how_many_databases_are_open_until_the_banner_comes() throws Exception {
    try (var gate = new ServerSocket(0)) {
      gate.setSoTimeout(300_000);
      shop.configure(
          """
          server.workers = 1
          database.orders.pool.min = 1
          database.orders.migrate = false
          database.orders.commands = [
            "create alias gate as $$ void gate(int port) throws Exception {
              new java.net.Socket((String) null, port).getInputStream().read();
            } $$"
            "call gate(%s)"
          ]
          """
              .replaceAll("\\{\n *", "{ ")
              .replaceAll(";\n *", "; ")
              .formatted(gate.getLocalPort()));
      try (var server = shop.startOnTerminal()) {
        var opening = gate.accept();
        server.line("\u001b[K1 of 2 databases opened, waiting for orders");
        opening.close();

        server.line("Server Manager");
        assertThat(shop.run("stop").exitCode()).isZero();

        assertThat(server.end().output()).contains("\n\u001b[K\nServer: shop\n");
      }
    }
  }

  @Test
  void the_command_line_says_how_many_workers() throws Exception {
    try (var server = shop.start("--workers", "3")) {
      url(server);
      server.terminate();

      assertThat(server.end().output()).contains("is started [2]").doesNotContain("is started [3]");
    }
  }

  @Test
  void a_command_that_there_is_not_ends_with_2() throws Exception {
    assertThat(shop.run("begin").exitCode()).isEqualTo(2);
  }
}
