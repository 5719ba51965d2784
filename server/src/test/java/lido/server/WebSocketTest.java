package lido.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import lido.server.Controllers.Echo;
import lido.server.Controllers.Gate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Messages on a WebSocket, and what handlers push. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WebSocketTest {

  private static final String HELLO = "{\"method\":\"GET\",\"path\":\"/\"}";
  private static final String WORLD = "{\"hello\":\"world\"}";

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.of(config(""), WebSocketTest::routes);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String config(String options) {
    return "server.listeners.main { websocket = /ws, %s }".formatted(options);
  }

  /** Keeps the channel of whoever asked last, as a chat would keep all. */
  private static final BlockingQueue<PushChannel> CHANNELS = new LinkedBlockingQueue<>();

  private static void routes(Routes routes) {
    Messaging.routes(routes);
    routes.get("/ws", Echo.class, Echo::hello);
    routes.get(
        "/token",
        Echo.class,
        (echo, request) -> request.headers("authorization") + " " + request.headers("upgrade"));
    routes.get(
        "/bytes",
        Echo.class,
        (echo, request) -> Response.bytes("application/octet-stream", new byte[] {0, 1, 2}));
    routes.get(
        "/subscribe",
        Echo.class,
        (echo, request) -> {
          var channel = request.channel().orElseThrow(() -> new HttpException(400, "no socket"));
          CHANNELS.add(channel);
          return channel.push(Map.of("event", "welcome"));
        });
  }

  /** What a browser would see. */
  static final class Client implements WebSocket.Listener, AutoCloseable {

    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<String> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    Client(int port, String... headers) {
      var builder = HttpClient.newHttpClient().newWebSocketBuilder();
      for (int i = 0; i < headers.length; i += 2) {
        builder.header(headers[i], headers[i + 1]);
      }
      this.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), this).join();
    }

    Client send(String text) {
      socket.sendText(text, true).join();
      return this;
    }

    String next() throws InterruptedException {
      var message = messages.poll(60, SECONDS);
      assertThat(message).as("a message").isNotNull();
      return message;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        messages.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      messages.add("binary " + data.remaining());
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code + " " + reason);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.complete("cut");
    }

    @Override
    public void close() {
      socket.abort();
    }
  }

  private static Client connect(TestServer server, String... headers) {
    return new Client(server.port(), headers);
  }

  @Test
  void a_message_is_answered_with_the_body() throws Exception {
    try (var client = connect(server)) {
      assertThat(client.send(HELLO).next()).isEqualTo(WORLD);
      assertThat(client.send("{\"method\":\"GET\",\"path\":\"/bytes\"}").next())
          .isEqualTo("binary 3");
      assertThat(client.send("{\"method\":\"GET\",\"path\":\"/\",\"id\":1}").next())
          .startsWith("{\"id\":1,\"status\":200,")
          .endsWith("\"body\":" + WORLD + "}");
    }
  }

  @Test
  void a_message_may_be_binary_and_in_pieces() throws Exception {
    try (var client = connect(server)) {
      client.socket.sendBinary(ByteBuffer.wrap(HELLO.getBytes(UTF_8)), true).join();
      client.socket.sendText("{\"method\":", false).join();
      client.socket.sendText("\"GET\",", false).join();
      client.socket.sendText("\"path\":\"/\"}", true).join();

      assertThat(client.next()).isEqualTo(WORLD);
      assertThat(client.next()).isEqualTo(WORLD);
    }
  }

  @Test
  void the_path_without_an_upgrade_and_an_upgrade_elsewhere_are_ordinary_requests()
      throws Exception {
    assertThat(server.get("/ws").body()).isEqualTo(WORLD);
    try (var raw = server.raw()) {
      raw.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n")
          .send("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");

      assertThat(raw.readUntil("}")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void headers_of_the_handshake_count_for_each_message() throws Exception {
    try (var client = connect(server, "Authorization", "Bearer x")) {
      assertThat(client.send("{\"method\":\"GET\",\"path\":\"/token\"}").next())
          .isEqualTo("\"[Bearer x] []\"");
      assertThat(
              client
                  .send(
                      "{\"method\":\"GET\",\"path\":\"/token\",\"headers\":{\"authorization\":\"y\"}}")
                  .next())
          .isEqualTo("\"[y] []\"");
    }
  }

  @Test
  void what_cannot_be_answered_is_a_json_error_and_the_socket_lives_on() throws Exception {
    try (var client = connect(server)) {
      assertThat(client.send("nonsense").next()).contains("\"status\":400", "is not JSON");
      assertThat(client.send("").next()).contains("\"status\":400", "the message is empty");
      assertThat(client.send("[".repeat(100_000)).next()).contains("\"status\":400");
      assertThat(client.send("{\"method\":\"GET\",\"path\":\"/no\"}").next()).contains("404");
      assertThat(client.send("{\"method\":\"GET\",\"path\":\"/secret\"}").next())
          .contains("\"status\":500")
          .doesNotContain("hunter2");
      assertThat(client.send(HELLO).next()).isEqualTo(WORLD);
    }
  }

  @Test
  void a_handler_pushes_during_its_request_and_at_any_time_later() throws Exception {
    try (var client = connect(server)) {
      assertThat(client.send("{\"method\":\"GET\",\"path\":\"/subscribe\"}").next())
          .isEqualTo("{\"event\":\"welcome\"}");
      assertThat(client.next()).isEqualTo("true");
      var channel = CHANNELS.take();

      assertThat(channel.push(Map.of("price", 7))).isTrue();
      assertThat(client.next()).isEqualTo("{\"price\":7}");
      assertThat(channel.isOpen()).isTrue();

      channel.close();

      assertThat(client.closed.get(60, SECONDS)).startsWith("1000");
      assertThat(channel.push("more")).isFalse();
      assertThat(channel.isOpen()).isFalse();
    }
  }

  @Test
  void pushes_of_one_thread_arrive_in_their_order() throws Exception {
    try (var client = connect(server)) {
      client.send("{\"method\":\"GET\",\"path\":\"/subscribe\"}").next();
      client.next();
      var channel = CHANNELS.take();

      for (int i = 0; i < 1000; i++) {
        assertThat(channel.push(i)).isTrue();
      }

      for (int i = 0; i < 1000; i++) {
        assertThat(client.next()).isEqualTo(String.valueOf(i));
      }
    }
  }

  @Test
  void a_channel_knows_when_its_client_has_gone() throws Exception {
    var client = connect(server);
    client.send("{\"method\":\"GET\",\"path\":\"/subscribe\"}").next();
    var channel = CHANNELS.take();
    client.close();

    Messaging.await(() -> !channel.isOpen());

    assertThat(channel.push("anyone?")).isFalse();
  }

  @Test
  void a_channel_of_a_server_that_has_stopped_is_closed_and_no_more() throws Exception {
    var stopped = TestServer.of(config(""), WebSocketTest::routes);
    try (var client = connect(stopped)) {
      client.send("{\"method\":\"GET\",\"path\":\"/subscribe\"}").next();
      var channel = CHANNELS.take();

      stopped.close();

      assertThat(channel.push("anyone?")).isFalse();
      channel.close();
      assertThat(channel.isOpen()).isFalse();
    }
  }

  @Test
  void http_and_tcp_have_no_channel() throws Exception {
    assertThat(server.get("/subscribe").statusCode()).isEqualTo(400);
  }

  @Test
  void a_socket_survives_the_replacement_of_all_workers() throws Exception {
    try (var replaced = TestServer.of(config(""), WebSocketTest::routes);
        var client = connect(replaced)) {
      client.send("{\"method\":\"GET\",\"path\":\"/subscribe\"}").next();
      client.next();
      var channel = CHANNELS.take();

      replaced.replaceWorkers(routes -> routes.get("/", Echo.class, Echo::nothing));

      assertThat(channel.push("still here")).isTrue();
      assertThat(client.next()).isEqualTo("\"still here\"");
      assertThat(client.send(HELLO).next()).isEmpty();
    }
  }

  @Test
  void answers_come_in_the_order_of_the_messages() throws Exception {
    var gate = new Gate();
    try (var gated =
            TestServer.of(
                config("limits.pipeline = 4"),
                1,
                8,
                Messaging::gated,
                binder -> binder.bind(Gate.class).toInstance(gate));
        var client = connect(gated)) {
      client.send("{\"method\":\"GET\",\"path\":\"/gate\"}").send(HELLO);
      gate.entered.acquire();
      for (int i = 0; i < 6; i++) {
        client.send(HELLO);
      }
      gate.open.countDown();

      assertThat(client.next()).isEqualTo("\"passed\"");
      for (int i = 0; i < 7; i++) {
        assertThat(client.next()).isEqualTo(WORLD);
      }
    }
  }

  @Test
  void a_stop_answers_what_was_accepted_and_says_that_it_goes() throws Exception {
    var gate = new Gate();
    try (var gated =
            TestServer.of(
                config(""),
                1,
                8,
                Messaging::gated,
                binder -> binder.bind(Gate.class).toInstance(gate));
        var client = connect(gated);
        var idle = connect(gated)) {
      client.send("{\"method\":\"GET\",\"path\":\"/gate\"}");
      gate.entered.acquire();
      var stopped = CompletableFuture.runAsync(gated.server()::stop);
      assertThat(idle.closed.get(60, SECONDS)).isEqualTo("1001 the server stops");
      gate.open.countDown();

      assertThat(client.next()).isEqualTo("\"passed\"");
      assertThat(client.closed.get(60, SECONDS)).isEqualTo("1001 the server stops");
      stopped.get(60, SECONDS);
    }
  }
}
