package lido.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests of which a proxy and a server could see different ends, so that the server would run
 * what the proxy took for a body. Each carries a second request that must never run.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SmugglingTest {

  private static final String HIDDEN = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";

  private static final AtomicInteger HIDDEN_RUNS = new AtomicInteger();

  private static TestServer server;

  static final class Shop {

    Object body(Request request) {
      return Response.text(request.bodyText());
    }

    Object hidden(Request request) {
      HIDDEN_RUNS.incrementAndGet();
      return "hidden";
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.of(
            routes -> {
              routes.post("/body", Shop.class, Shop::body);
              routes.get("/hidden", Shop.class, Shop::hidden);
            });
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    HIDDEN_RUNS.set(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 35\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: 35\r\n\r\n",
        "Content-Length: 0, 35\r\n\r\n",
        "Content-Length: +0\r\n\r\n",
        "Content-Length: 0x0\r\n\r\n",
        "Content-Length:\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding\u000b: chunked\r\n\r\n0\r\n\r\n",
        "Content-Length : 0\r\n\r\n",
        "Content-Length\u0000: 0\r\n\r\n",
        "X: a\r\n Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n",
        "X: a\r\n\tContent-Length: 0\r\n\r\n",
        "X: a\r\n \r\n\r\n",
        "X: a\u0000b\r\n\r\n",
        "X: a\rb: c\r\n\r\n",
        "X: a\n\r\n",
        "X: a\r\n\n",
      })
  void a_request_of_doubtful_length_is_refused_and_nothing_after_it_runs(String headers)
      throws Exception {
    try (var raw = server.raw()) {
      var answer = raw.send("POST /body HTTP/1.1\r\nHost: x\r\n" + headers + HIDDEN).readToEnd();

      assertThat(answer).matches("(?s)HTTP/1.[01] (400|501) .*");
      assertThat(answer.split("HTTP/1\\.[01] ", -1)).hasSize(2);
      assertThat(answer).doesNotContain("Exception", "netty", "vertx", "\tat ");
      assertThat(HIDDEN_RUNS).hasValue(0);
    }
  }

  @Test
  void a_folded_line_is_refused_also_when_it_comes_later() throws Exception {
    try (var raw = server.raw()) {
      raw.send("POST /body HTTP/1.1\r\nHost: x\r\nX: a\r\n");
      // Answered by the event loop that has read the above.
      server.get("/nowhere");

      var answer = raw.send(" b\r\nContent-Length: 0\r\n\r\n" + HIDDEN).readToEnd();

      assertThat(answer).startsWith("HTTP/1.1 400 ");
      assertThat(HIDDEN_RUNS).hasValue(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\nabc\r\n0\r\n\r\n",
        "-1\r\nabc\r\n0\r\n\r\n",
        "ffffffffffffffffff\r\nabc\r\n0\r\n\r\n",
        "3\nabc\r\n0\r\n\r\n",
        "3\r\nabcX\r\n0\r\n\r\n",
        "3\r\nabc\n0\r\n\r\n",
        "3;a\nb\r\nabc\r\n0\r\n\r\n",
        "\r\n3\r\nabc\r\n0\r\n\r\n",
      })
  void a_chunk_that_cannot_be_read_ends_the_connection_and_nothing_after_it_runs(String chunks)
      throws Exception {
    try (var raw = server.raw()) {
      var answer =
          raw.send("POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
              .send(chunks + HIDDEN)
              .readToEnd();

      assertThat(answer).doesNotContain("200 OK", "hidden", "Exception");
      assertThat(HIDDEN_RUNS).hasValue(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /body HTTP/1.1\nHost: x\r\n\r\n",
        "POST /body HTTP/1.1\r\nHost: x\n\n",
        "POST /body\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /body HTTP/1.1 \r\nHost: x\r\n\r\n",
        "POST /body HTTP/1.2\r\nHost: x\r\n\r\n",
        "POST /body HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "PO\u0001ST /body HTTP/1.1\r\nHost: x\r\n\r\n",
      })
  void a_request_line_or_line_end_that_others_read_otherwise_is_refused(String head)
      throws Exception {
    try (var raw = server.raw()) {
      var answer = raw.send(head + HIDDEN).readToEnd();

      assertThat(answer).matches("(?s)HTTP/1.\\d (400|501) .*");
      assertThat(HIDDEN_RUNS).hasValue(0);
    }
  }

  @Test
  void what_follows_a_refused_request_does_not_run() throws Exception {
    try (var raw = server.raw()) {
      var answer =
          raw.send("POST /body HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + HIDDEN).readToEnd();

      assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("200 OK");
      assertThat(HIDDEN_RUNS).hasValue(0);
    }
  }

  @Test
  void a_compressed_body_is_a_415_that_says_what_is_read() throws Exception {
    try (var raw = server.raw()) {
      var answer =
          raw.send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n")
              .send("Content-Length: 2\r\n\r\n\u001f\u008b")
              .readToEnd();

      assertThat(answer).startsWith("HTTP/1.1 415 ").contains("accept-encoding: identity\r\n");
    }
  }
}
