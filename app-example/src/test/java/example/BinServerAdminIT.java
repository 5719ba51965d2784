package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/server} does with a running server, over its admin socket and by signals. */
@Timeout(180)
@DisplayNameGeneration(ReplaceUnderscores.class)
final class BinServerAdminIT {

  private final Path directory;
  private final Path pidFile;
  private final Path socket;

  BinServerAdminIT(@TempDir Path directory) {
    this.directory = directory;
    this.pidFile = directory.resolve("shop.pid");
    this.socket = directory.resolve("shop.sock");
  }

  @BeforeEach
  void configure() throws IOException {
    configure("");
  }

  private void configure(String more) throws IOException {
    Files.writeString(
        directory.resolve("shop.conf"),
        """
        include file("%s")
        server.listeners { tcp.listen = "tcp://127.0.0.1:0", udp.listen = "udp://127.0.0.1:0" }
        server { listen = "http://127.0.0.1:0", pid-file = "%s" }
        %s
        """
            .formatted(Path.of("..", "conf", "application.conf").toRealPath(), pidFile, more));
  }

  private BinServer start(String... more) throws IOException {
    return BinServer.start(directory, arguments("start", more));
  }

  private BinServer.Outcome run(String command, String... more) throws Exception {
    return BinServer.run(directory, arguments(command, more));
  }

  private static String[] arguments(String command, String... more) {
    var arguments = new java.util.ArrayList<>(List.of(command, "--conf", "shop.conf"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static int get(String url, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString())
        .statusCode();
  }

  private static String url(BinServer server) throws IOException {
    var url = server.line("Server http://").substring("Server ".length());
    server.line("Server Manager");
    return url;
  }

  private boolean isServing(int generation) throws Exception {
    return run("status").output().contains("generation " + generation + ",");
  }

  private static void awaitEndOf(long pid) throws Exception {
    var process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      process.get().onExit().get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void status_tells_people_and_programs_what_the_server_does() throws Exception {
    try (var server = start()) {
      var url = url(server);
      assertThat(get(url, "/products")).isEqualTo(200);

      var table = run("status");
      var json = run("status", "--json");

      assertThat(table.exitCode()).isZero();
      assertThat(table.output())
          .startsWith("shop is running: process " + server.pid() + " since ")
          .contains("RUNNING, generation 1, ", url, "requests 1, errors 0, refused 0")
          .containsPattern("(?m)^worker 0 +[01] +0 +0$")
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
    try (var server = start()) {
      url(server);
      Files.delete(socket);

      var status = run("status");

      assertThat(status.exitCode()).isEqualTo(1);
      assertThat(status.errors())
          .startsWith("shop is running: process " + server.pid() + " since ")
          .contains(", but it does not answer at " + socket + ": ");
    }
  }

  @Test
  void a_reload_names_every_worker_and_what_needs_a_restart() throws Exception {
    try (var server = start()) {
      var url = url(server);
      configure("server { workers = 1, limits.body = 2M }\nroutes.sets = []");

      var reload = run("reload");

      assertThat(reload.exitCode()).as(reload.errors()).isZero();
      assertThat(reload.output())
          .contains(
              """
              worker 0 replaced
              worker 1 stopped
              server.limits has changed, but needs a restart: bin/server restart
              shop is reloaded: generation 2, after \
              """);
      assertThat(get(url, "/products")).isEqualTo(404);
    }
  }

  @Test
  void a_reload_of_a_wrong_configuration_prints_what_a_start_would_and_the_server_goes_on()
      throws Exception {
    try (var server = start()) {
      var url = url(server);
      configure("database.orders.pool.max = many");

      var reload = run("reload");

      assertThat(reload.exitCode()).isEqualTo(1);
      assertThat(reload.errors())
          .isEqualTo(
              """
              database.orders.pool.max: must be a whole number, is "many"
                where: %s: 4
                fix:   write a whole number from 1 to 10000
              """
                  .formatted(directory.resolve("shop.conf")));
      assertThat(get(url, "/products")).isEqualTo(200);
      assertThat(isServing(1)).isTrue();
    }
  }

  @Test
  void a_restart_with_a_wrong_configuration_leaves_the_server_as_it_is() throws Exception {
    try (var server = start()) {
      var url = url(server);
      configure("server.threads = none");

      var restart = run("restart");

      assertThat(restart.exitCode()).isEqualTo(1);
      assertThat(restart.errors()).startsWith("server.threads: must be a whole number");
      assertThat(get(url, "/products")).isEqualTo(200);
    }
  }

  @Test
  void sighup_reloads() throws Exception {
    try (var server = start()) {
      url(server);

      server.signal("HUP");

      while (!isServing(2)) {
        assertThat(isServing(1) || isServing(2)).isTrue();
      }
    }
  }

  @Test
  void a_second_signal_stops_at_once() throws Exception {
    configure("server.drain-delay = 30m");
    try (var server = start()) {
      var url = url(server);
      server.terminate();
      while (!run("status").output().contains("STOPPING")) {
        assertThat(get(url, "/products")).as("served during the delay").isEqualTo(200);
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
    var reload = run("reload");

    assertThat(reload.exitCode()).isEqualTo(3);
    assertThat(reload.output()).startsWith("shop is not running: ");
  }

  @Test
  void a_daemon_serves_when_the_command_has_ended_and_logs_to_a_file() throws Exception {
    var start = run("start", "--daemon");
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
      assertThat(get(url, "/products")).isEqualTo(200);
      assertThat(directory.resolve("logs/shop.log")).content().contains("migrated to version");
      assertThat(directory.resolve("logs/shop.out")).content().doesNotContain("migrated");

      var second = run("start", "-d");
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.errors()).startsWith("shop is running: process ");
    } finally {
      assertThat(run("stop").exitCode()).isZero();
    }
    assertThat(pidFile).doesNotExist();
    assertThat(socket).doesNotExist();
  }

  @Test
  void a_daemon_that_does_not_start_says_why() throws Exception {
    configure(
        "database.orders { adapter = mysql, host = \"127.0.0.1\", port = 1, migrate = false }");

    var start = run("start", "-d");

    assertThat(start.exitCode()).isEqualTo(1);
    assertThat(start.errors())
        .contains(
            "database.orders: cannot connect to mysql://127.0.0.1:1/", "  where: ", "  fix:   ")
        .doesNotContain("\tat ");
    assertThat(pidFile).doesNotExist();
  }

  @Test
  void a_watched_server_follows_its_configuration_and_survives_a_mistake() throws Exception {
    try (var watcher = start("--watch")) {
      var url = url(watcher);
      long child = Long.parseLong(Files.readAllLines(pidFile).get(0));
      configure("server.workers = many");
      watcher.line("  fix:   write a whole number");
      assertThat(get(url, "/products")).isEqualTo(200);

      configure("routes.sets = []");
      watcher.line("shop is reloaded: generation 2");
      assertThat(get(url, "/products")).isEqualTo(404);

      watcher.terminate();
      assertThat(watcher.end().exitCode()).isEqualTo(143);
      awaitEndOf(child);
      assertThat(pidFile).doesNotExist();
    }
  }

  @Test
  void a_watched_server_that_does_not_start_is_tried_again_at_the_next_change() throws Exception {
    configure("server.workers = many");
    try (var watcher = start("--watch")) {
      watcher.line("it did not start");

      configure("");

      assertThat(get(url(watcher), "/products")).isEqualTo(200);
      watcher.kill();
      awaitEndOf(Long.parseLong(Files.readAllLines(pidFile).get(0)));
    }
  }
}
