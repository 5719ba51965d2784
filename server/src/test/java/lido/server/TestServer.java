package lido.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.util.Modules;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import lido.config.ConfigProblem;
import lido.config.ConfigSection;
import lido.container.Worker;

/** A server over real sockets, with workers that need no application. */
final class TestServer implements AutoCloseable {

  /** All there were; the last generation serves. */
  private final List<FakeWorker> workers;

  private final AtomicReference<List<Worker>> serving;

  /** Readiness is down. */
  private final AtomicBoolean announced;

  private final Server server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private TestServer(
      List<FakeWorker> workers,
      AtomicReference<List<Worker>> serving,
      AtomicBoolean announced,
      Server server) {
    this.workers = new ArrayList<>(workers);
    this.serving = serving;
    this.announced = announced;
    this.server = server;
  }

  static TestServer of(RouteSet routes) throws InterruptedException {
    return of("", 2, 8, routes);
  }

  static TestServer of(String config, RouteSet routes) throws InterruptedException {
    return of(config, 2, 8, routes);
  }

  static TestServer of(
      String config, int workerCount, int maxCoroutines, RouteSet routes, Module... modules)
      throws InterruptedException {
    return of(config, Duration.ZERO, workerCount, maxCoroutines, routes, modules);
  }

  /** Takes how long the connections without a request have, when the server stops. */
  static TestServer of(
      String config,
      Duration linger,
      int workerCount,
      int maxCoroutines,
      RouteSet routes,
      Module... modules)
      throws InterruptedException {
    var announced = new AtomicBoolean();
    var workers = workers(workerCount, maxCoroutines, routes, modules);
    var serving = new AtomicReference<List<Worker>>(List.copyOf(workers));
    var server = new Server(config(config), lines -> {});
    try {
      workers.forEach(new Routing()::open);
      server.listen(serving::get, new DrainPolicy(announced::get, linger));
    } catch (RuntimeException | InterruptedException e) {
      server.stop();
      workers.forEach(FakeWorker::close);
      throw e;
    }
    return new TestServer(workers, serving, announced, server);
  }

  /** Returns workers of one generation, with the routes that {@link Routing#open} asks for. */
  static List<FakeWorker> workers(
      int count, int maxCoroutines, RouteSet routes, Module... modules) {
    Module own =
        binder -> Multibinder.newSetBinder(binder, RouteSet.class).addBinding().toInstance(routes);
    var all = Modules.combine(Modules.combine(modules), own);
    return IntStream.range(0, count)
        .mapToObj(id -> new FakeWorker(id, maxCoroutines, all))
        .toList();
  }

  static ServerConfig config(String overrides) {
    var problems = new ArrayList<ConfigProblem>();
    var config =
        ConfigFactory.parseString(overrides)
            .withFallback(
                ConfigFactory.parseString(
                    """
                    app.name = test
                    # Whatever a busy machine needs, where a test does not say otherwise.
                    server {
                      listen = "http://127.0.0.1:0", drain-timeout = 5m
                      limits { header-timeout = 5m, body-timeout = 5m, write-timeout = 5m }
                      limits.idle-timeout = 5m
                    }
                    """))
            .withFallback(ConfigFactory.parseResources("reference.conf"))
            .resolve();
    var read = ServerConfig.read(ConfigSection.of(config, "server", problems::add));
    assertThat(problems).isEmpty();
    return read;
  }

  /** Lets a generation of two workers serve; those before it refuse from now on. */
  void replaceWorkers(RouteSet routes) {
    var next = workers(2, 8, routes);
    next.forEach(new Routing()::open);
    serving.set(List.copyOf(next));
    workers.forEach(FakeWorker::close);
    workers.addAll(next);
  }

  /** As after a stop of the application that did not reach the listeners. */
  void loseWorkers() {
    serving.set(List.of());
    workers.forEach(FakeWorker::close);
  }

  /** Readiness goes down; all is served as before. */
  void announceStop() {
    announced.set(true);
  }

  List<FakeWorker> workers() {
    return workers;
  }

  Server server() {
    return server;
  }

  int port() {
    return server.port();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "", "");
  }

  HttpResponse<String> send(String method, String path, String contentType, String body)
      throws IOException, InterruptedException {
    return client.send(request(method, path, contentType, body), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return send("POST", path, "application/json", json);
  }

  java.util.concurrent.CompletableFuture<HttpResponse<String>> getLater(String path) {
    return client.sendAsync(request("GET", path, "", ""), BodyHandlers.ofString());
  }

  private HttpRequest request(String method, String path, String contentType, String body) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofMinutes(1))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    return request.build();
  }

  /** Opens a connection on which a test may misbehave. */
  Raw raw() throws IOException {
    return new Raw(new Socket("127.0.0.1", port()));
  }

  /** Opens a connection to another listener than the main one. */
  Raw raw(String listener) throws IOException {
    return new Raw(new Socket("127.0.0.1", server.port(listener)));
  }

  @Override
  public void close() {
    server.stop();
    workers.forEach(FakeWorker::close);
  }

  /** Bytes to and from the server. */
  record Raw(Socket socket) implements AutoCloseable {

    Raw {
      try {
        socket.setSoTimeout(60_000);
      } catch (java.net.SocketException e) {
        throw new AssertionError(e);
      }
    }

    Raw send(String text) throws IOException {
      // One byte for each character below 256, so that a test can send what is no UTF-8.
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return this;
    }

    Raw sendUtf8(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(UTF_8));
      return this;
    }

    /** Reads until the server closes; a reset counts as closed. */
    String readToEnd() throws IOException {
      var bytes = new java.io.ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(bytes);
      } catch (java.net.SocketTimeoutException e) {
        throw new AssertionError("the server did not close; it sent: " + bytes, e);
      } catch (java.net.SocketException e) {
        // Closed all the same.
      }
      return bytes.toString(ISO_8859_1);
    }

    /** Reads up to the next line end, as UTF-8. */
    String readLine() throws IOException {
      var line = new java.io.ByteArrayOutputStream();
      for (int next = socket.getInputStream().read();
          next != '\n';
          next = socket.getInputStream().read()) {
        if (next < 0) {
          throw new AssertionError("closed in the line: " + line);
        }
        line.write(next);
      }
      return line.toString(UTF_8);
    }

    /** Reads until the text has come. */
    String readUntil(String text) throws IOException {
      var read = new StringBuilder();
      while (read.indexOf(text) < 0) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          throw new AssertionError("closed before \"" + text + "\"; it sent: " + read);
        }
        read.append((char) next);
      }
      return read.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
