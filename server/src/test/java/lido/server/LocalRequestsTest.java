package lido.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import lido.container.Application;
import lido.container.StartException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Requests without a listener. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LocalRequestsTest {

  private static final byte[] NOTHING = {};

  private final Application application =
      Application.forCommand(ConfigFactory.parseString("app.name = shop"))
          .register(container -> RouteSet.add(container, LocalRequestsTest::define))
          .register(Server::register);

  private static void define(Routes routes) {
    routes.get("/hello", Echo.class, Echo::hello);
    routes.post("/hello", Echo.class, Echo::hello);
  }

  static final class Echo {

    Object hello(Request request) {
      return Response.text(
          "%s %s from %s: %s"
              .formatted(
                  request.method(),
                  request.header("x-name").orElse("nobody"),
                  request.remoteAddress(),
                  request.bodyText()));
    }
  }

  @BeforeEach
  void start() throws StartException {
    application.start();
  }

  @AfterEach
  void stop() {
    application.stop();
  }

  private LocalRequests.Result send(String method, String path) throws InterruptedException {
    return LocalRequests.to(application, "a test").send(method, path, Map.of(), NOTHING);
  }

  @Test
  void a_request_reaches_its_controller_with_headers_in_any_case_and_a_body() throws Exception {
    var result =
        LocalRequests.to(application, "a test")
            .send("post", "/hello?x=1", Map.of("X-NAME", List.of("Ada")), "hi".getBytes(UTF_8));

    assertThat(result.statusLine()).isEqualTo("200 OK");
    assertThat(result.headers()).contains(Map.entry("content-type", "text/plain; charset=utf-8"));
    assertThat(new String(result.body(), UTF_8)).isEqualTo("POST Ada from a test: hi");
  }

  @Test
  void what_has_no_route_is_answered_as_by_a_listener() throws Exception {
    assertThat(send("GET", "/nowhere").statusLine()).isEqualTo("404 Not Found");
    assertThat(send("DELETE", "/hello").headers())
        .contains(Map.entry("allow", "GET, HEAD, OPTIONS, POST"));
    assertThat(send("GET", "no path").status()).isEqualTo(400);
  }

  @Test
  void the_routes_are_listed_in_the_order_in_which_they_are_matched() throws Exception {
    var routes = ListedRoute.of(application.workers().get(0).injector());

    assertThat(routes)
        .extracting(route -> route.method() + " " + route.path())
        .containsExactly("GET /hello", "POST /hello");
  }
}
