package lido.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import lido.server.Controllers.Echo;
import lido.server.Controllers.Gate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages on a TCP connection, as {@code nc} would send them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TcpTest {

  private static final String HELLO = "{\"method\":\"GET\",\"path\":\"/\"}\n";
  private static final String WORLD = "{\"hello\":\"world\"}";

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.of(tcp(""), Messaging::routes);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String tcp(String options) {
    return "server.listeners.tcp { listen = \"tcp://127.0.0.1:0\", %s }".formatted(options);
  }

  private static TestServer.Raw connect(TestServer server) throws IOException {
    return server.raw("tcp");
  }

  private static String answer(String message) throws IOException {
    try (var client = connect(server)) {
      return client.sendUtf8(message + "\n").readLine();
    }
  }

  @Test
  void a_message_is_answered_with_the_body_in_a_line() throws Exception {
    assertThat(answer("{\"method\": \"GET\", \"path\": \"/\"}")).isEqualTo(WORLD);
  }

  @Test
  void params_are_what_a_controller_reads_as_query() throws Exception {
    assertThat(answer("{'method':'GET','path':'/list','params':{'limit':7}}".replace('\'', '"')))
        .isEqualTo("7");
    assertThat(answer("{'method':'GET','path':'/list?limit=8'}".replace('\'', '"'))).isEqualTo("8");
    assertThat(
            answer(
                "{'method':'GET','path':'/query?q=a','params':{'q':['b c',1.50,true]}}"
                    .replace('\'', '"')))
        .isEqualTo("[\"a\",\"b c\",\"1.50\",\"true\"]");
  }

  @Test
  void a_body_is_the_body() throws Exception {
    var order = "{\"customer\":\"Åsa\",\"lines\":[{\"product\":1,\"quantity\":2}],\"note\":null}";
    var answer = answer("{\"method\":\"POST\",\"path\":\"/orders\",\"body\":%s}".formatted(order));

    assertThat(answer).isEqualTo(order);
  }

  @Test
  void a_number_keeps_all_its_digits() throws Exception {
    var body = "[12345678901234567890.12345678901234567890,1.10]";

    assertThat(answer("{\"method\":\"POST\",\"path\":\"/body\",\"body\":%s}".formatted(body)))
        .isEqualTo(body);
  }

  @Test
  void text_of_another_content_type_is_the_body_itself() throws Exception {
    var message =
        """
        {"method":"POST","path":"/body","headers":{"Content-Type":"text/plain"},"body":"a b"}"""
            .strip();

    assertThat(answer(message)).isEqualTo("a b");
  }

  @Test
  void text_with_line_ends_is_one_line_of_json() throws Exception {
    var message =
        "{\"method\":\"POST\",\"path\":\"/body\","
            + "\"headers\":{\"Content-Type\":\"text/plain\"},\"body\":\"a\\nb\"}";

    assertThat(answer(message)).isEqualTo("\"a\\nb\"");
  }

  @Test
  void an_envelope_has_the_status_and_the_headers_around_the_body() throws Exception {
    assertThat(answer("{\"method\":\"GET\",\"path\":\"/created\",\"envelope\":true}"))
        .startsWith("{\"status\":201,\"headers\":{\"location\":\"/orders/7\",\"x-request-id\":\"")
        .endsWith("\"content-type\":\"application/json\"},\"body\":{\"id\":7}}");
  }

  @Test
  void an_id_comes_back_in_the_envelope() throws Exception {
    assertThat(answer("{\"method\":\"GET\",\"path\":\"/nothing\",\"id\":\"a-1\"}"))
        .startsWith("{\"id\":\"a-1\",\"status\":204,")
        .endsWith("\"body\":null}");
  }

  @Test
  void a_listener_may_always_send_envelopes() throws Exception {
    try (var enveloping = TestServer.of(tcp("envelope = true"), Messaging::routes);
        var client = connect(enveloping)) {
      assertThat(client.send(HELLO).readLine()).startsWith("{\"status\":200,");
      assertThat(client.send("nonsense\n").readLine()).startsWith("{\"status\":400,");
    }
  }

  @Test
  void no_body_is_an_empty_line() throws Exception {
    assertThat(answer("{\"method\":\"GET\",\"path\":\"/nothing\"}")).isEmpty();
    assertThat(answer("{\"method\":\"HEAD\",\"path\":\"/\"}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nonsense                                           | 400 | the message is not JSON: line 1
          {"method":"GET","path":"/"                         | 400 | the message
          []                                                 | 400 | the message must have an object
          null                                               | 400 | the message is null
          {"path":"/"}                                       | 400 | must have a method, such as
          {"method":"get","path":"/"}                        | 400 | must have a method, such as
          {"method":"GET"}                                   | 400 | must have a path that begins with
          {"method":"GET","path":"list"}                     | 400 | must have a path that begins with
          {"method":"GET","path":7}                          | 400 | must have a string at path
          {"method":"GET","path":"/","path":"/x"}            | 400 | the message is not JSON
          {"method":"GET","path":"/","args":{}}              | 400 | has the unknown property args
          {"method":"GET","path":"/%zz"}                     | 400 | the path has a broken percent
          {"method":"GET","path":"/","params":{"a":{}}}      | 400 | at params.a
          {"method":"GET","path":"/","params":{"a":null}}    | 400 | at params.a
          {"method":"GET","path":"/","params":{"a":[[]]}}    | 400 | in the array params.a
          {"method":"GET","path":"/","headers":{"a":[]}}     | 400 | without a value at headers.a
          {"method":"GET","path":"/","id":{}}                | 400 | whole number at id
          {"method":"GET","path":"/list","params":{"limit":0}}| 400 | query parameter limit must be
          {"method":"GET","path":"/no"}                      | 404 | no route for GET /no
          {"method":"PUT","path":"/"}                        | 405 | PUT is not one of
          {"method":"GET","path":"/secret"}                  | 500 | the log says why
          """)
  void what_cannot_be_answered_is_a_json_error_and_the_connection_lives_on(
      String message, int status, String detail) throws Exception {
    try (var client = connect(server)) {
      var error = client.send(message + "\n").readLine();

      assertThat(error)
          .startsWith("{\"type\":\"about:blank\"")
          .contains("\"status\":" + status)
          .contains(detail.replace("\"", "\\\""))
          .doesNotContain("Exception", "hunter2", "lido.", "\tat ");
      assertThat(client.send(HELLO).readLine()).isEqualTo(WORLD);
    }
  }

  @Test
  void a_message_may_come_byte_by_byte_and_with_others() throws Exception {
    try (var client = connect(server)) {
      for (char c : HELLO.toCharArray()) {
        client.send(String.valueOf(c));
      }
      client.send(HELLO.replace("\n", "\r\n") + "\r\n\n" + HELLO);

      assertThat(client.readLine()).isEqualTo(WORLD);
      assertThat(client.readLine()).isEqualTo(WORLD);
      assertThat(client.readLine()).isEqualTo(WORLD);
    }
  }

  @Test
  void quit_closes_after_the_answers() throws Exception {
    try (var client = connect(server)) {
      var all = client.send(HELLO.repeat(3) + "quit\n" + HELLO).readToEnd();

      assertThat(all).isEqualTo((WORLD + "\n").repeat(3));
    }
  }

  @Test
  void a_client_that_closes_its_side_still_gets_its_answers() throws Exception {
    try (var narrow = TestServer.of(tcp("limits.pipeline = 2"), Messaging::routes);
        var client = connect(narrow)) {
      client.send(HELLO.repeat(100));
      client.socket().shutdownOutput();

      assertThat(client.readToEnd()).isEqualTo((WORLD + "\n").repeat(100));
    }
  }

  @Test
  void answers_come_in_the_order_of_the_messages() throws Exception {
    var gate = new Gate();
    try (var gated =
            TestServer.of(
                tcp(""),
                1,
                8,
                Messaging::gated,
                binder -> binder.bind(Gate.class).toInstance(gate));
        var client = connect(gated)) {
      client.send("{\"method\":\"GET\",\"path\":\"/gate\"}\n" + HELLO);
      gate.entered.acquire();
      awaitAnswered(gated, 1);
      gate.open.countDown();

      assertThat(client.readLine()).isEqualTo("\"passed\"");
      assertThat(client.readLine()).isEqualTo(WORLD);
    }
  }

  /** The second request has passed the first on its way through the worker. */
  private static void awaitAnswered(TestServer server, int running) {
    Messaging.await(() -> server.workers().get(0).running() == running);
  }

  @Test
  void no_more_than_a_pipeline_of_messages_runs_for_one_connection() throws Exception {
    var gate = new Gate();
    try (var gated =
            TestServer.of(
                tcp("limits.pipeline = 3"),
                1,
                8,
                Messaging::gated,
                binder -> binder.bind(Gate.class).toInstance(gate));
        var client = connect(gated);
        var other = connect(gated)) {
      client.send("{\"method\":\"GET\",\"path\":\"/gate\"}\n".repeat(7));
      gate.entered.acquire(3);
      // Whatever was read beyond the three would have run before this.
      assertThat(other.send(HELLO).readLine()).isEqualTo(WORLD);
      assertThat(gate.entered.availablePermits()).isZero();
      gate.open.countDown();

      for (int i = 0; i < 7; i++) {
        assertThat(client.readLine()).isEqualTo("\"passed\"");
      }
    }
  }

  @Test
  void a_client_that_does_not_read_is_not_read_from_either() throws Exception {
    var served = new AtomicInteger();
    try (var counting =
            TestServer.of(
                tcp(""),
                routes ->
                    routes.get(
                        "/large",
                        Echo.class,
                        (echo, request) -> {
                          served.incrementAndGet();
                          return Response.text("x".repeat(1 << 20));
                        }));
        var client = connect(counting)) {
      client.socket().setReceiveBufferSize(1 << 16);
      client.send("{\"method\":\"GET\",\"path\":\"/large\"}\n".repeat(100));
      client.readUntil("x");

      // What the pipeline and the kernels on the way hold.
      assertThat(served.get()).isLessThan(60);

      long length = 1;
      var some = new byte[1 << 16];
      while (length < 100L * ((1 << 20) + 1)) {
        int read = client.socket().getInputStream().read(some);
        assertThat(read).isPositive();
        length += read;
      }
      assertThat(served.get()).isEqualTo(100);
    }
  }

  @Test
  void with_lengths_a_message_and_its_answer_come_after_four_bytes() throws Exception {
    try (var framed = TestServer.of(tcp("framing = length"), Messaging::routes);
        var client = connect(framed)) {
      var out = new DataOutputStream(client.socket().getOutputStream());
      var in = new DataInputStream(client.socket().getInputStream());
      var message =
          "{\"method\":\"POST\",\"path\":\"/body\",\n\"headers\":{\"content-type\":\"text/plain\"},"
              + "\"body\":\"a\\nb\"}";
      for (int i = 0; i < 2; i++) {
        out.writeInt(message.length());
        out.write(message.getBytes(UTF_8));
      }

      assertThat(new String(in.readNBytes(in.readInt()), UTF_8)).isEqualTo("a\nb");
      assertThat(new String(in.readNBytes(in.readInt()), UTF_8)).isEqualTo("a\nb");

      out.writeInt(4);
      out.write("quit".getBytes(UTF_8));

      assertThat(in.read()).isEqualTo(-1);
    }
  }
}
