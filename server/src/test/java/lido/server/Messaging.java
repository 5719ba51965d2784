package lido.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import lido.server.Controllers.Echo;
import lido.server.Controllers.Gate;

/** What the tests of the protocols with messages have in common. */
final class Messaging {

  private Messaging() {}

  static void routes(Routes routes) {
    routes.get("/", Echo.class, Echo::hello);
    routes.get("/list", Echo.class, Echo::limit);
    routes.get("/query", Echo.class, Echo::query);
    routes.post("/orders", Echo.class, Echo::order);
    routes.post("/body", Echo.class, Echo::body);
    routes.get("/nothing", Echo.class, Echo::nothing);
    routes.get("/created", Echo.class, Echo::created);
    routes.get("/secret", Echo.class, Echo::secret);
    routes.get("/thread", Echo.class, Echo::thread);
    routes.get("/worker", Echo.class, (echo, request) -> String.valueOf(request.workerId()));
    routes.get(
        "/large",
        Echo.class,
        (echo, request) -> Response.text("x".repeat(request.query("n").asInt())));
  }

  /** Needs a {@link Gate} that is bound as an instance. */
  static void gated(Routes routes) {
    routes(routes);
    routes.get("/gate", Gate.class, Gate::pass);
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as("too late").isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }
}
