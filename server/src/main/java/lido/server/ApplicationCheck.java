package lido.server;

import com.google.inject.ConfigurationException;
import com.google.inject.Injector;
import com.google.inject.TypeLiteral;
import com.google.inject.spi.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lido.container.Inspection;

/** What would fail a start, as far as it can be known without a connection. */
final class ApplicationCheck {

  private final Check.Findings findings;

  ApplicationCheck(Check.Findings findings) {
    this.findings = findings;
  }

  /** Returns whether all is bound; else there is no injector to check the rest with. */
  boolean bindings(Inspection inspection) {
    var wrong = inspection.bindingProblems();
    wrong.forEach(findings::problem);
    if (wrong.isEmpty()) {
      findings.ok("bindings: each has what it needs");
    }
    return wrong.isEmpty();
  }

  /** Checks the routing table, and that each controller and middleware can be built. */
  void routes(Injector injector) {
    List<Route> routes;
    try {
      routes = RoutesCommand.table(injector).routes();
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
      built &= canBuild(injector, route, "controller", route.controller(), seen);
      for (var middleware : route.middleware()) {
        built &= canBuild(injector, route, "middleware", middleware, seen);
      }
    }
    if (built) {
      findings.ok("controllers: %s classes of controllers and middlewares".formatted(seen.size()));
    }
  }

  /** What a constructor does is not known before a start. */
  private boolean canBuild(
      Injector injector, Route route, String role, Class<?> type, Set<Class<?>> seen) {
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

  /** Runs what the providers check. */
  void providers(Injector injector) {
    for (var check : Commands.all(injector, new TypeLiteral<Set<Check>>() {})) {
      try {
        check.run(findings);
      } catch (Exception | LinkageError e) {
        findings.problem(check.getClass().getName() + " failed: " + e);
      }
    }
  }
}
