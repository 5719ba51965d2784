package lido.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import lido.server.Controllers.Echo;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Each limit, set low, stops a client that the default would let pass. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LimitsTest {

  private static final String ABSURDLY_LONG = "1h";

  private static TestServer server(String limits) throws InterruptedException {
    return TestServer.of(
        "server.limits { %s }".formatted(limits),
        routes -> {
          routes.get("/", Echo.class, Echo::hello);
          routes.post("/body", Echo.class, Echo::body);
          routes.post("/tree", Echo.class, Echo::tree);
          routes.get("/large", Large.class, Large::get);
        });
  }

  static final class Large {

    Object get(Request request) {
      return Response.bytes("application/octet-stream", new byte[64 << 20]);
    }
  }

  @Test
  void a_long_request_line_is_a_414() throws Exception {
    try (var server = server("request-line = 100");
        var raw = server.raw()) {
      var answer =
          raw.send("GET /%s HTTP/1.1\r\nHost: x\r\n\r\n".formatted("a".repeat(100))).readToEnd();

      assertThat(answer).matches("(?s)HTTP/1.[01] 414 .*").contains("longer than 100 bytes");
    }
  }

  @Test
  void long_headers_are_a_431() throws Exception {
    try (var server = server("headers = 300");
        var raw = server.raw()) {
      var answer =
          raw.send("GET / HTTP/1.1\r\nHost: x\r\nA: %s\r\n\r\n".formatted("a".repeat(300)))
              .readToEnd();

      assertThat(answer).startsWith("HTTP/1.1 431 ").contains("longer than 300 bytes");
    }
  }

  @Test
  void a_large_body_is_a_413_as_soon_as_its_length_is_known() throws Exception {
    try (var server = server("body = 10");
        var raw = server.raw()) {
      var answer =
          raw.send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n").readUntil("}");

      assertThat(answer).startsWith("HTTP/1.1 413 ").contains("larger than 10 bytes");
      assertThat(answer).contains("connection: close");
    }
  }

  @Test
  void a_large_chunked_body_is_a_413_as_soon_as_it_is_too_long() throws Exception {
    try (var server = server("body = 10");
        var raw = server.raw()) {
      var answer =
          raw.send("POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
              .send("6\r\nabcdef\r\n6\r\nabcdef\r\n")
              .readUntil("}");

      assertThat(answer).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void a_body_of_the_very_limit_passes() throws Exception {
    try (var server = server("body = 10")) {
      assertThat(server.send("POST", "/body", "", "0123456789").body()).isEqualTo("0123456789");
    }
  }

  @Test
  void a_refused_client_that_sends_on_can_read_the_answer() throws Exception {
    try (var server = server("body = 10")) {
      var response = server.send("POST", "/body", "", "x".repeat(2_000_000));

      assertThat(response.statusCode()).isEqualTo(413);
    }
  }

  @Test
  void deep_nesting_is_a_400() throws Exception {
    try (var server = server("json-depth = 5")) {
      var deep = server.post("/tree", "[".repeat(6) + "]".repeat(6));

      assertThat(deep.statusCode()).isEqualTo(400);
      assertThat(deep.body()).contains("5 levels of nesting");
    }
  }

  @Test
  void connections_beyond_the_limit_are_closed_at_once() throws Exception {
    try (var server = server("connections = 1");
        var first = server.raw()) {
      first.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("}");

      try (var second = server.raw()) {
        assertThat(second.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readToEnd()).isEmpty();
      }

      assertThat(first.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("}"))
          .contains("HTTP/1.1 200 ");
    }
  }

  @Test
  void slow_headers_end_the_connection_however_steadily_they_drip() throws Exception {
    try (var server = server("header-timeout = 100ms, idle-timeout = " + ABSURDLY_LONG);
        var raw = server.raw()) {
      raw.send("GET / HTTP/1.1\r\nHost: x\r\nA: ");

      assertThat(raw.readToEnd()).isEmpty();
    }
  }

  @Test
  void a_slow_body_is_a_408() throws Exception {
    try (var server = server("body-timeout = 100ms");
        var raw = server.raw()) {
      var answer =
          raw.send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab").readToEnd();

      assertThat(answer).startsWith("HTTP/1.1 408 ").contains("longer than 100ms");
    }
  }

  @Test
  void an_idle_connection_is_closed() throws Exception {
    Await.orWithMoreTime(LimitsTest::anIdleConnectionIsClosed);
  }

  private static void anIdleConnectionIsClosed(Duration time) throws Exception {
    var limits = "idle-timeout = %sms, header-timeout = %s";
    try (var server = server(limits.formatted(time.toMillis(), ABSURDLY_LONG));
        var raw = server.raw()) {
      raw.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("}");

      assertThat(raw.send("GET / HT").readToEnd()).isEmpty();
    }
  }

  @Test
  void a_client_that_does_not_take_the_response_is_cut_off() throws Exception {
    try (var server = server("write-timeout = 200ms");
        var raw = server.raw()) {
      raw.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("\r\n\r\n");
      // The sweep alone can end this connection; its end shows as a short body.
      Await.until(() -> server.server().connections() == 0);

      assertThat(raw.readToEnd().length()).isLessThan(64 << 20);
    }
  }
}
