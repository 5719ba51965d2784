package example;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import lido.container.Application;
import lido.container.ServiceProvider;
import lido.container.StartException;
import lido.server.Server;

/** The running example, and a client for it. */
final class Shop implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final Application application;
  private final URI uri;

  private Shop(Application application) {
    this.application = application;
    var server = application.workers().get(0).injector().getInstance(Server.class);
    this.uri = URI.create("http://127.0.0.1:" + server.port());
  }

  /** Starts the application of a file in conf, with what a test changes. */
  static Shop start(String file, String changes, ServiceProvider... providers)
      throws StartException {
    var application = Application.of(config(file, changes)).register(providers);
    application.start();
    return new Shop(application);
  }

  static Config config(String file, String changes) {
    return ConfigFactory.parseString(changes, origin("test"))
        .withFallback(ConfigFactory.parseString(ports(), origin("test")))
        .withFallback(ConfigFactory.parseFile(Path.of("..", "conf", file).toFile()));
  }

  /** A free port and a PID file of its own, so that any number of shops may run. */
  private static String ports() {
    try {
      var directory = Files.createTempDirectory("shop");
      directory.toFile().deleteOnExit();
      return """
      server {
        listen = "http://127.0.0.1:0"
        listeners { tcp.listen = "tcp://127.0.0.1:0", udp.listen = "udp://127.0.0.1:0" }
        pid-file = "%s/shop.pid", drain-timeout = 1m
      }
      # A busy machine takes its time.
      app { start-timeout = 10m, stop-timeout = 3m }
      database-defaults.pool {
        acquire-timeout = 1m, connect-timeout = 1m, validation-timeout = 1m
      }
      """
          .formatted(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ConfigParseOptions origin(String description) {
    return ConfigParseOptions.defaults().setOriginDescription(description);
  }

  Application application() {
    return application;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri.resolve(path)).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Override
  public void close() {
    application.stop();
  }
}
