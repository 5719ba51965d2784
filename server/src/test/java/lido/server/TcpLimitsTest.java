package lido.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lido.server.Controllers.Gate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a TCP client may not do, and that nobody else suffers from it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TcpLimitsTest {

  private static final String HELLO = "{\"method\":\"GET\",\"path\":\"/\"}\n";
  private static final String WORLD = "{\"hello\":\"world\"}";

  private static TestServer server(String options) throws InterruptedException {
    return TestServer.of(
        "server.listeners.tcp { listen = \"tcp://127.0.0.1:0\", %s }".formatted(options),
        Messaging::routes);
  }

  private static void assertServes(TestServer server) throws IOException {
    try (var other = server.raw("tcp")) {
      assertThat(other.send(HELLO).readLine()).isEqualTo(WORLD);
    }
  }

  @Test
  void a_long_message_is_a_413_and_ends_the_connection() throws Exception {
    try (var server = server("limits.body = 100");
        var raw = server.raw("tcp")) {
      var all = raw.send(HELLO + "x".repeat(101)).readToEnd();

      assertThat(all).startsWith(WORLD + "\n").contains("\"status\":413");
      assertThat(all).contains("the message is larger than 100 bytes").endsWith("}\n");
    }
  }

  @Test
  void a_bug_on_the_way_to_a_worker_is_a_500_and_does_not_hold_up_the_connection()
      throws Exception {
    try (var server = server("");
        var raw = server.raw("tcp")) {
      server.workers().forEach(each -> each.breakDown(true));

      assertThat(raw.send(HELLO).readLine()).contains("\"status\":500");
      server.workers().forEach(each -> each.breakDown(false));
      assertThat(raw.send(HELLO).readLine()).isEqualTo(WORLD);
    }
  }

  @Test
  void a_refused_client_that_sends_on_can_read_the_answer() throws Exception {
    try (var server = server("limits.body = 100");
        var raw = server.raw("tcp")) {
      raw.send("x".repeat(2_000_000));

      assertThat(raw.readLine()).contains("\"status\":413");
      assertServes(server);
    }
  }

  @Test
  void a_message_of_the_very_limit_passes() throws Exception {
    try (var server = server("limits.body = " + (HELLO.length() - 1));
        var raw = server.raw("tcp")) {
      assertThat(raw.send(HELLO).readLine()).isEqualTo(WORLD);
    }
  }

  @Test
  void a_length_beyond_the_limit_is_a_413_before_anything_else_comes() throws Exception {
    try (var server = server("framing = length, limits.body = 100")) {
      for (int length : new int[] {101, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
        try (var raw = server.raw("tcp")) {
          new DataOutputStream(raw.socket().getOutputStream()).writeInt(length);
          var in = new DataInputStream(raw.socket().getInputStream());

          assertThat(new String(in.readNBytes(in.readInt()))).contains("larger than 100 bytes");
          assertThat(in.read()).isEqualTo(-1);
        }
      }
    }
  }

  @Test
  void a_half_message_is_a_408_however_steadily_it_drips() throws Exception {
    try (var server = server("limits { body-timeout = 100ms, idle-timeout = 1h }");
        var raw = server.raw("tcp")) {
      var answer = raw.send("{\"method\":").readToEnd();

      assertThat(answer).contains("\"status\":408").contains("took longer than 100ms");
    }
  }

  @Test
  void whole_messages_start_the_time_anew() throws Exception {
    Await.orWithMoreTime(TcpLimitsTest::wholeMessagesStartTheTimeAnew);
  }

  private static void wholeMessagesStartTheTimeAnew(Duration time) throws Exception {
    var limits = "limits { body-timeout = 1h, idle-timeout = %sms }".formatted(time.toMillis());
    try (var server = server(limits);
        var raw = server.raw("tcp")) {
      raw.send(HELLO.substring(0, 5));
      try (var other = server.raw("tcp")) {
        assertThat(other.readToEnd()).isEmpty();
      }

      assertThat(raw.send(HELLO.substring(5)).readLine()).isEqualTo(WORLD);
    }
  }

  @Test
  void an_idle_connection_is_closed() throws Exception {
    Await.orWithMoreTime(TcpLimitsTest::anIdleConnectionIsClosed);
  }

  private static void anIdleConnectionIsClosed(Duration time) throws Exception {
    try (var server = server("limits.idle-timeout = %sms".formatted(time.toMillis()));
        var raw = server.raw("tcp")) {
      assertThat(raw.send(HELLO).readToEnd()).isEqualTo(WORLD + "\n");
    }
  }

  @Test
  void a_connection_that_waits_for_its_answer_is_not_idle() throws Exception {
    Await.orWithMoreTime(TcpLimitsTest::whoWaitsIsNotIdle);
  }

  private static void whoWaitsIsNotIdle(Duration time) throws Exception {
    var gate = new Gate();
    var idle = "limits.idle-timeout = %sms".formatted(time.toMillis());
    try (var server =
            TestServer.of(
                "server.listeners.tcp { listen = \"tcp://127.0.0.1:0\", %s }".formatted(idle),
                1,
                8,
                Messaging::gated,
                binder -> binder.bind(Gate.class).toInstance(gate));
        var raw = server.raw("tcp")) {
      raw.send("{\"method\":\"GET\",\"path\":\"/gate\"}\n");
      assertThat(gate.entered.tryAcquire(60, SECONDS)).isTrue();
      try (var other = server.raw("tcp")) {
        assertThat(other.readToEnd()).isEmpty();
      }
      gate.open.countDown();

      assertThat(raw.readLine()).isEqualTo("\"passed\"");
    }
  }

  @Test
  void a_client_that_does_not_take_its_answer_is_cut_off() throws Exception {
    try (var server = server("limits.write-timeout = 200ms");
        var raw = server.raw("tcp")) {
      raw.send("{\"method\":\"GET\",\"path\":\"/large\",\"params\":{\"n\":50000000}}\n");
      raw.readUntil("x");

      Messaging.await(() -> server.server().connections() == 0);
    }
  }

  @Test
  void a_client_that_quits_and_does_not_take_its_answer_is_cut_off() throws Exception {
    try (var server = server("limits.write-timeout = 200ms");
        var raw = server.raw("tcp")) {
      raw.send("{\"method\":\"GET\",\"path\":\"/large\",\"params\":{\"n\":50000000}}\nquit\n");
      raw.readUntil("x");

      Messaging.await(() -> server.server().connections() == 0);
    }
  }

  @Test
  void connections_beyond_the_limit_are_closed_at_once() throws Exception {
    try (var server = server("limits.connections = 1");
        var first = server.raw("tcp")) {
      assertThat(first.send(HELLO).readLine()).isEqualTo(WORLD);

      try (var second = server.raw("tcp")) {
        assertThat(second.readToEnd()).isEmpty();
      }

      assertThat(first.send(HELLO).readLine()).isEqualTo(WORLD);
    }
  }

  @Test
  void deep_nesting_is_a_400_and_costs_no_stack() throws Exception {
    try (var server = server("");
        var raw = server.raw("tcp")) {
      var deep = "[".repeat(100_000);
      var message = "{\"method\":\"POST\",\"path\":\"/body\",\"body\":" + deep + "\n";

      assertThat(raw.send(message).readLine())
          .contains("\"status\":400")
          .contains("such as 64 levels of nesting");
      assertThat(raw.send(HELLO).readLine()).isEqualTo(WORLD);
    }
  }

  @Test
  void what_is_no_utf_8_is_a_400() throws Exception {
    try (var server = server("");
        var raw = server.raw("tcp")) {
      for (var bytes : List.of("\377\376", "\300\200", "\355\240\200", "\370\210\200\200\200")) {
        var message = "{\"method\":\"GET\",\"path\":\"/\",\"params\":{\"a\":\"%s\"}}\n";

        assertThat(raw.send(message.formatted(bytes)).readLine()).contains("\"status\":400");
      }
      assertThat(raw.send(HELLO).readLine()).isEqualTo(WORLD);
    }
  }

  @Test
  void http_and_tls_at_a_tcp_listener_are_errors_and_nothing_more() throws Exception {
    try (var server = server("")) {
      try (var raw = server.raw("tcp")) {
        assertThat(raw.send("GET / HTTP/1.1\r\n").readLine()).contains("\"status\":400");
      }
      try (var raw = server.raw("tcp")) {
        raw.send("\26\3\1\2\0\1\0\n");
        assertThat(raw.readLine()).contains("\"status\":400");
      }
      assertServes(server);
    }
  }

  @Test
  void header_injection_has_no_way_out() throws Exception {
    try (var server = server("envelope = true");
        var raw = server.raw("tcp")) {
      var message =
          "{\"method\":\"GET\",\"path\":\"/\",\"headers\":{\"X-Request-Id\":\"a\\r"
              + "\\n"
              + "X-Evil: 1\"}}\n";

      assertThat(raw.send(message).readLine()).doesNotContain("Evil");
    }
  }

  @Test
  void half_open_connections_do_not_keep_others_waiting() throws Exception {
    var open = new ArrayList<TestServer.Raw>();
    try (var server = server("limits.body-timeout = 1h")) {
      for (int i = 0; i < 500; i++) {
        open.add(server.raw("tcp").send("{\"method\":\"GET\","));
      }

      assertServes(server);
    } finally {
      for (var raw : open) {
        raw.close();
      }
    }
  }

  @Test
  void a_stop_answers_what_was_accepted() throws Exception {
    var gate = new Gate();
    var config = "server.listeners.tcp.listen = \"tcp://127.0.0.1:0\"";
    try (var server =
        TestServer.of(
            config, 1, 8, Messaging::gated, binder -> binder.bind(Gate.class).toInstance(gate))) {
      var raw = server.raw("tcp").send("{\"method\":\"GET\",\"path\":\"/gate\"}\n");
      var idle = server.raw("tcp").send(HELLO);
      idle.readLine();
      gate.entered.acquire();
      var stopped = CompletableFuture.runAsync(server.server()::stop);
      assertThat(idle.readToEnd()).isEmpty();
      gate.open.countDown();

      assertThat(raw.readToEnd()).isEqualTo("\"passed\"\n");
      stopped.get(60, SECONDS);
      raw.close();
      idle.close();
    }
  }
}
