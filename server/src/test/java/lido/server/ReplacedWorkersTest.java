package lido.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lido.container.Worker;
import lido.server.Controllers.Echo;
import lido.server.Controllers.Gate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What clients see when workers refuse, fail, or are replaced by those of another generation. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplacedWorkersTest {

  static final class Fatal {

    Object memory(Request request) {
      throw new OutOfMemoryError("no more");
    }

    Object stack(Request request) {
      throw new StackOverflowError("deep");
    }
  }

  static final class Second {

    Object hello(Request request) {
      return Map.of("hello", "second");
    }
  }

  private static void first(Routes routes) {
    routes.get("/gone", Echo.class, Echo::hello);
    routes.post("/hello", Echo.class, Echo::body);
  }

  private static void second(Routes routes) {
    // So that an index into the first table means another route here.
    routes.post("/other", Echo.class, Echo::body);
    routes.get("/new", Second.class, Second::hello);
    routes.post("/hello", Second.class, Second::hello);
  }

  @Test
  void a_request_that_one_worker_refuses_is_served_by_another() throws Exception {
    var gate = new Gate();
    try (var server =
        TestServer.of(
            "",
            2,
            1,
            routes -> {
              routes.get("/gate", Gate.class, Gate::pass);
              routes.get("/", Echo.class, Echo::hello);
            },
            binder -> binder.bind(Gate.class).toInstance(gate))) {
      var held = server.getLater("/gate");
      gate.entered.acquire();

      var first = server.get("/").statusCode();
      // The answer comes a moment before its coroutine ends.
      Await.until(() -> server.workers().stream().mapToInt(FakeWorker::running).sum() == 1);
      var second = server.get("/").statusCode();

      assertThat(List.of(first, second)).containsOnly(200);
      gate.open.countDown();
      assertThat(held.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_request_that_all_workers_refuse_is_served_by_those_that_take_their_place()
      throws Exception {
    var old = started(ReplacedWorkersTest::first);
    var next = started(ReplacedWorkersTest::second);
    // As a reload does it between the first look at the workers and the second.
    var reads = new ArrayDeque<>(List.of(old, old, next));
    var dispatcher =
        new Dispatcher(
            DispatchMode.ROUND_ROBIN, () -> reads.size() > 1 ? reads.remove() : reads.element());
    var served = new CompletableFuture<Worker>();
    close(old);

    var taken = dispatcher.execute("a client", routes -> () -> served.complete(routes.worker()));

    assertThat(taken).isTrue();
    assertThat(next).contains(served.get(60, SECONDS));
    close(next);
  }

  private static List<Worker> started(RouteSet routes) {
    var workers = TestServer.workers(2, 1, routes);
    workers.forEach(new Routing()::open);
    return List.copyOf(workers);
  }

  private static void close(List<Worker> workers) {
    workers.forEach(worker -> ((FakeWorker) worker).close());
  }

  @Test
  void an_out_of_memory_error_is_answered_500_and_fails_the_worker() throws Exception {
    try (var server =
        TestServer.of("", 1, 8, routes -> routes.get("/memory", Fatal.class, Fatal::memory))) {
      var worker = server.workers().get(0);

      assertThat(server.get("/memory").statusCode()).isEqualTo(500);

      assertThat(worker.awaitFailure()).isInstanceOf(OutOfMemoryError.class);
      assertThat(server.get("/memory").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void a_stack_overflow_is_the_request_s_own() throws Exception {
    try (var server =
        TestServer.of("", 1, 8, routes -> routes.get("/stack", Fatal.class, Fatal::stack))) {
      assertThat(server.get("/stack").statusCode()).isEqualTo(500);
      assertThat(server.get("/stack").statusCode()).isEqualTo(500);
    }
  }

  @Test
  void the_routes_are_those_of_the_workers_that_serve() throws Exception {
    try (var server = TestServer.of(ReplacedWorkersTest::first)) {
      assertThat(server.get("/gone").statusCode()).isEqualTo(200);
      assertThat(server.get("/new").statusCode()).isEqualTo(404);

      server.replaceWorkers(ReplacedWorkersTest::second);

      assertThat(server.get("/gone").statusCode()).isEqualTo(404);
      assertThat(server.get("/new").body()).contains("second");
    }
  }

  @Test
  void a_request_that_began_before_a_reload_ends_on_the_route_of_the_next_generation()
      throws Exception {
    try (var server = TestServer.of(ReplacedWorkersTest::first);
        var client = server.raw()) {
      client.send(
          """
          POST /hello HTTP/1.1\r
          Host: x\r
          Connection: close\r
          Expect: 100-continue\r
          Content-Length: 2\r
          \r
          """);
      client.readUntil("100 Continue");

      server.replaceWorkers(ReplacedWorkersTest::second);
      client.send("ok");

      assertThat(client.readToEnd()).contains("200 OK", "second");
    }
  }

  @Test
  void a_request_that_began_before_a_reload_is_answered_404_when_its_route_is_gone()
      throws Exception {
    try (var server = TestServer.of(ReplacedWorkersTest::first);
        var client = server.raw()) {
      client.send(
          """
          POST /hello HTTP/1.1\r
          Host: x\r
          Connection: close\r
          Expect: 100-continue\r
          Content-Length: 2\r
          \r
          """);
      client.readUntil("100 Continue");

      server.replaceWorkers(routes -> routes.get("/new", Second.class, Second::hello));
      client.send("ok");

      assertThat(client.readToEnd()).contains("404 Not Found", "no route for POST /hello");
    }
  }

  @Test
  void a_controller_that_cannot_be_built_fails_the_start_of_its_worker() {
    RouteSet routes = defined -> defined.get("/x", Runnable.class, (it, request) -> "never");
    try (var worker = TestServer.workers(1, 1, routes).get(0)) {
      assertThatThrownBy(() -> new Routing().open(worker))
          .isInstanceOf(RouteException.class)
          .hasMessageContaining("java.lang.Runnable cannot be built in worker 0");
    }
  }
}
