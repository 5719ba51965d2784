package lido.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import lido.server.Controllers.Echo;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a WebSocket client may not do, and that nobody else suffers from it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WebSocketLimitsTest {

  private static final String HELLO = "{\"method\":\"GET\",\"path\":\"/\"}";
  private static final String WORLD = "{\"hello\":\"world\"}";

  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int PING = 9;
  private static final int FINAL = 0x80;

  private final BlockingQueue<PushChannel> channels = new LinkedBlockingQueue<>();

  private TestServer server(String limits) throws InterruptedException {
    return TestServer.of(
        "server.listeners.main { websocket = /ws, limits { %s } }".formatted(limits),
        routes -> {
          Messaging.routes(routes);
          routes.get(
              "/subscribe",
              Echo.class,
              (echo, request) -> channels.add(request.channel().orElseThrow()));
        });
  }

  /** Upgrades by hand, so that a test can send any bytes. */
  private static TestServer.Raw upgrade(TestServer server) throws IOException {
    var raw = server.raw();
    raw.send("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n")
        .send("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
    assertThat(raw.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 101 ");
    return raw;
  }

  /** Returns a frame whose mask is zero, so that the payload is as it is read. */
  private static String frame(int first, String payload) throws IOException {
    return head(first, payload.length()) + payload;
  }

  private static String head(int first, long length) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeByte(first);
    if (length < 126) {
      out.writeByte(0x80 | (int) length);
    } else if (length < 1 << 16) {
      out.writeByte(0x80 | 126);
      out.writeShort((int) length);
    } else {
      out.writeByte(0x80 | 127);
      out.writeLong(length);
    }
    out.writeInt(0);
    return bytes.toString(ISO_8859_1);
  }

  private static void assertServes(TestServer server) throws InterruptedException {
    try (var client = new WebSocketTest.Client(server.port())) {
      assertThat(client.send(HELLO).next()).isEqualTo(WORLD);
    }
  }

  /** A close frame with this code is in what came. */
  private static String closing(int code) {
    return new String(new byte[] {(byte) (code >> 8), (byte) code}, ISO_8859_1);
  }

  @Test
  void a_huge_frame_is_refused_by_its_head() throws Exception {
    try (var server = server("body = 1000")) {
      for (long length : new long[] {1001, 1L << 31, Long.MAX_VALUE}) {
        try (var raw = upgrade(server)) {
          raw.send(head(FINAL | TEXT, length) + "x");

          assertThat(raw.readToEnd()).contains(closing(1009));
        }
      }
      assertServes(server);
    }
  }

  @Test
  void endless_continuation_is_a_413() throws Exception {
    try (var server = server("body = 1000");
        var raw = upgrade(server)) {
      raw.send(frame(TEXT, "x".repeat(500)));
      raw.send(frame(CONTINUATION, "x".repeat(500)));
      raw.send(frame(CONTINUATION, "x"));

      assertThat(raw.readToEnd())
          .contains("\"status\":413", "larger than 1000 bytes", closing(1009));
      assertServes(server);
    }
  }

  @Test
  void empty_continuations_without_end_are_a_408() throws Exception {
    try (var server = server("body-timeout = 200ms");
        var raw = upgrade(server)) {
      raw.send(frame(TEXT, ""));
      var more = frame(CONTINUATION, "").repeat(100);
      try {
        for (int i = 0; i < 100_000; i++) {
          raw.send(more);
        }
      } catch (IOException e) {
        // Closed, as it should be.
      }

      Messaging.await(() -> server.server().connections() == 0);
      assertServes(server);
    }
  }

  @Test
  void a_half_message_is_a_408() throws Exception {
    try (var server = server("body-timeout = 100ms");
        var raw = upgrade(server)) {
      raw.send(frame(TEXT, "{\"method\":"));

      assertThat(raw.readToEnd()).contains("\"status\":408", "took longer than 100ms");
    }
  }

  @Test
  void a_half_frame_ends_the_connection() throws Exception {
    try (var server = server("idle-timeout = 200ms");
        var raw = upgrade(server)) {
      raw.send(head(FINAL | TEXT, 100) + "{\"method\":");

      raw.readToEnd();
      assertServes(server);
    }
  }

  @Test
  void an_idle_client_that_answers_pings_stays() throws Exception {
    try (var server = server("idle-timeout = 200ms");
        var silent = upgrade(server);
        var client = new WebSocketTest.Client(server.port())) {
      silent.readToEnd();

      assertThat(client.send(HELLO).next()).isEqualTo(WORLD);
    }
  }

  @Test
  void frames_without_a_mask_and_of_unknown_kinds_are_protocol_errors() throws Exception {
    try (var server = server("")) {
      var unmasked = "\201\2{}";
      var reserved = frame(FINAL | 0x40 | TEXT, "{}");
      var unknown = frame(FINAL | 3, "{}");
      var unbegun = frame(FINAL | CONTINUATION, "{}");
      var interleaved = frame(TEXT, "{") + frame(FINAL | TEXT, "{}");
      var longPing = frame(FINAL | PING, "x".repeat(126));
      var fragmentedPing = frame(PING, "x");
      for (var bad :
          new String[] {
            unmasked, reserved, unknown, unbegun, interleaved, longPing, fragmentedPing
          }) {
        try (var raw = upgrade(server)) {
          raw.send(bad);

          assertThat(raw.readToEnd()).contains(closing(1002));
        }
      }
      assertServes(server);
    }
  }

  @Test
  void text_that_is_no_utf_8_is_refused() throws Exception {
    try (var server = server("");
        var raw = upgrade(server)) {
      raw.send(frame(FINAL | TEXT, "{\"method\":\"\377\"}"));

      assertThat(raw.readUntil("UTF-8")).isNotEmpty();
      assertServes(server);
    }
  }

  @Test
  void a_flood_of_pings_by_a_client_that_does_not_read_is_not_kept() throws Exception {
    try (var server = server("write-timeout = 300ms, idle-timeout = 2s");
        var raw = upgrade(server)) {
      var pings = frame(FINAL | PING, "x".repeat(125)).repeat(1000);
      raw.socket().setSoTimeout(1);
      try {
        for (int i = 0; i < 200; i++) {
          raw.send(pings);
        }
      } catch (IOException e) {
        // Cut off, or not read from any more.
      }
      assertServes(server);
    }
  }

  @Test
  void a_client_that_does_not_take_what_is_pushed_is_dropped() throws Exception {
    try (var server = server("push-buffer = 100k, write-timeout = 300ms");
        var raw = upgrade(server)) {
      raw.send(frame(FINAL | TEXT, "{\"method\":\"GET\",\"path\":\"/subscribe\"}"));
      var channel = channels.poll(20, SECONDS);
      assertThat(channel).isNotNull();

      // The kernels on the way take some megabytes first.
      var event = Map.of("text", "x".repeat(50_000));
      Messaging.await(() -> !channel.push(event));

      Messaging.await(() -> !channel.isOpen());
      Messaging.await(() -> server.server().connections() == 0);
      assertServes(server);
    }
  }

  @Test
  void a_dropped_client_that_reads_on_is_told_why() throws Exception {
    try (var server = server("push-buffer = 100k");
        var raw = upgrade(server)) {
      raw.send(frame(FINAL | TEXT, "{\"method\":\"GET\",\"path\":\"/subscribe\"}"));
      var channel = channels.poll(20, SECONDS);
      assertThat(channel).isNotNull();
      var event = Map.of("text", "x".repeat(50_000));
      Messaging.await(() -> !channel.push(event));

      assertThat(raw.readToEnd()).contains(closing(1008) + "too slow: more than 102400 bytes wait");
    }
  }

  @Test
  void bad_handshakes_are_refused() throws Exception {
    try (var server = server("")) {
      for (var headers :
          new String[] {
            "Sec-WebSocket-Version: 13\r\n",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 99\r\n",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
          }) {
        try (var raw = server.raw()) {
          raw.send("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n")
              .send(headers + "\r\n");

          assertThat(raw.readUntil("\r\n")).matches("HTTP/1.1 4\\d\\d .*\r\n");
        }
      }
      assertServes(server);
    }
  }

  @Test
  void sockets_count_among_the_connections() throws Exception {
    try (var server = server("connections = 1");
        var first = upgrade(server)) {
      try (var second = server.raw()) {
        assertThat(second.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readToEnd()).isEmpty();
      }
      first.send(frame(FINAL | TEXT, HELLO));

      assertThat(first.readUntil("}")).contains("world");
    }
  }
}
