package lido.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import lido.server.Controllers.Echo;
import org.junit.jupiter.api.AfterEach;
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

  private static final String SUBSCRIBE = "{\"method\":\"GET\",\"path\":\"/subscribe\"}";

  private final BlockingQueue<PushChannel> channels = new LinkedBlockingQueue<>();
  private TestServer server;
  private TestServer.Raw client;

  /** Starts the server of a test, and upgrades a connection by hand that can send any bytes. */
  private void open(String limits) throws Exception {
    if (server != null) {
      server.close();
    }
    server =
        TestServer.of(
            "server.listeners.main { websocket = /ws, limits { %s } }".formatted(limits),
            routes -> {
              Messaging.routes(routes);
              routes.get(
                  "/subscribe",
                  Echo.class,
                  (echo, request) -> channels.add(request.channel().orElseThrow()));
            });
    client = upgrade();
  }

  /** Whatever the client did: nothing stays of it, and others are served. */
  @AfterEach
  void others_are_served() throws Exception {
    if (server == null) {
      return;
    }
    client.close();
    Messaging.await(() -> server.server().connections() == 0);
    try (var other = new WebSocketTest.Client(server.port())) {
      assertThat(other.send(HELLO).next()).isEqualTo(WORLD);
    } finally {
      server.close();
      server = null;
    }
  }

  private TestServer.Raw upgrade() throws IOException {
    var raw = server.raw();
    raw.send("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n")
        .send("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
    assertThat(raw.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 101 ");
    return raw;
  }

  private PushChannel subscribe() throws Exception {
    client.send(frame(FINAL | TEXT, SUBSCRIBE));
    var channel = channels.poll(60, SECONDS);
    assertThat(channel).isNotNull();
    return channel;
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

  /** A close frame with this code is in what came. */
  private static String closing(int code) {
    return new String(new byte[] {(byte) (code >> 8), (byte) code}, ISO_8859_1);
  }

  @Test
  void a_huge_frame_is_refused_by_its_head() throws Exception {
    open("body = 1000");
    for (long length : new long[] {1001, 1L << 31, Long.MAX_VALUE}) {
      try (var raw = upgrade()) {
        raw.send(head(FINAL | TEXT, length) + "x");

        assertThat(raw.readToEnd()).contains(closing(1009));
      }
    }
  }

  @Test
  void endless_continuation_is_a_413() throws Exception {
    open("body = 1000");
    client.send(frame(TEXT, "x".repeat(500)));
    client.send(frame(CONTINUATION, "x".repeat(500)));
    client.send(frame(CONTINUATION, "x"));

    assertThat(client.readToEnd())
        .contains("\"status\":413", "larger than 1000 bytes", closing(1009));
  }

  @Test
  void empty_continuations_without_end_are_a_408() throws Exception {
    open("body-timeout = 200ms");
    client.send(frame(TEXT, ""));

    try {
      for (int i = 0; i < 1000; i++) {
        client.send(frame(CONTINUATION, "").repeat(10_000));
      }
    } catch (IOException e) {
      // Closed, as it should be.
    }

    Messaging.await(() -> server.server().connections() == 0);
  }

  @Test
  void a_half_message_is_a_408() throws Exception {
    open("body-timeout = 100ms");
    client.send(frame(TEXT, "{\"method\":"));

    assertThat(client.readToEnd()).contains("\"status\":408", "took longer than 100ms");
  }

  @Test
  void a_half_frame_ends_the_connection() throws Exception {
    Await.orWithMoreTime(
        time -> {
          open("idle-timeout = %sms".formatted(time.toMillis()));
          client.send(head(FINAL | TEXT, 100) + "{\"method\":");

          client.readToEnd();
          others_are_served();
        });
  }

  @Test
  void an_idle_client_that_answers_pings_stays() throws Exception {
    // The client has half of it for its pong.
    Await.orWithMoreTime(
        time -> {
          open("idle-timeout = %sms".formatted(10 * time.toMillis()));
          try (var answering = new WebSocketTest.Client(server.port())) {
            client.readToEnd();

            assertThat(answering.send(HELLO).next()).isEqualTo(WORLD);
          }
          others_are_served();
        });
  }

  @Test
  void frames_without_a_mask_and_of_unknown_kinds_are_protocol_errors() throws Exception {
    open("");
    var unmasked = "\201\2{}";
    var reserved = frame(FINAL | 0x40 | TEXT, "{}");
    var unknown = frame(FINAL | 3, "{}");
    var unbegun = frame(FINAL | CONTINUATION, "{}");
    var interleaved = frame(TEXT, "{") + frame(FINAL | TEXT, "{}");
    var longPing = frame(FINAL | PING, "x".repeat(126));
    var fragmentedPing = frame(PING, "x");
    for (var bad :
        List.of(unmasked, reserved, unknown, unbegun, interleaved, longPing, fragmentedPing)) {
      try (var raw = upgrade()) {
        raw.send(bad);

        assertThat(raw.readToEnd()).contains(closing(1002));
      }
    }
  }

  @Test
  void text_that_is_no_utf_8_is_refused() throws Exception {
    open("");
    client.send(frame(FINAL | TEXT, "{\"method\":\"\377\"}"));

    assertThat(client.readUntil("UTF-8")).isNotEmpty();
  }

  @Test
  void a_flood_of_pings_by_a_client_that_does_not_read_is_not_kept() throws Exception {
    var pings = frame(FINAL | PING, "x".repeat(125)).repeat(1000);
    Await.orWithMoreTime(
        time -> {
          open("write-timeout = 300ms, idle-timeout = %sms".formatted(10 * time.toMillis()));

          assertThatThrownBy(
                  () -> {
                    for (int i = 0; i < 1000; i++) {
                      client.send(pings);
                    }
                  })
              .isInstanceOf(IOException.class);
          others_are_served();
        });
  }

  @Test
  void a_client_that_does_not_take_what_is_pushed_is_dropped() throws Exception {
    open("push-buffer = 100k, write-timeout = 300ms");
    var channel = subscribe();

    // The kernels on the way take some megabytes first.
    var event = Map.of("text", "x".repeat(50_000));
    Messaging.await(() -> !channel.push(event));

    Messaging.await(() -> !channel.isOpen());
    Messaging.await(() -> server.server().connections() == 0);
  }

  @Test
  void a_dropped_client_that_reads_on_is_told_why() throws Exception {
    open("push-buffer = 100k");
    var channel = subscribe();
    var event = Map.of("text", "x".repeat(50_000));
    Messaging.await(() -> !channel.push(event));

    assertThat(client.readToEnd())
        .contains(closing(1008) + "too slow: more than 102400 bytes wait");
  }

  @Test
  void bad_handshakes_are_refused() throws Exception {
    open("");
    for (var headers :
        List.of(
            "Sec-WebSocket-Version: 13\r\n",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 99\r\n",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n")) {
      try (var raw = server.raw()) {
        raw.send("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n")
            .send(headers + "\r\n");

        assertThat(raw.readUntil("\r\n")).matches("HTTP/1.1 4\\d\\d .*\r\n");
      }
    }
  }

  @Test
  void sockets_count_among_the_connections() throws Exception {
    open("connections = 1");
    try (var second = server.raw()) {
      assertThat(second.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readToEnd()).isEmpty();
    }
    client.send(frame(FINAL | TEXT, HELLO));

    assertThat(client.readUntil("}")).contains("world");
  }
}
