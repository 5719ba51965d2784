package lido.providers;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import lido.container.Application;
import lido.container.ServiceProvider;
import lido.server.Server;

/** A started application with a server, asked over HTTP. */
final class Serving implements AutoCloseable {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Application application;
  private final int port;

  private Serving(Application application) {
    this.application = application;
    var injector = application.workers().get(0).injector();
    this.port = injector.getInstance(Server.class).port();
  }

  static Serving with(Path directory, String conf, ServiceProvider... providers) throws Exception {
    var own =
        """
        app.name = test
        server { listen = "http://127.0.0.1:0", workers = 1, pid-file = "%s" }
        """
            .formatted(directory.resolve("test.pid"));
    var application = Application.of(Conf.patient(own + conf)).register(providers);
    application.register(new ServerServiceProvider());
    application.start();
    return new Serving(application);
  }

  Application application() {
    return application;
  }

  HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> getLater(String path) {
    return client.sendAsync(request(path), BodyHandlers.ofString());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
  }

  @Override
  public void close() {
    application.stop();
  }
}
