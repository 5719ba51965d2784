package lido.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lido.server.Controllers.Gate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UdpTest {

  private static final String UDP = "server.listeners.udp { listen = \"udp://127.0.0.1:0\", %s }";
  private static final String HELLO = "{\"method\":\"GET\",\"path\":\"/\"}";
  private static final String WORLD = "{\"hello\":\"world\"}";

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.of(UDP.formatted(""), Messaging::routes);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A client that may lose a datagram, and asks again then. */
  private static final class Client implements AutoCloseable {

    private DatagramSocket socket = open();
    private final int port;

    private Client(TestServer server) throws IOException {
      this.port = server.server().port("udp");
    }

    private static DatagramSocket open() throws IOException {
      var socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
      socket.setSoTimeout(60_000);
      return socket;
    }

    private void send(byte[] bytes) throws IOException {
      socket.send(
          new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), port));
    }

    private String receive() throws IOException {
      var packet = new DatagramPacket(new byte[1 << 16], 1 << 16);
      socket.receive(packet);
      return new String(packet.getData(), 0, packet.getLength(), UTF_8);
    }

    private String ask(String message) throws IOException {
      for (int attempt = 0; attempt < 20; attempt++) {
        socket.setSoTimeout(5_000);
        send(message.getBytes(UTF_8));
        try {
          return receive();
        } catch (SocketTimeoutException e) {
          // Asked again, by a socket on which no late answer to this comes.
          socket.close();
          socket = open();
        }
      }
      throw new AssertionError("no answer to " + message);
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private static String ask(String message) throws IOException {
    try (var client = new Client(server)) {
      return client.ask(message);
    }
  }

  @Test
  void a_datagram_is_answered_to_its_sender() throws Exception {
    assertThat(ask(HELLO)).isEqualTo(WORLD);
    assertThat(ask("{\"method\":\"GET\",\"path\":\"/list\",\"params\":{\"limit\":\"9\"}}\n"))
        .isEqualTo("9");
  }

  @Test
  void a_bug_on_the_way_to_a_worker_is_a_500_and_does_not_hold_up_a_stop() throws Exception {
    try (var broken = TestServer.of(UDP.formatted(""), Messaging::routes);
        var client = new Client(broken)) {
      broken.workers().forEach(each -> each.breakDown(true));

      assertThat(client.ask(HELLO)).contains("\"status\":500");
    }
  }

  @Test
  void an_id_tells_which_answer_it_is() throws Exception {
    assertThat(ask("{\"method\":\"GET\",\"path\":\"/\",\"id\":42}"))
        .startsWith("{\"id\":42,\"status\":200,")
        .endsWith("\"body\":" + WORLD + "}");
  }

  @Test
  void a_body_is_sent_as_it_is() throws Exception {
    var message =
        "{\"method\":\"POST\",\"path\":\"/body\",\"headers\":{\"content-type\":\"text/plain\"},"
            + "\"body\":\"a\\nb\"}";

    assertThat(ask(message)).isEqualTo("a\nb");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nonsense                                  | 400 | the message is not JSON
          {"method":"GET","path":"/"                | 400 | the message
          {"method":"GET","path":"/no"}             | 404 | no route for GET /no
          {"method":"GET","path":"/secret"}         | 500 | the log says why
          """)
  void what_cannot_be_answered_is_a_json_error(String message, int status, String detail)
      throws Exception {
    assertThat(ask(message))
        .startsWith("{\"type\":\"about:blank\"")
        .contains("\"status\":" + status, detail)
        .doesNotContain("Exception", "hunter2", "lido.");
  }

  @Test
  void a_large_datagram_is_a_413() throws Exception {
    try (var small = TestServer.of(UDP.formatted("limits.body = 100"), Messaging::routes);
        var client = new Client(small)) {
      assertThat(client.ask("x".repeat(101))).contains("\"status\":413", "larger than 100 bytes");
      assertThat(client.ask(HELLO)).isEqualTo(WORLD);
    }
  }

  @Test
  void the_largest_datagram_passes() throws Exception {
    var start = "{\"method\":\"POST\",\"path\":\"/orders\",\"body\":\"";
    var message = start + "x".repeat(65_507 - start.length() - 2) + "\"}";

    assertThat(message).hasSize(65_507);
    assertThat(ask(message)).contains("\"status\":400", "the body must have an object");
  }

  @Test
  void an_answer_that_does_not_fit_is_a_413() throws Exception {
    assertThat(ask("{\"method\":\"GET\",\"path\":\"/large\",\"params\":{\"n\":65508}}"))
        .contains("\"status\":413", "the answer of 65508 bytes does not fit into a datagram");
    assertThat(ask("{\"method\":\"GET\",\"path\":\"/large\",\"params\":{\"n\":65507}}"))
        .hasSize(65_507);
  }

  @Test
  void the_error_of_another_server_is_not_answered() throws Exception {
    try (var client = new Client(server)) {
      client.send(ask("nonsense").getBytes(UTF_8));
      client.send(new byte[0]);

      // Whatever was answered to those would be here first.
      assertThat(client.ask(HELLO)).isEqualTo(WORLD);
    }
  }

  @Test
  void deep_nesting_and_bytes_that_are_no_utf_8_are_a_400() throws Exception {
    assertThat(ask("[".repeat(60_000))).contains("\"status\":400");
    try (var client = new Client(server)) {
      client.send(new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'});

      assertThat(client.receive()).contains("\"status\":400");
    }
  }

  /** Most are dropped by the system, as it should be; none may be kept. */
  @Test
  void a_million_tiny_datagrams_leave_it_as_it_was() throws Exception {
    var tiny =
        Stream.of("x", "", "{}", "\0")
            .map(text -> ByteBuffer.allocateDirect(text.length()).put(text.getBytes(UTF_8)))
            .toArray(ByteBuffer[]::new);
    try (var flood = DatagramChannel.open();
        var client = new Client(server)) {
      assertThat(client.ask(HELLO)).isEqualTo(WORLD);
      flood.connect(new InetSocketAddress("127.0.0.1", server.server().port("udp")));
      long before = usedHeap();
      for (int i = 0; i < 1_000_000; i++) {
        flood.write(tiny[i % tiny.length].rewind());
      }

      assertThat(client.ask(HELLO)).isEqualTo(WORLD);
      assertThat(usedHeap() - before).as("bytes kept").isLessThan(30_000_000);
    }
    Messaging.await(() -> server.workers().stream().allMatch(each -> each.running() == 0));
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void a_flood_of_requests_is_answered_or_refused_and_leaves_no_worker_busy() throws Exception {
    try (var flood = new Client(server);
        var client = new Client(server)) {
      for (int i = 0; i < 50_000; i++) {
        flood.send(HELLO.getBytes(UTF_8));
      }

      Messaging.await(
          () -> {
            try {
              return client.ask(HELLO).equals(WORLD);
            } catch (IOException e) {
              return false;
            }
          });
      Messaging.await(() -> server.workers().stream().allMatch(each -> each.running() == 0));
    }
  }

  @Test
  void a_stop_answers_the_datagrams_that_came() throws Exception {
    var gate = new Gate();
    try (var gated =
            TestServer.of(
                UDP.formatted(""),
                1,
                8,
                Messaging::gated,
                binder -> binder.bind(Gate.class).toInstance(gate));
        var client = new Client(gated)) {
      client.send("{\"method\":\"GET\",\"path\":\"/gate\"}".getBytes(UTF_8));
      assertThat(gate.entered.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
      var stopped = CompletableFuture.runAsync(gated.server()::stop);
      gate.open.countDown();

      assertThat(client.receive()).isEqualTo("\"passed\"");
      stopped.get(60, TimeUnit.SECONDS);
    }
  }
}
