package lido.server;

import com.google.inject.ConfigurationException;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.spi.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the routing table can be built, and its controllers and middlewares as far as Guice knows
 * without making one.
 */
final class RoutesCheck implements Check {

  private final Injector injector;

  @Inject
  RoutesCheck(Injector injector) {
    this.injector = injector;
  }

  @Override
  public void run(Findings findings) {
    List<Route> routes;
    try {
      routes = ListedRoute.table(injector).routes();
    } catch (RouteException e) {
      findings.problem(String.valueOf(e.getMessage()));
      return;
    } catch (RuntimeException | LinkageError e) {
      findings.problem("the routes cannot be asked for: " + e);
      return;
    }
    findings.ok("routes: " + routes.size() + " in the table");
    var seen = new HashSet<Class<?>>();
    boolean built = true;
    for (var route : routes) {
      built &= canBuild(findings, route, "controller", route.controller(), seen);
      for (var middleware : route.middleware()) {
        built &= canBuild(findings, route, "middleware", middleware, seen);
      }
    }
    if (built) {
      findings.ok("controllers: %s classes of controllers and middlewares".formatted(seen.size()));
    }
  }

  /** Only a start knows what the constructor itself does. */
  private boolean canBuild(
      Findings findings, Route route, String role, Class<?> type, Set<Class<?>> seen) {
    if (type == Constant.class || !seen.add(type)) {
      return true;
    }
    try {
      injector.getBinding(type);
      return true;
    } catch (ConfigurationException e) {
      var why = e.getErrorMessages().stream().map(Message::getMessage).findFirst().orElse("");
      findings.problem(
          """
          route %s: the %s %s cannot be built: %s
            where: %s
            fix:   bind what its constructor needs in a provider, and mark the constructor @Inject\
          """
              .formatted(route.name(), role, type.getName(), firstLine(why), route.place()));
      return false;
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }
}
