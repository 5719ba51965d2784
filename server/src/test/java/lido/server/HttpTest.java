package lido.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import lido.server.Controllers.Echo;
import lido.server.Controllers.Gate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpTest {

  private static TestServer server;

  static final class Shout implements Middleware {

    @Override
    public Response handle(Request request, Next next) throws Exception {
      return next.handle(request.with(String.class, "seen")).header("X-Shout", "loud");
    }
  }

  static final class Whisper implements Middleware {

    @Override
    public Response handle(Request request, Next next) throws Exception {
      var inner = next.handle(request);
      return inner.header("X-Order", request.get(String.class));
    }
  }

  static final class Closed implements Middleware {

    @Override
    public Response handle(Request request, Next next) {
      throw new HttpException(401, "who are you?", Map.of("WWW-Authenticate", "Basic"));
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.of(HttpTest::routes);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void routes(Routes routes) {
    routes.get("/", Echo.class, Echo::hello);
    routes.get("/users/me", Echo.class, Echo::hello);
    routes.get("/users/{id}", Echo.class, Echo::id);
    routes.put("/users/{id}", Echo.class, Echo::id);
    routes.get("/names/{name}", Echo.class, Echo::path);
    routes.get("/list", Echo.class, Echo::limit);
    routes.get("/query", Echo.class, Echo::query);
    routes.post("/orders", Echo.class, Echo::order);
    routes.post("/body", Echo.class, Echo::body);
    routes.get("/thread", Echo.class, Echo::thread);
    routes.delete("/users/{id}", Echo.class, Echo::nothing);
    routes.get("/nothing", Echo.class, Echo::nothing);
    routes.get("/created", Echo.class, Echo::created);
    routes.get("/secret", Echo.class, Echo::secret);
    routes.get("/error", Echo.class, Echo::error);
    routes.get("/teapot", Echo.class, Echo::teapot);
    routes.get("/exhausted", Echo.class, Echo::exhausted);
    routes.get("/inject", Echo.class, Echo::inject);
    routes.get("/unwritable", Echo.class, Echo::unwritable);
    routes.options("/custom", Echo.class, Echo::created);
    routes
        .with(Shout.class)
        .group(
            "/loud",
            loud -> {
              loud.get("/hello", Echo.class, Echo::hello);
              loud.with(Whisper.class).get("/both", Echo.class, Echo::hello);
              loud.with(Closed.class).get("/closed", Echo.class, Echo::hello);
            });
  }

  @Test
  void what_an_action_returns_is_json() throws Exception {
    var response = server.get("/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"hello\":\"world\"}");
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(response.headers().firstValue("date")).isPresent();
    assertThat(response.headers().firstValue("x-request-id")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /users/me, 200, world",
    "GET, /users/me/, 200, world",
    "GET, /users/42, 200, 42",
    "GET, /users/42/, 200, 42",
    "PUT, /users/43, 200, 43",
    "GET, /users/-9223372036854775808, 200, -9223372036854775808",
    "GET, /names/a%2Fb%20%C3%A4+c, 200, a/b ä+c",
    "GET, /list, 200, 10",
    "GET, /list?limit=100, 200, 100",
    "GET, /query?q=a+b&q=%26&r=1, 200, '[\"a b\",\"&\"]'",
  })
  void a_request_finds_its_route_and_parameters(
      String method, String path, int status, String expected) throws Exception {
    var response = server.send(method, path, "", "");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/users/x, 'path parameter id must be an integer, is \\\"x\\\"'",
    "/users/9223372036854775808, path parameter id must be an integer",
    "/list?limit=0, query parameter limit must be from 1 to 100",
    "/list?limit=ten, query parameter limit must be an integer",
    "/inject, query parameter v is missing",
    "/names/%ff, the path is not valid UTF-8",
    "/names/%c0%af, the path is not valid UTF-8",
    "/list?limit=%ed%a0%80, the query is not valid UTF-8",
  })
  void a_bad_parameter_is_a_400_that_says_which(String path, String detail) throws Exception {
    var response = server.get(path);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(detail);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
  }

  @Test
  void an_error_is_a_problem_of_rfc_9457() throws Exception {
    var response = server.get("/nowhere");

    var id = response.headers().firstValue("x-request-id").orElseThrow();
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Not Found","status":404,\
            "detail":"no route for GET /nowhere","requestId":"%s"}\
            """
                .formatted(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/users", "/users/1/2", "/users//", "/names//", "//", "/Users/me"})
  void what_has_no_route_is_a_404(String path) throws Exception {
    assertThat(server.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void another_method_is_a_405_with_those_allowed() throws Exception {
    var response = server.send("PATCH", "/users/42", "", "");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).hasValue("DELETE, GET, HEAD, OPTIONS, PUT");
  }

  @Test
  void a_text_route_does_not_hide_the_methods_of_a_parameter_route() throws Exception {
    var response = server.send("DELETE", "/users/me", "", "");

    assertThat(response.statusCode()).isEqualTo(204);
  }

  @Test
  void options_says_what_is_allowed() throws Exception {
    var response = server.send("OPTIONS", "/users/42", "", "");

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("allow")).hasValue("DELETE, GET, HEAD, OPTIONS, PUT");
    assertThat(server.send("OPTIONS", "/nowhere", "", "").statusCode()).isEqualTo(404);
    assertThat(server.send("OPTIONS", "/custom", "", "").statusCode()).isEqualTo(201);
  }

  @Test
  void options_of_the_server_itself_is_answered() throws Exception {
    try (var raw = server.raw()) {
      var answer =
          raw.send("OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").readToEnd();

      assertThat(answer).startsWith("HTTP/1.1 204 ");
    }
  }

  @Test
  void head_is_get_without_the_body() throws Exception {
    try (var raw = server.raw()) {
      var answer = raw.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").readToEnd();

      assertThat(answer).startsWith("HTTP/1.1 200 ").contains("content-length: 17\r\n");
      assertThat(answer).endsWith("\r\n\r\n");
    }
  }

  @Test
  void null_is_a_204_without_length_or_body() throws Exception {
    var response = server.get("/nothing");

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("content-length")).isEmpty();
  }

  @Test
  void created_names_the_location() throws Exception {
    var response = server.get("/created");

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().firstValue("location")).hasValue("/orders/7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/secret", "/error", "/unwritable"})
  void a_failure_is_a_500_that_shows_nothing_of_the_inside(String path) throws Exception {
    var response = server.get(path);

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body())
        .contains("the request failed; the log says why")
        .doesNotContain("hunter2", "Exception", "lido", "java");
  }

  @Test
  void an_http_exception_chooses_status_and_headers() throws Exception {
    var response = server.get("/teapot");

    assertThat(response.statusCode()).isEqualTo(418);
    assertThat(response.body()).contains("short and stout");
    assertThat(response.headers().firstValue("x-pot")).hasValue("tea");
  }

  @Test
  void an_exhausted_pool_is_a_503_with_retry_after_however_deep_it_is_wrapped() throws Exception {
    var response = server.get("/exhausted");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("retry-after")).hasValue("1");
    assertThat(response.body()).doesNotContain("database.default");
  }

  @Test
  void a_header_cannot_be_injected() throws Exception {
    var response = server.get("/inject?v=a%0d%0aSet-Cookie:%20evil=1");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.headers().firstValue("set-cookie")).isEmpty();
    assertThat(server.get("/inject?v=%C4%8AX:1").statusCode()).isEqualTo(500);
  }

  @Test
  void middleware_runs_around_the_action_the_first_outermost() throws Exception {
    var both = server.get("/loud/both");

    assertThat(both.headers().firstValue("x-shout")).hasValue("loud");
    assertThat(both.headers().firstValue("x-order")).hasValue("seen");
    assertThat(server.get("/").headers().firstValue("x-shout")).isEmpty();
  }

  @Test
  void middleware_can_refuse() throws Exception {
    var response = server.get("/loud/closed");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("www-authenticate")).hasValue("Basic");
  }

  @Test
  void user_code_runs_in_a_worker_and_knows_its_ids() throws Exception {
    var response = server.get("/thread");

    var id = response.headers().firstValue("x-request-id").orElseThrow();
    assertThat(response.body())
        .contains("-coroutine")
        .doesNotContain("eventloop")
        .contains("request=" + id)
        .contains("worker=");
  }

  @Test
  void the_logging_context_is_cleared_after_each_request() throws Exception {
    for (int i = 0; i < 40; i++) {
      var response = server.get("/thread");

      var id = response.headers().firstValue("x-request-id").orElseThrow();
      assertThat(response.body()).contains("\"request\":\"" + id + "\"");
    }
  }

  @Test
  void requests_go_to_the_workers_in_turn() throws Exception {
    var workers = new HashSet<String>();

    for (int i = 0; i < 2; i++) {
      workers.add(server.get("/thread").body().replaceAll(".*\"worker\":(\\d+).*", "$1"));
    }

    assertThat(workers).containsExactlyInAnyOrder("0", "1");
  }

  @Test
  void a_sane_request_id_of_the_client_is_kept_and_another_replaced() throws Exception {
    try (var raw = server.raw()) {
      var kept =
          raw.send("GET / HTTP/1.1\r\nHost: x\r\nX-Request-Id: abc-1\r\n\r\n").readUntil("}");
      var replaced =
          raw.send("GET / HTTP/1.1\r\nHost: x\r\nX-Request-Id: a b\"c\r\n\r\n").readUntil("}");

      assertThat(kept).contains("x-request-id: abc-1\r\n");
      assertThat(replaced).contains("x-request-id: ").doesNotContain("a b");
    }
  }

  @Test
  void no_parameter_of_one_request_is_seen_by_another() throws Exception {
    assertThat(server.get("/query?q=1").body()).isEqualTo("[\"1\"]");
    assertThat(server.get("/query").body()).isEqualTo("[]");
  }

  @Test
  void pipelined_requests_are_answered_in_their_order() throws Exception {
    try (var raw = server.raw()) {
      var answers =
          raw.send(
                  "GET /users/1 HTTP/1.1\r\nHost: x\r\n\r\n"
                      + "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n"
                      + "GET /users/3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
              .readToEnd();

      assertThat(answers.indexOf("{\"id\":1}")).isPositive();
      assertThat(answers.indexOf("HTTP/1.1 404 ")).isGreaterThan(answers.indexOf("{\"id\":1}"));
      assertThat(answers.indexOf("{\"id\":3}")).isGreaterThan(answers.indexOf("HTTP/1.1 404 "));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /% HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /\u00e4 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET nothing HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
      })
  void a_malformed_request_is_a_400_and_ends_the_connection(String request) throws Exception {
    try (var raw = server.raw()) {
      var answer = raw.send(request).readToEnd();

      // What cannot be parsed is answered as HTTP/1.0: nothing is known of the client yet.
      assertThat(answer).matches("(?s)HTTP/1.[01] 400 .*").contains("application/problem+json");
      assertThat(answer).doesNotContain("Exception", "netty", "vertx");
    }
  }

  @Test
  void an_unknown_expectation_is_a_417_and_a_known_one_is_met() throws Exception {
    var head = "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: ";
    try (var raw = server.raw();
        var other = server.raw()) {
      assertThat(raw.send(head + "100-continue\r\n\r\n").readUntil("\r\n\r\n"))
          .startsWith("HTTP/1.1 100 ");
      assertThat(raw.send("hi").readUntil("hi")).startsWith("HTTP/1.1 200 ");
      assertThat(other.send(head + "magic\r\n\r\nhi").readToEnd()).startsWith("HTTP/1.1 417 ");
    }
  }

  @Test
  void a_json_body_becomes_a_record() throws Exception {
    var response =
        server.post(
            "/orders",
            """
            {"customer": "Ann", "lines": [{"product": 1, "quantity": 2}]}\
            """);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            """
            {"customer":"Ann","lines":[{"product":1,"quantity":2}],"note":null}\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                               | the body is not JSON: line 1, column",
        "[]                              | the body must have an object",
        "null                            | the body is null, expected an object",
        "{\"customer\": 1}               | the body must have a string at customer",
        "{\"costumer\": \"Ann\"}         | the body has the unknown property costumer; known:"
            + " customer, lines, note",
        "{\"customer\":\"a\",\"customer\":\"b\"} | the body is not JSON",
        "{\"lines\": 1}                  | the body must have an array at lines",
        "{\"lines\": [{\"product\": \"1\", \"quantity\": 1}]}  | the body must have a whole number"
            + " at lines[0].product",
        "{\"lines\": [{\"product\": 1, \"quantity\": 1.5}]}  | the body must have a whole number at"
            + " lines[0].quantity",
        "{\"lines\": [{\"product\": 1}]} | lines[0]",
        "{\"lines\": [{\"product\": 1, \"quantity\": 99999999999}]} | lines[0].quantity",
        "{\"lines\": []}                 | the body is not acceptable: an order needs a line",
        "{} {}                           | the body",
      })
  void a_bad_body_is_a_400_that_says_where_and_names_no_class(String json, String detail)
      throws Exception {
    var response = server.post("/orders", json);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.body()).contains(detail);
    assertThat(response.body()).doesNotContain("lido", "java", "Exception", "Controllers");
  }

  @Test
  void an_empty_body_and_invalid_utf_8_are_a_400() throws Exception {
    assertThat(server.send("POST", "/orders", "application/json", "").statusCode()).isEqualTo(400);
    try (var raw = server.raw()) {
      var answer =
          raw.send(
                  "POST /orders HTTP/1.1\r\n"
                      + "Host: x\r\n"
                      + "Content-Type: application/json\r\n"
                      + "Connection: close\r\n"
                      + "Content-Length: 18\r\n\r\n"
                      + "{\"customer\":\"\u00ff\u00fe.\"}")
              .readToEnd();

      assertThat(answer).startsWith("HTTP/1.1 400 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "text/plain",
        "application/json; charset=latin1",
        "application/jsonp"
      })
  void a_body_that_is_no_json_is_a_415(String contentType) throws Exception {
    var response = server.send("POST", "/orders", contentType, "{}");

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(response.body()).contains(contentType);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json; charset=UTF-8", "application/vnd.shop+json"})
  void json_has_several_content_types(String contentType) throws Exception {
    var body = "{\"customer\":\"A\",\"lines\":null}";

    assertThat(server.send("POST", "/orders", contentType, body).statusCode()).isEqualTo(200);
  }

  @Test
  void above_the_limit_of_coroutines_a_request_is_answered_503_at_once() throws Exception {
    var gate = new Gate();
    try (var small =
        TestServer.of(
            "",
            1,
            1,
            routes -> routes.get("/gate", Gate.class, Gate::pass),
            binder -> binder.bind(Gate.class).toInstance(gate))) {
      var first = small.getLater("/gate");
      gate.entered.acquire();

      var second = small.get("/gate");
      gate.open.countDown();

      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.headers().firstValue("retry-after")).hasValue("1");
      assertThat(first.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_stop_finishes_what_runs_and_takes_nothing_new() throws Exception {
    var gate = new Gate();
    try (var stopping =
            TestServer.of(
                "",
                1,
                2,
                routes -> routes.get("/gate", Gate.class, Gate::pass),
                binder -> binder.bind(Gate.class).toInstance(gate));
        var running = stopping.raw();
        var idle = stopping.raw()) {
      running.send("GET /gate HTTP/1.1\r\nHost: x\r\n\r\n");
      idle.send("GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("}");
      gate.entered.acquire();
      var stop = new Thread(stopping.server()::stop);
      stop.start();

      assertThat(idle.readToEnd()).isEmpty();
      gate.open.countDown();
      var answer = running.readToEnd();
      stop.join();

      assertThat(answer)
          .startsWith("HTTP/1.1 200 ")
          .contains("connection: close")
          .endsWith("passed\"");
    }
  }

  @Test
  void a_stop_ends_at_the_drain_timeout() throws Exception {
    var gate = new Gate();
    try (var stopping =
            TestServer.of(
                "server.drain-timeout = 50ms",
                1,
                1,
                routes -> routes.get("/gate", Gate.class, Gate::pass),
                binder -> binder.bind(Gate.class).toInstance(gate));
        var running = stopping.raw()) {
      running.send("GET /gate HTTP/1.1\r\nHost: x\r\n\r\n");
      gate.entered.acquire();

      stopping.server().stop();

      assertThat(running.readToEnd()).isEmpty();
    }
  }
}
