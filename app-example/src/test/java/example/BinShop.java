package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A configuration of the example in a directory of its own, and the commands that take it. */
final class BinShop {

  private final Path repository;
  private final String base;
  private final Path directory;

  private BinShop(Path repository, String base, Path directory) {
    this.repository = repository;
    this.base = base;
    this.directory = directory;
    configure("");
  }

  /** On embedded databases. */
  static BinShop in(Path directory) {
    return in(directory, "application.conf");
  }

  /** On one of the configurations in conf. */
  static BinShop in(Path directory, String base) {
    return new BinShop(repository(), base, directory);
  }

  /** From a copy of all that {@code bin/server} needs, where a test may change classes. */
  static BinShop copied(Path directory) throws IOException {
    var copy = directory.resolve("copy");
    var target = "app-example/target/";
    for (var part :
        List.of(
            "bin", "conf", target + "classes", target + "lib", target + "lido-app-example.jar")) {
      copy(repository().resolve(part), copy.resolve(part));
    }
    return new BinShop(copy, "application.conf", directory);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var all = Files.walk(from)) {
      for (var each : all.toList()) {
        var target = to.resolve(from.relativize(each).toString());
        Files.createDirectories(target.getParent());
        Files.copy(each, target);
      }
    }
  }

  private static Path repository() {
    return Path.of("..").toAbsolutePath().normalize();
  }

  /** Writes the configuration; what is added begins in line 4. */
  void configure(String more) {
    try {
      Files.writeString(
          conf(),
          """
          include file("%s")
          server.listeners { tcp.listen = "tcp://127.0.0.1:0", udp.listen = "udp://127.0.0.1:0" }
          server { listen = "http://127.0.0.1:0", pid-file = "%s" }
          %s
          # H2's first connection is slow on a busy machine.
          database-defaults.pool.connect-timeout = 1m
          database { default.pool.acquire-timeout = 1m, orders.pool.acquire-timeout = 1m }
          app.start-timeout = 10m
          """
              .formatted(repository.resolve("conf").resolve(base), pidFile(), more));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directory() {
    return directory;
  }

  Path conf() {
    return directory.resolve("shop.conf");
  }

  Path pidFile() {
    return directory.resolve("shop.pid");
  }

  Path socket() {
    return directory.resolve("shop.sock");
  }

  /** The directory of classes that a copy is run from. */
  Path classes() {
    return repository.resolve("app-example/target/classes");
  }

  /** Returns the process that the PID file names. */
  ProcessHandle process() throws IOException {
    long pid = Long.parseLong(Files.readAllLines(pidFile()).get(0));
    return ProcessHandle.of(pid).orElseThrow();
  }

  /** Runs {@code bin/server start}. */
  BinServer start(String... more) throws IOException {
    return BinServer.start(script("server"), directory, arguments("start", more));
  }

  /** Runs {@code bin/server start} on a terminal of its own, which has one output. */
  BinServer startOnTerminal() throws IOException {
    var command = script("server") + " start --conf shop.conf";
    return BinServer.start(Path.of("script"), directory, "-qec", command, "/dev/null");
  }

  /** Runs {@code bin/server start} below another command, which runs it. */
  BinServer startBelow(List<String> command) throws IOException {
    var arguments = new ArrayList<>(command.subList(1, command.size()));
    arguments.add(script("server").toString());
    arguments.addAll(List.of(arguments("start")));
    return BinServer.start(Path.of(command.get(0)), directory, arguments.toArray(String[]::new));
  }

  /** Runs a command of {@code bin/server} to its end. */
  BinServer.Outcome run(String command, String... more) throws Exception {
    return outcome("server", arguments(command, more));
  }

  /** Runs a command of {@code bin/console} to its end. */
  BinServer.Outcome console(String command, String... more) throws Exception {
    return outcome("console", arguments(command, more));
  }

  private BinServer.Outcome outcome(String script, String... arguments) throws Exception {
    try (var running = BinServer.start(script(script), directory, arguments)) {
      return running.end();
    }
  }

  private Path script(String name) {
    return repository.resolve("bin").resolve(name);
  }

  private static String[] arguments(String command, String... more) {
    var arguments = new ArrayList<>(List.of(command, "--conf", "shop.conf"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  /**
   * Reads the banner of a server that starts, and returns its address once it is ready: a moment
   * after the banner, when a signal is no longer one that came during the start.
   */
  static String url(BinServer server) throws IOException, InterruptedException {
    var url = server.line("Server http://").substring("Server ".length());
    server.line("Server Manager");
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (status(url + "/health/ready") != 200) {
      assertThat(System.nanoTime()).as("ready within 5 minutes").isLessThan(deadline);
    }
    return url;
  }

  static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  /** Returns the status of the answer. */
  static int status(String url) throws IOException, InterruptedException {
    return get(url).statusCode();
  }
}
