package lido.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import lido.config.ConfigException;
import lido.server.Controllers.Echo;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a start refuses, and what it says then. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StartTest {

  interface Unbound {}

  static final class NeedsUnbound {

    @Inject
    NeedsUnbound(Unbound unbound) {}

    Object show(Request request) {
      return "never";
    }
  }

  static final class ThrowingMiddleware implements Middleware {

    ThrowingMiddleware() {
      throw new IllegalStateException("no key file");
    }

    @Override
    public Response handle(Request request, Next next) throws Exception {
      return next.handle(request);
    }
  }

  private static String failure(RouteSet routes) {
    try (var server = TestServer.of(routes)) {
      throw new AssertionError("started at port " + server.port());
    } catch (RouteException e) {
      return String.valueOf(e.getMessage())
          .replaceAll("StartTest.java:\\d+", "StartTest.java:LINE");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void two_routes_for_the_same_requests_fail_with_both_places_named() {
    var message =
        failure(
            routes -> {
              routes.get("/users/{id}", Echo.class, Echo::id);
              routes.group("/users", users -> users.get("/{name}/", Echo.class, Echo::hello));
            });

    assertThat(message)
        .isEqualTo(
            """
            route GET /users/{name}/: the same requests go to GET /users/{id}
              where: lido.server.StartTest (StartTest.java:LINE)
                and: lido.server.StartTest (StartTest.java:LINE)
              fix:   delete one, or change its pattern\
            """);
  }

  @Test
  void routes_that_differ_by_method_or_by_text_do_not_conflict() throws Exception {
    try (var server =
        TestServer.of(
            routes -> {
              routes.get("/users/{id}", Echo.class, Echo::id);
              routes.put("/users/{name}", Echo.class, Echo::hello);
              routes.get("/users/me", Echo.class, Echo::hello);
            })) {
      assertThat(server.get("/users/me").body()).contains("world");
    }
  }

  @Test
  void every_pattern_that_cannot_be_read_is_told_at_once() {
    var message =
        failure(
            routes -> {
              routes.get("users", Echo.class, Echo::hello);
              routes.get("/a//b", Echo.class, Echo::hello);
              routes.get("/files/*", Echo.class, Echo::hello);
              routes.get("/x{id}", Echo.class, Echo::hello);
              routes.get("/{id}/of/{id}", Echo.class, Echo::hello);
            });

    assertThat(message)
        .contains(
            "route GET users: the pattern must begin with a slash",
            "route GET /a//b: the pattern has the segment \"\", which is neither text nor {name}",
            "route GET /files/*: the pattern has the segment \"*\"",
            "route GET /x{id}: the pattern has the segment \"x{id}\"",
            "route GET /{id}/of/{id}: the pattern has two parameters of one name");
  }

  @Test
  void a_controller_that_cannot_be_built_fails_the_start() {
    var message = failure(routes -> routes.get("/x", NeedsUnbound.class, NeedsUnbound::show));

    assertThat(message)
        .startsWith(
            "route GET /x: the controller lido.server.StartTest$NeedsUnbound cannot be built in"
                + " worker 0: ")
        .contains("Unbound", "where: lido.server.StartTest (StartTest.java:LINE)");
  }

  @Test
  void a_middleware_that_cannot_be_built_fails_the_start() {
    var message =
        failure(routes -> routes.with(ThrowingMiddleware.class).get("/x", Echo.class, Echo::hello));

    assertThat(message)
        .startsWith(
            "route GET /x: the middleware lido.server.StartTest$ThrowingMiddleware cannot be"
                + " built");
  }

  @Test
  void a_port_in_use_is_one_clear_problem() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var url = "http://127.0.0.1:" + taken.getLocalPort();
      var config = "server.listen = \"%s\"".formatted(url);

      assertThatThrownBy(
              () -> TestServer.of(config, routes -> routes.get("/", Echo.class, Echo::hello)))
          .isInstanceOfSatisfying(
              ConfigException.class,
              failure -> {
                assertThat(failure.problems()).hasSize(1);
                var problem = failure.problems().get(0);
                assertThat(problem.path()).isEqualTo("server.listen");
                assertThat(problem.what()).startsWith("cannot listen at " + url + ": ");
              });
    }
  }

  @Test
  void the_banner_has_the_lines_of_fastd_in_its_order() {
    long pid = ProcessHandle.current().pid();

    var lines =
        Banner.lines(
            "shop",
            "1.2",
            Path.of("/run/shop.pid"),
            List.of("http://0.0.0.0:9527", "tcp://127.0.0.1:9528 [admin]"),
            List.of(0, 1),
            List.of(0),
            List.of("database.default h2:mem:shop 2 open (min 2, max 4) in 3 ms"));

    assertThat(String.join("\n", lines))
        .isEqualTo(
            """
            Server: shop
            App version 1.2
            Lido version 0.1.0-SNAPSHOT, JVM %2$s
            PID file: /run/shop.pid, PID: %1$s
            Server http://0.0.0.0:9527
            Server tcp://127.0.0.1:9528 [admin]
            Server Master[%1$s] is started
            Server Worker[%1$s] is started [0]
            Server Worker[%1$s] is started [1]
            Server Task Worker[%1$s] is started [0]
            Server Manager[%1$s] is started
            database.default h2:mem:shop 2 open (min 2, max 4) in 3 ms\
            """
                .formatted(pid, Runtime.version()));
  }
}
