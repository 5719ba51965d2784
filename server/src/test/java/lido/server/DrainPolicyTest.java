package lido.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import lido.server.Controllers.Echo;
import lido.server.Controllers.Gate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the connections of HTTP see of a stop. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DrainPolicyTest {

  private static final Duration LONGER_THAN_ANY_TEST = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  private final Gate gate = new Gate();

  private TestServer server(String config, Duration linger) throws InterruptedException {
    return TestServer.of(
        config,
        linger,
        1,
        8,
        routes -> {
          routes.get("/", Echo.class, Echo::hello);
          routes.get("/gate", Gate.class, Gate::pass);
        },
        binder -> binder.bind(Gate.class).toInstance(gate));
  }

  private static Thread stop(TestServer server) {
    var stop = new Thread(server.server()::stop);
    stop.start();
    Await.until(() -> refuses(server.port()));
    return stop;
  }

  private static boolean refuses(int port) {
    try (var socket = new Socket("127.0.0.1", port)) {
      return !socket.isConnected();
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      // It was in the queue of those to be accepted.
      return false;
    }
  }

  @Test
  void a_request_on_its_way_while_the_server_stops_is_answered() throws Exception {
    try (var server = server("", LONGER_THAN_ANY_TEST);
        var used = server.raw();
        var fresh = server.raw()) {
      used.send(GET).readUntil("world\"}");
      Await.until(() -> server.server().connections() == 2);
      var stop = stop(server);

      Await.until(() -> ask(used).contains("connection: close"));
      Await.until(() -> ask(fresh).contains("connection: close"));

      assertThat(used.readToEnd()).isEmpty();
      assertThat(fresh.readToEnd()).isEmpty();
      stop.join();
    }
  }

  @Test
  void a_reload_does_not_wait_for_the_drain_of_a_stop() throws Exception {
    try (var server = server("server.drain-timeout = 1h", SHORT);
        var working = server.raw()) {
      working.send("GET /gate HTTP/1.1\r\nHost: x\r\n\r\n");
      gate.entered.acquire();
      var stop = stop(server);

      var renewed =
          CompletableFuture.runAsync(
              () ->
                  assertThatNoException()
                      .isThrownBy(() -> server.server().renew(TestServer.config(""))),
              task -> new Thread(task).start());
      renewed.orTimeout(60, SECONDS).whenComplete((nothing, late) -> gate.open.countDown());
      stop.join();

      assertThat(renewed).isCompleted();
    }
  }

  @Test
  void a_connection_that_stays_quiet_is_closed_while_others_still_work() throws Exception {
    try (var server = server("", SHORT);
        var quiet = server.raw();
        var working = server.raw()) {
      quiet.send(GET).readUntil("world\"}");
      working.send("GET /gate HTTP/1.1\r\nHost: x\r\n\r\n");
      gate.entered.acquire();
      var stop = stop(server);

      assertThat(quiet.readToEnd()).isEmpty();
      Await.until(() -> server.server().connections() == 1);
      gate.open.countDown();
      assertThat(working.readToEnd()).contains("connection: close").endsWith("passed\"");
      stop.join();
    }
  }

  @Test
  void a_response_that_was_begun_before_the_stop_comes_to_its_end() throws Exception {
    var streams = new StreamTest.Streams();
    try (var server =
            TestServer.of(
                "",
                SHORT,
                1,
                8,
                routes -> routes.get("/lines", StreamTest.Streams.class, StreamTest.Streams::lines),
                binder -> binder.bind(StreamTest.Streams.class).toInstance(streams));
        var reader = server.raw()) {
      reader.send("GET /lines?count=200000 HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("\r\n\r\n");
      var stop = stop(server);

      assertThat(reader.readToEnd()).endsWith("0\r\n\r\n");
      stop.join();
    }
  }

  @Test
  void once_readiness_is_down_each_answer_ends_its_connection_and_new_ones_are_taken()
      throws Exception {
    try (var server = server("", Duration.ZERO);
        var before = server.raw()) {
      before.send(GET).readUntil("world\"}");
      server.announceStop();

      Await.until(() -> answer(server).contains("connection: close"));
      assertThat(before.send(GET).readToEnd()).contains("connection: close").endsWith("world\"}");
      assertThat(answer(server)).startsWith("HTTP/1.1 200 ").contains("connection: close");
    }
  }

  @Test
  void a_client_of_http_2_hears_of_the_stop_and_may_still_ask() throws Exception {
    try (var server = server("server.listeners.main.h2c = true", LONGER_THAN_ANY_TEST)) {
      Thread stop;
      try (var frames = new Frames(server.port())) {
        frames.request(1, "/");
        frames.readUntil(Frames.DATA);
        stop = stop(server);

        frames.readUntil(Frames.GOAWAY);
        frames.request(3, "/");

        assertThat(frames.readUntil(Frames.DATA)).contains(Frames.HEADERS);
      }
      stop.join();
    }
  }

  @Test
  void a_client_of_http_2_that_asks_no_more_hears_what_counted_and_is_closed() throws Exception {
    try (var server = server("server.listeners.main.h2c = true", SHORT);
        var frames = new Frames(server.port())) {
      frames.request(1, "/");
      frames.readUntil(Frames.DATA);
      var stop = stop(server);

      frames.readUntil(Frames.GOAWAY);
      frames.readUntil(Frames.GOAWAY);

      assertThat(frames.readToEndOrAnswer()).isTrue();
      stop.join();
    }
  }

  private static String answer(TestServer server) {
    try (var client = server.raw()) {
      return ask(client);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String ask(TestServer.Raw client) {
    try {
      return client.send(GET).readUntil("world\"}");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
