package lido.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import lido.server.Controllers.Echo;
import lido.server.Controllers.Gate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** HTTP/2 without TLS; with TLS it is tried in {@link TlsTest}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class Http2Test {

  private static final String H2C = "server.listeners.main.h2c = true\n";

  /** Those of both systems hold some megabytes; an answer has 17 or 9 bytes. */
  private static final int MORE_PINGS_THAN_BUFFERS_HOLD = 20_000_000;

  private final StreamTest.Streams streams = new StreamTest.Streams();
  private Gate gate = new Gate();

  private TestServer server(String config) throws InterruptedException {
    return TestServer.of(
        H2C + config,
        1,
        100,
        routes -> {
          routes.get("/", Echo.class, Echo::hello);
          routes.post("/body", Echo.class, Echo::body);
          routes.get("/secret", Echo.class, Echo::secret);
          routes.get("/gate", Gate.class, Gate::pass);
          routes.get("/lines", StreamTest.Streams.class, StreamTest.Streams::lines);
          routes.get("/endless", StreamTest.Streams.class, StreamTest.Streams::endless);
          routes.get("/failing", StreamTest.Streams.class, StreamTest.Streams::failing);
          routes
              .withBodyStream(1 << 28)
              .post("/sum", StreamTest.Streams.class, StreamTest.Streams::sum);
        },
        binder -> {
          binder.bind(StreamTest.Streams.class).toInstance(streams);
          binder.bind(Gate.class).toInstance(gate);
        });
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
  }

  private static HttpRequest.Builder request(TestServer server, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private static HttpResponse<String> get(HttpClient client, TestServer server, String path)
      throws Exception {
    return client.send(request(server, path).build(), BodyHandlers.ofString());
  }

  @Test
  void a_client_that_asks_for_it_is_upgraded() throws Exception {
    try (var server = server("")) {
      var client = client();

      var first = get(client, server, "/");
      var second = get(client, server, "/");

      assertThat(first.body()).isEqualTo("{\"hello\":\"world\"}");
      assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(second.headers().firstValue("x-request-id")).isPresent();
      assertThat(second.headers().firstValue("connection")).isEmpty();
    }
  }

  @Test
  void without_the_option_everyone_speaks_http_1_1() throws Exception {
    try (var server = TestServer.of(routes -> routes.get("/", Echo.class, Echo::hello))) {
      assertThat(get(client(), server, "/").version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }
  }

  @Test
  void the_option_leaves_http_1_1_as_strict_as_it_was() throws Exception {
    try (var server = server("");
        var raw = server.raw();
        var doubtful = server.raw()) {
      var pipelined =
          raw.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: x\r\n")
              .send("Connection: close\r\n\r\n")
              .readToEnd();
      var refused =
          doubtful
              .send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n")
              .send("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
              .readToEnd();

      assertThat(pipelined.indexOf("world")).isPositive();
      assertThat(pipelined.indexOf("HTTP/1.1 404 ")).isGreaterThan(pipelined.indexOf("world"));
      assertThat(refused).doesNotContain("world");
    }
  }

  @Test
  void a_connection_that_never_finishes_its_first_request_ends_however_steadily_it_drips()
      throws Exception {
    try (var server = server("server.limits.header-timeout = 200ms");
        var silent = server.raw();
        var slow = server.raw();
        var preface = server.raw()) {
      slow.send("GET / HTTP/1.1\r\nHost: x\r\nA: ");
      preface.send("PRI * HTTP/2.0\r\n");

      assertThat(silent.readToEnd()).isEmpty();
      assertThat(slow.readToEnd()).isEmpty();
      assertThat(preface.readToEnd()).isEmpty();
    }
  }

  @Test
  void many_requests_run_at_the_same_time_on_one_connection() throws Exception {
    try (var server = server("")) {
      var client = client();
      get(client, server, "/");
      var later = new ArrayList<CompletableFuture<HttpResponse<String>>>();
      for (int i = 0; i < 20; i++) {
        later.add(client.sendAsync(request(server, "/gate").build(), BodyHandlers.ofString()));
      }
      gate.entered.acquire(20);
      var connections = server.server().connections();
      gate.open.countDown();

      assertThat(connections).isEqualTo(1);
      for (var each : later) {
        assertThat(each.get().body()).isEqualTo("\"passed\"");
      }
    }
  }

  @Test
  void bodies_and_limits_are_those_of_http_1_1() throws Exception {
    try (var server = server("server.limits { body = 10, request-line = 100, headers = 4k }")) {
      var client = client();
      get(client, server, "/");

      var small = client.send(post(server, "/body", new byte[10]), BodyHandlers.ofString());
      var large = client.send(post(server, "/body", new byte[100]), BodyHandlers.ofString());
      var path = get(client, server, "/" + "a".repeat(200));
      var broken = get(client, server, "/%ff");
      var secret = get(client, server, "/secret");

      assertThat(small.statusCode()).isEqualTo(200);
      assertThat(large.statusCode()).isEqualTo(413);
      assertThat(path.statusCode()).isEqualTo(414);
      assertThat(broken.statusCode()).isEqualTo(400);
      assertThat(secret.statusCode()).isEqualTo(500);
      assertThat(secret.body()).doesNotContain("hunter2");
      assertThat(get(client, server, "/").statusCode()).isEqualTo(200);
    }
  }

  private static HttpRequest post(TestServer server, String path, byte[] body) {
    return request(server, path).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
  }

  @Test
  void bodies_are_streamed_both_ways() throws Exception {
    try (var server = server("")) {
      var client = client();
      get(client, server, "/");

      var sent =
          client.send(post(server, "/sum", new byte[4 << 20]), BodyHandlers.ofString()).body();
      var got = get(client, server, "/lines?count=100000").body();

      assertThat(sent).isEqualTo("{\"bytes\":%s}".formatted(4 << 20));
      assertThat(got).endsWith("line 99999\n");
    }
  }

  @Test
  void a_stream_that_fails_is_reset_and_the_connection_stays() throws Exception {
    try (var server = server("")) {
      var client = client();
      get(client, server, "/");

      var failed =
          client
              .sendAsync(request(server, "/failing?after=200000").build(), BodyHandlers.ofString())
              .handle((response, failure) -> failure)
              .get();

      assertThat(failed).hasRootCauseInstanceOf(IOException.class);
      assertThat(get(client, server, "/").statusCode()).isEqualTo(200);
      assertThat(server.server().connections()).isEqualTo(1);
    }
  }

  @Test
  void a_stream_that_takes_nothing_is_reset_after_the_write_timeout() throws Exception {
    Await.orWithMoreTime(this::whatTakesNothingIsReset);
  }

  private void whatTakesNothingIsReset(Duration time) throws Exception {
    streams.written.set(0);
    var write = "server.limits.write-timeout = %sms".formatted(time.toMillis());
    try (var server = server(write);
        var frames = new Frames(server.port())) {
      frames.request(1, "/endless");

      assertThat(frames.readUntil(Frames.RST_STREAM)).contains(Frames.DATA);
      Await.until(() -> server.workers().get(0).running() == 0);
    }
  }

  @Test
  void requests_beyond_the_limit_of_streams_are_refused() throws Exception {
    try (var server = server("server.listeners.main.streams = 2");
        var frames = new Frames(server.port())) {
      frames.request(1, "/gate");
      frames.request(3, "/gate");
      gate.entered.acquire(2);
      frames.request(5, "/gate");

      assertThat(frames.readUntil(Frames.RST_STREAM)).isNotEmpty();
      gate.open.countDown();
      assertThat(frames.readUntil(Frames.DATA)).contains(Frames.HEADERS);
    }
  }

  @Test
  void a_client_that_opens_and_resets_without_end_loses_its_connection() throws Exception {
    try (var server = server("");
        var frames = new Frames(server.port())) {
      // How many fit into the buffers before the server looks is the machine's business.
      Await.until(
          () -> {
            try {
              frames.request(frames.next(), "/gate");
              frames.reset(frames.last());
              return false;
            } catch (IOException e) {
              return true;
            }
          });

      Await.until(() -> server.server().connections() == 0);
      assertThat(gate.entered.availablePermits()).isLessThan(1000);
      gate.open.countDown();
    }
  }

  @Test
  void a_client_that_pings_and_takes_no_answer_loses_its_connection() throws Exception {
    try (var server = server("");
        var frames = new Frames(server.port())) {
      assertThatIOException().isThrownBy(() -> frames.ping(MORE_PINGS_THAN_BUFFERS_HOLD));

      Await.until(() -> server.server().connections() == 0);
    }
  }

  @Test
  void a_client_that_changes_its_settings_and_takes_no_answer_loses_its_connection()
      throws Exception {
    try (var server = server("");
        var frames = new Frames(server.port())) {
      assertThatIOException().isThrownBy(() -> frames.settings(MORE_PINGS_THAN_BUFFERS_HOLD));

      Await.until(() -> server.server().connections() == 0);
    }
  }

  @Test
  void an_idle_connection_is_closed_and_one_with_a_request_is_not() throws Exception {
    Await.orWithMoreTime(this::onlyAnIdleConnectionIsClosed);
  }

  private void onlyAnIdleConnectionIsClosed(Duration time) throws Exception {
    gate = new Gate();
    var idle = "server.limits.idle-timeout = %sms".formatted(time.toMillis());
    try (var server = server(idle)) {
      var later = client().sendAsync(request(server, "/gate").build(), BodyHandlers.ofString());
      Await.until(() -> gate.entered.availablePermits() > 0 || later.isDone());
      var open = Await.still(server.server()::connections, time.multipliedBy(3));
      gate.open.countDown();

      assertThat(open).isEqualTo(1);
      assertThat(later.get().statusCode()).isEqualTo(200);
      Await.until(() -> server.server().connections() == 0);
    }
  }

  @Test
  void headers_beyond_the_limit_do_not_reach_a_controller() throws Exception {
    try (var server = server("server.limits.headers = 1k");
        var frames = new Frames(server.port())) {
      frames.request(1, "/gate", "x-long", "a".repeat(5000));

      assertThat(frames.readToEndOrAnswer()).isTrue();
      assertThat(gate.entered.availablePermits()).isZero();
    }
  }

  @Test
  void what_is_no_http_2_frame_ends_the_connection() throws Exception {
    try (var server = server("");
        var frames = new Frames(server.port())) {
      frames.garbage();

      Await.until(() -> server.server().connections() == 0);
    }
  }
}
