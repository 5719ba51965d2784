package example;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import lido.config.ConfigException;
import lido.container.Application;
import lido.container.Worker;
import lido.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients see of a reload: nothing but the new configuration. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ReloadTest {

  private static final int CLIENTS = 4;
  private static final int RELOADS = 5;

  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
  private final UUID id = UUID.randomUUID();

  /** The one file of the application, which a test changes. */
  private Path conf;

  private Application application;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    conf = directory.resolve("application.conf");
    write("");
    application = Application.of(conf);
    application.start();
  }

  @AfterEach
  void stop() {
    clients.shutdownNow();
    application.stop();
  }

  private void write(String changes) throws IOException {
    Files.writeString(
        conf,
        """
        include required(file("%s"))
        app { start-timeout = 10m, stop-timeout = 3m }, server.drain-timeout = 1m
        server.listeners { tcp.listen = "tcp://127.0.0.1:0", udp.listen = "udp://127.0.0.1:0" }
        server { listen = "http://127.0.0.1:0", pid-file = "%s", workers = 2 }
        database {
          default { name = "mem:shop-%s", pool { acquire-timeout = 1m, connect-timeout = 1m } }
          orders { name = "mem:orders-%s", pool { acquire-timeout = 1m, connect-timeout = 1m } }
        }
        %s
        """
            .formatted(
                Path.of("..", "conf", "application.conf").toAbsolutePath().normalize(),
                conf.resolveSibling("shop.pid"),
                id,
                id,
                changes));
  }

  private HttpRequest request(String path) {
    var server = application.workers().get(0).injector().getInstance(Server.class);
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build();
  }

  /** One request after the other on one connection; returns how many had which answer. */
  private Map<String, Integer> load(HttpRequest request, AtomicBoolean over, Semaphore answered) {
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var answers = new HashMap<String, Integer>();
    while (!over.get()) {
      String answer;
      try {
        answer = String.valueOf(client.send(request, BodyHandlers.ofString()).statusCode());
      } catch (IOException | InterruptedException e) {
        answer = e.toString();
      }
      answers.merge(answer, 1, Integer::sum);
      answered.release();
    }
    return answers;
  }

  @Test
  void five_reloads_under_load_fail_not_one_request() throws Exception {
    var request = request("/products");
    var over = new AtomicBoolean();
    var answered = new Semaphore(0);
    List<Future<Map<String, Integer>>> loads = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      loads.add(clients.submit(() -> load(request, over, answered)));
    }

    for (int i = 0; i < RELOADS; i++) {
      assertThat(answered.tryAcquire(50, 60, SECONDS)).isTrue();
      answered.drainPermits();
      assertThat(application.reload().needsRestart()).isEmpty();
    }
    assertThat(answered.tryAcquire(50, 60, SECONDS)).isTrue();
    over.set(true);

    for (var load : loads) {
      assertThat(load.get(60, SECONDS)).containsOnlyKeys("200");
    }
    assertThat(application.generation()).isEqualTo(1 + RELOADS);
  }

  @Test
  void a_reload_with_a_broken_configuration_says_where_and_the_running_generation_goes_on()
      throws Exception {
    var before = application.workers();
    write("database.orders.pool.max = many");

    assertThatThrownBy(application::reload)
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            database.orders.pool.max: must be a whole number, is "many"
              where: %s: 9
              fix:   write a whole number from 1 to 10000\
            """
                .formatted(conf));

    assertThat(application.workers()).isSameAs(before);
    assertThat(application.generation()).isEqualTo(1);
    assertThat(status("/products")).isEqualTo(200);
  }

  @Test
  void a_reload_serves_the_routes_of_the_new_configuration() throws Exception {
    assertThat(status("/products")).isEqualTo(200);
    write("routes.sets = []");

    application.reload();

    assertThat(status("/products")).isEqualTo(404);
  }

  @Test
  void a_websocket_survives_a_reload() throws Exception {
    var answers = new LinkedBlockingQueue<String>();
    var listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            answers.add(text.toString());
            socket.request(1);
            return null;
          }
        };
    var address = URI.create(request("/ws").uri().toString().replace("http:", "ws:"));
    var socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, listener).join();
    var message = "{\"method\":\"GET\",\"path\":\"/products/1\"}";

    socket.sendText(message, true).join();
    var before = answers.poll(60, SECONDS);
    application.reload();
    socket.sendText(message, true).join();

    assertThat(before).contains("\"id\":1");
    assertThat(answers.poll(60, SECONDS)).isEqualTo(before);
    socket.abort();
  }

  @Test
  void a_reload_changes_the_number_of_workers() throws Exception {
    write("server.workers = 3");

    application.reload();

    assertThat(application.workers()).extracting(Worker::id).containsExactly(0, 1, 2);
    assertThat(status("/products")).isEqualTo(200);
  }

  @Test
  void what_the_listener_cannot_change_is_said_to_need_a_restart() throws Exception {
    write("server { listen = \"http://127.0.0.1:1\", limits.body = 2M }");

    var reload = application.reload();

    assertThat(reload.needsRestart()).containsExactly("server.limits", "server.listen");
    assertThat(status("/products")).isEqualTo(200);
  }

  private int status(String path) throws Exception {
    return HttpClient.newHttpClient().send(request(path), BodyHandlers.ofString()).statusCode();
  }
}
