package lido.server;

import static java.util.Objects.requireNonNull;

import com.google.inject.ConfigurationException;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.spi.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lido.container.Worker;

/**
 * The routes as one worker runs them. Each route is a chain: the middlewares around the action of
 * the controller, all of them from the worker's own injector. Thread-safe.
 */
final class WorkerRoutes {

  private final Worker worker;
  private final RoutingTable table;
  private final List<Middleware.Next> chains;
  private final Traffic.Counts counts = new Traffic.Counts();

  private WorkerRoutes(Worker worker, RoutingTable table, List<Middleware.Next> chains) {
    this.worker = worker;
    this.table = table;
    this.chains = chains;
  }

  /**
   * Builds every controller and middleware of the routes in a worker.
   *
   * @throws RouteException with every class that cannot be built
   */
  static WorkerRoutes open(Worker worker, RoutingTable table) {
    var parts = new Parts(worker);
    var chains = table.routes().stream().map(route -> chain(route, parts)).toList();
    if (!parts.problems.isEmpty()) {
      throw new RouteException(parts.problems);
    }
    return new WorkerRoutes(worker, table, chains);
  }

  Worker worker() {
    return worker;
  }

  /** Returns the counts of the worker's answers. */
  Traffic.Counts counts() {
    return counts;
  }

  /** Returns the table whose routes it runs: its generation's. */
  RoutingTable table() {
    return table;
  }

  /** Runs the chain of a route of its table. */
  Response answer(RoutingTable.Found found, Request request) throws Exception {
    return chains.get(found.index()).handle(request);
  }

  private static Middleware.Next chain(Route route, Parts parts) {
    if (route.action() instanceof Constant constant) {
      return request -> constant.response();
    }
    var chain = innermost(route.action(), parts.get(route.controller(), "controller", route));
    for (int i = route.middleware().size() - 1; i >= 0; i--) {
      var type = route.middleware().get(i);
      chain = around((Middleware) parts.get(type, "middleware", route), chain);
    }
    return chain;
  }

  /** The cast holds: {@link Routes} takes action and controller as a pair. */
  @SuppressWarnings("unchecked")
  private static <C> Middleware.Next innermost(Action<C> action, Object controller) {
    return request -> Response.of(action.handle((C) controller, request));
  }

  private static Middleware.Next around(Middleware middleware, Middleware.Next inner) {
    return request ->
        requireNonNull(
            middleware.handle(request, inner),
            () -> middleware.getClass().getName() + " returned null instead of a response");
  }

  /** The controllers and middlewares of one worker, each class once. */
  private static final class Parts {

    /** Takes the place of a part that could not be built. Never called, for the start fails. */
    private static final Middleware UNBUILT = (request, next) -> next.handle(request);

    private final Worker worker;
    private final Injector injector;
    private final Map<Class<?>, Object> built = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private Parts(Worker worker) {
      this.worker = worker;
      this.injector = worker.injector();
    }

    private Object get(Class<?> type, String role, Route route) {
      return built.computeIfAbsent(type, absent -> build(type, role, route));
    }

    private Object build(Class<?> type, String role, Route route) {
      try {
        return injector.getInstance(type);
      } catch (ConfigurationException e) {
        problems.add(problem(type, role, route, e.getErrorMessages()));
      } catch (ProvisionException e) {
        problems.add(problem(type, role, route, e.getErrorMessages()));
      }
      return UNBUILT;
    }

    private String problem(Class<?> type, String role, Route route, Collection<Message> messages) {
      var why = messages.stream().map(Message::getMessage).findFirst().orElse("no reason given");
      return """
      route %s: the %s %s cannot be built in %s: %s
        where: %s
        fix:   bind what its constructor needs in a provider, and mark the constructor @Inject\
      """
          .formatted(route.name(), role, type.getName(), worker.name(), why.strip(), route.place());
    }
  }
}
