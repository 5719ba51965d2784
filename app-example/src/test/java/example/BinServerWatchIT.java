package example;

import static example.BinShop.get;
import static example.BinShop.status;
import static example.BinShop.url;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/server start --watch}: changes of the configuration and of classes. */
@Timeout(900)
@DisplayNameGeneration(ReplaceUnderscores.class)
final class BinServerWatchIT {

  private final Path directory;

  BinServerWatchIT(@TempDir Path directory) {
    this.directory = directory;
  }

  private static void awaitEndOf(ProcessHandle process) throws Exception {
    process.onExit().get(300, SECONDS);
  }

  @Test
  void it_follows_the_configuration_and_survives_a_mistake() throws Exception {
    var shop = BinShop.in(directory);
    try (var watcher = shop.start("--watch")) {
      var url = url(watcher);
      var child = shop.process();
      shop.configure("server.workers = many");
      watcher.line("  fix:   write a whole number");
      assertThat(status(url + "/products")).isEqualTo(200);

      shop.configure("routes.sets = []");
      watcher.line("shop is reloaded: generation 2");
      assertThat(status(url + "/products")).isEqualTo(404);

      watcher.signal("INT");
      assertThat(watcher.end().exitCode()).as("that of the server").isZero();
      awaitEndOf(child);
      assertThat(shop.pidFile()).doesNotExist();
    }
  }

  @Test
  void one_that_does_not_start_is_tried_again_at_the_next_change() throws Exception {
    var shop = BinShop.in(directory);
    shop.configure("server.workers = many");
    try (var watcher = shop.start("--watch")) {
      watcher.line("it did not start");

      shop.configure("");

      assertThat(status(url(watcher) + "/products")).isEqualTo(200);
      var child = shop.process();
      watcher.kill();
      awaitEndOf(child);
    }
  }

  @Test
  void a_second_signal_reaches_the_server() throws Exception {
    var shop = BinShop.in(directory);
    shop.configure("server.drain-delay = 30m");
    try (var watcher = shop.start("--watch")) {
      var url = url(watcher);
      watcher.terminate();
      while (status(url + "/health/ready") == 200) {
        assertThat(shop.process().isAlive()).isTrue();
      }

      watcher.terminate();

      assertThat(watcher.end().exitCode()).isEqualTo(4);
    }
  }

  @Test
  void classes_that_change_are_served_by_a_new_process_at_the_same_port() throws Exception {
    var shop = BinShop.copied(directory);
    shop.configure("server.listen = \"http://127.0.0.1:%s\"".formatted(port()));
    var listen = Files.readString(shop.conf());
    try (var watcher = shop.start("--watch")) {
      var url = url(watcher);
      var first = shop.process();
      assertThat(status(url + "/greeting")).isEqualTo(404);

      compile(shop, "one");
      assertThat(url(watcher)).isEqualTo(url);
      awaitEndOf(first);
      var second = shop.process();
      Files.writeString(shop.conf(), listen + "routes.sets += watched.below.Greeting\n");
      watcher.line("shop is reloaded: generation 2");
      assertThat(get(url + "/greeting").body()).isEqualTo("{\"says\":\"one\"}");
      assertThat(shop.process()).as("only reloaded").isEqualTo(second);

      compile(shop, "two");
      assertThat(url(watcher)).isEqualTo(url);
      awaitEndOf(second);
      assertThat(get(url + "/greeting").body()).isEqualTo("{\"says\":\"two\"}");

      var third = shop.process();
      assertThat(shop.run("stop").exitCode()).isZero();
      assertThat(watcher.end().exitCode()).isZero();
      assertThat(third.isAlive()).isFalse();
      assertThat(shop.pidFile()).doesNotExist();
    }
  }

  /** Returns a port that the system gives to nobody who asks for any, so that it stays free. */
  private static int port() throws IOException {
    for (int port = 20_000 + (int) (ProcessHandle.current().pid() % 5_000); ; port++) {
      try (var free = new ServerSocket(port)) {
        return free.getLocalPort();
      } catch (BindException e) {
        // The next one.
      }
    }
  }

  /** Writes a class into the shop's directory of classes, as an editor does when it is saved. */
  private void compile(BinShop shop, String greeting) throws IOException {
    var source =
        Files.writeString(
            directory.resolve("Greeting.java"),
            """
            package watched.below;

            public final class Greeting implements lido.server.RouteSet {

              public void define(lido.server.Routes routes) {
                routes.get("/greeting", Greeting.class, Greeting::say);
              }

              Object say(lido.server.Request request) {
                return java.util.Map.of("says", "%s");
              }
            }
            """
                .formatted(greeting));
    var classPath = System.getProperty("java.class.path");
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "-proc:none",
                    "-cp",
                    classPath,
                    "-d",
                    shop.classes().toString(),
                    source.toString()))
        .isZero();
  }
}
