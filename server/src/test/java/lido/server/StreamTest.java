package lido.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Bodies that are never held as a whole, in both directions. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StreamTest {

  private static final int MEGABYTE = 1 << 20;

  /** Far more than buffers and sockets hold. */
  private static final long HUGE = 256L * MEGABYTE;

  /** What the test sees of the coroutine. */
  static final class Streams {

    final AtomicLong written = new AtomicLong();
    final AtomicLong read = new AtomicLong();
    final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    Object lines(Request request) {
      int count = request.query("count").asInt();
      return Response.stream(
          "text/plain; charset=utf-8",
          out -> {
            for (int i = 0; i < count; i++) {
              out.write("line %s\n".formatted(i).getBytes(StandardCharsets.UTF_8));
            }
          });
    }

    Object flushed(Request request) {
      return Response.stream(
          "text/plain",
          out -> {
            out.write('a');
            out.flush();
            goOn.await();
            out.write('b');
          });
    }

    Object endless(Request request) {
      return Response.stream("application/octet-stream", this::fill);
    }

    Object late(Request request) throws InterruptedException {
      begun.countDown();
      goOn.await();
      return Response.stream("application/octet-stream", this::fill);
    }

    private void fill(OutputStream out) {
      var kilobyte = new byte[1024];
      try {
        while (written.get() < HUGE) {
          out.write(kilobyte);
          written.addAndGet(kilobyte.length);
        }
        ended.add("all");
      } catch (IOException e) {
        ended.add(e.getClass().getSimpleName());
      }
    }

    Object failing(Request request) {
      int after = request.query("after").asInt();
      return Response.stream(
          "text/plain",
          out -> {
            out.write(new byte[after]);
            throw new IllegalStateException("the password is hunter2");
          });
    }

    Object promised(Request request) {
      return Response.stream(
          "text/plain",
          request.query("promised").asLong(),
          out -> out.write(new byte[request.query("written").asInt()]));
    }

    Object sum(Request request) throws IOException {
      var buffer = new byte[8192];
      var in = request.bodyStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        read.addAndGet(count);
      }
      return Map.of("bytes", read.get());
    }

    Object slow(Request request) throws Exception {
      var first = request.bodyStream().read();
      read.set(1);
      goOn.await();
      var sum = request.bodyStream().readAllBytes();
      return Map.of("first", first, "rest", sum.length);
    }

    Object unread(Request request) {
      return "not read";
    }

    Object watched(Request request) throws IOException {
      try (var in = request.bodyStream()) {
        read.addAndGet(in.readAllBytes().length);
        ended.add("all");
      } catch (IOException e) {
        ended.add(e.getClass().getSimpleName());
        throw e;
      }
      return "seen";
    }

    Object echo(Request request) {
      return Response.stream("application/octet-stream", request.bodyStream()::transferTo);
    }

    Object whole(Request request) {
      return request.bodyText();
    }
  }

  private final Streams streams = new Streams();

  private TestServer server(String config) throws InterruptedException {
    return TestServer.of(
        config,
        1,
        4,
        routes -> {
          routes.get("/lines", Streams.class, Streams::lines);
          routes.get("/flushed", Streams.class, Streams::flushed);
          routes.get("/endless", Streams.class, Streams::endless);
          routes.get("/late", Streams.class, Streams::late);
          routes.get("/failing", Streams.class, Streams::failing);
          routes.get("/promised", Streams.class, Streams::promised);
          routes.post("/ordinary", Streams.class, Streams::sum);
          var streaming = routes.withBodyStream(HUGE);
          streaming.post("/sum", Streams.class, Streams::sum);
          streaming.post("/slow", Streams.class, Streams::slow);
          streaming.post("/unread", Streams.class, Streams::unread);
          streaming.post("/watched", Streams.class, Streams::watched);
          streaming.post("/echo", Streams.class, Streams::echo);
          streaming.post("/whole", Streams.class, Streams::whole);
          routes.withBodyStream(10).post("/small", Streams.class, Streams::sum);
        },
        binder -> binder.bind(Streams.class).toInstance(streams));
  }

  @Test
  void a_long_response_comes_in_chunks_and_the_connection_stays() throws Exception {
    try (var server = server("");
        var raw = server.raw()) {
      raw.send("GET /lines?count=5000 HTTP/1.1\r\nHost: x\r\n\r\n");
      var head = raw.readUntil("\r\n\r\n");
      var body = raw.readUntil("\r\n0\r\n\r\n");
      var next = raw.send("GET /lines?count=1 HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("line 0");

      assertThat(head).contains("transfer-encoding: chunked").doesNotContain("content-length");
      assertThat(body).contains("line 4999\n");
      assertThat(next).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void a_short_stream_is_an_ordinary_response_with_its_length() throws Exception {
    try (var server = server("")) {
      var response = server.get("/lines?count=2");

      assertThat(response.body()).isEqualTo("line 0\nline 1\n");
      assertThat(response.headers().firstValue("content-length")).hasValue("14");
    }
  }

  @Test
  void what_is_flushed_arrives_while_the_rest_is_not_yet_there() throws Exception {
    try (var server = server("");
        var raw = server.raw()) {
      var first = raw.send("GET /flushed HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("1\r\na\r\n");
      streams.goOn.countDown();

      assertThat(first).startsWith("HTTP/1.1 200 ");
      assertThat(raw.readUntil("0\r\n\r\n")).startsWith("1\r\nb\r\n");
    }
  }

  @Test
  void head_of_a_stream_writes_nothing_of_it() throws Exception {
    try (var server = server("");
        var raw = server.raw()) {
      var answer =
          raw.send("HEAD /endless HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").readToEnd();

      assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
      assertThat(streams.written).hasValue(0);
    }
  }

  @Test
  void the_coroutine_waits_for_a_client_that_does_not_read() throws Exception {
    try (var server = server("");
        var raw = server.raw()) {
      raw.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("\r\n\r\n");
      var before = streams.written.get();
      var after = Await.still(streams.written::get);

      assertThat(after).isGreaterThanOrEqualTo(before).isLessThan(32L * MEGABYTE);
    }
  }

  @Test
  void a_client_that_leaves_frees_the_coroutine() throws Exception {
    try (var server = server("")) {
      try (var raw = server.raw()) {
        raw.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("\r\n\r\n");
      }

      assertThat(streams.ended.poll(60, SECONDS)).isEqualTo("ClientGoneException");
      Await.until(() -> server.workers().get(0).running() == 0);
    }
  }

  @Test
  void a_stream_that_begins_after_the_server_has_stopped_frees_the_coroutine() throws Exception {
    try (var server = server("server.drain-timeout = 0s");
        var raw = server.raw()) {
      raw.send("GET /late HTTP/1.1\r\nHost: x\r\n\r\n");
      streams.begun.await();

      server.server().stop();
      streams.goOn.countDown();

      assertThat(streams.ended.poll(60, SECONDS)).isEqualTo("ClientGoneException");
    }
  }

  @Test
  void a_client_that_takes_nothing_for_the_write_timeout_is_cut_off() throws Exception {
    try (var server = server("server.limits.write-timeout = 200ms");
        var raw = server.raw()) {
      raw.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(streams.ended.poll(60, SECONDS)).isEqualTo("ClientGoneException");
      Await.until(() -> server.server().connections() == 0);
    }
  }

  @Test
  void a_stream_that_fails_before_its_first_bytes_left_is_a_500() throws Exception {
    try (var server = server("")) {
      var response = server.get("/failing?after=10");

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).contains("the log says why").doesNotContain("hunter2");
    }
  }

  @Test
  void a_stream_that_fails_later_is_cut_and_has_no_end() throws Exception {
    try (var server = server("");
        var raw = server.raw()) {
      var answer = raw.send("GET /failing?after=200000 HTTP/1.1\r\nHost: x\r\n\r\n").readToEnd();

      assertThat(answer).doesNotContain("0\r\n\r\n", "hunter2", "HTTP/1.1 500");
    }
  }

  @Test
  void a_stream_keeps_the_length_it_promised_or_is_cut() throws Exception {
    try (var server = server("")) {
      var kept = server.get("/promised?promised=100000&written=100000");
      assertThat(kept.headers().firstValue("content-length")).hasValue("100000");
      assertThat(kept.body()).hasSize(100_000);
      assertThat(server.get("/promised?promised=9&written=10").statusCode()).isEqualTo(500);
      assertThat(server.get("/promised?promised=10&written=9").statusCode()).isEqualTo(500);
      try (var raw = server.raw()) {
        var answer =
            raw.send("GET /promised?promised=100000&written=99999 HTTP/1.1\r\nHost: x\r\n\r\n")
                .readToEnd();

        assertThat(answer.length()).isLessThan(100_000);
      }
    }
  }

  @Test
  void http_1_0_gets_the_bytes_and_the_end_of_the_connection() throws Exception {
    try (var server = server("");
        var raw = server.raw()) {
      var answer =
          raw.send("GET /lines?count=10000 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").readToEnd();

      assertThat(answer).doesNotContain("chunked").endsWith("line 9999\n");
    }
  }

  @Test
  void a_large_body_is_read_while_it_comes_beyond_the_limit_of_others() throws Exception {
    try (var server = server("server.limits.body = 1k")) {
      var body = new byte[8 * MEGABYTE];

      var streamed = post(server, "/sum", body);
      var ordinary = post(server, "/ordinary", new byte[1024]);

      assertThat(streamed).isEqualTo("{\"bytes\":%s}".formatted(body.length));
      assertThat(ordinary).isEqualTo("{\"bytes\":%s}".formatted(body.length + 1024));
    }
  }

  @Test
  void a_chunked_body_is_streamed_and_the_connection_stays() throws Exception {
    try (var server = server("");
        var raw = server.raw()) {
      var head = "POST /sum HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
      var first = raw.send(head + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n").readUntil("}");
      var second = raw.send(head + "1\r\nf\r\n0\r\n\r\n").readUntil("}");

      assertThat(first).contains("{\"bytes\":5}");
      assertThat(second).startsWith("HTTP/1.1 200 ").contains("{\"bytes\":6}");
    }
  }

  @Test
  void the_client_waits_while_the_coroutine_does_not_read() throws Exception {
    try (var server = server("");
        var raw = server.raw()) {
      int size = 64 * MEGABYTE;
      raw.send("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: %s\r\n\r\n".formatted(size));
      var sent = new AtomicLong();
      var sender =
          new Thread(
              () -> {
                try {
                  var out = raw.socket().getOutputStream();
                  var part = new byte[65_536];
                  while (sent.get() < size) {
                    out.write(part);
                    sent.addAndGet(part.length);
                  }
                } catch (IOException e) {
                  streams.ended.add("sender: " + e);
                }
              });
      sender.start();
      Await.until(() -> streams.read.get() == 1);
      var stuck = Await.still(sent::get);
      streams.goOn.countDown();

      assertThat(stuck).isLessThan(32L * MEGABYTE);
      assertThat(raw.readUntil("}")).contains("\"rest\":" + (size - 1));
      sender.join();
      assertThat(streams.ended).isEmpty();
    }
  }

  @Test
  void a_body_may_be_echoed_while_it_comes() throws Exception {
    try (var server = server("");
        var raw = server.raw()) {
      raw.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
      var first = raw.send("x".repeat(50_000)).readUntil("xxx");
      raw.send("y".repeat(49_999) + "z");

      assertThat(first).startsWith("HTTP/1.1 200 ");
      assertThat(raw.readUntil("z")).contains("yyy");
    }
  }

  @Test
  void beyond_the_routes_limit_a_streamed_body_is_a_413() throws Exception {
    try (var server = server("");
        var known = server.raw();
        var chunked = server.raw()) {
      known.send("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n");
      chunked.send("POST /small HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      chunked.send("6\r\nabcdef\r\n6\r\nabcdef\r\n");

      assertThat(known.readUntil("}")).startsWith("HTTP/1.1 413 ").contains("than 10 bytes");
      assertThat(chunked.readUntil("}")).startsWith("HTTP/1.1 413 ").contains("than 10 bytes");
    }
  }

  @Test
  void a_client_that_stops_sending_is_a_408_and_frees_the_coroutine() throws Exception {
    try (var server = server("server.limits.body-timeout = 200ms");
        var raw = server.raw()) {
      var answer =
          raw.send("POST /sum HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab").readToEnd();

      assertThat(answer).startsWith("HTTP/1.1 408 ").contains("longer than 200ms");
      Await.until(() -> server.workers().get(0).running() == 0);
    }
  }

  @Test
  void a_client_that_leaves_while_it_sends_frees_the_coroutine() throws Exception {
    try (var server = server("")) {
      try (var raw = server.raw()) {
        raw.send("POST /watched HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab");
        Await.until(() -> server.workers().get(0).running() == 1);
      }

      assertThat(streams.ended.poll(60, SECONDS)).isEqualTo("ClientGoneException");
    }
  }

  @Test
  void a_body_that_nobody_read_ends_the_connection_after_the_answer() throws Exception {
    try (var server = server("");
        var raw = server.raw()) {
      raw.send("POST /unread HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nab");

      assertThat(raw.readToEnd()).startsWith("HTTP/1.1 200 ").contains("connection: close");
    }
  }

  @Test
  void a_streamed_body_cannot_be_taken_whole() throws Exception {
    try (var server = server("")) {
      assertThat(server.send("POST", "/whole", "", "abc").statusCode()).isEqualTo(500);
    }
  }

  private static String post(TestServer server, String path, byte[] body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
