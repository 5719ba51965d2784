package lido.server;

import static java.util.Objects.requireNonNull;

import com.google.inject.Injector;
import com.google.inject.TypeLiteral;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import lido.container.Application;
import lido.container.StartException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The routing table. */
@Command(
    name = "routes",
    description = "Shows the routing table, in the order in which requests are matched.")
final class RoutesCommand implements Callable<Integer> {

  private static final Comparator<String> AS_MATCHED =
      Comparator.comparingInt(RoutesCommand::rank)
          .thenComparing(segment -> rank(segment) == 0 ? segment : "");

  @ParentCommand private @Nullable Console console;

  @Option(names = "--json", description = "As JSON, for programs.")
  private boolean json;

  /** One route, for programs. */
  record Shown(
      String method, String path, String controller, List<String> middleware, String place) {

    private static Shown of(Route route) {
      return new Shown(
          route.method(),
          route.pattern(),
          route.controller().getName(),
          route.middleware().stream().map(Class::getName).toList(),
          route.place());
    }
  }

  @Override
  public Integer call() throws StartException {
    var parent = requireNonNull(console);
    var routes = sorted(table(Application.of(parent.conf()).inspect().injector()).routes());
    if (json) {
      parent.printJson(routes.stream().map(Shown::of).toList());
    } else if (routes.isEmpty()) {
      parent.out().println("there are no routes: routes.sets names none, and no provider adds any");
    } else {
      var table = new Table(parent.ansi(), Style.bold, Style.reset, Style.reset, Style.faint);
      table.row("METHOD", "PATH", "CONTROLLER", "MIDDLEWARE");
      for (var route : routes) {
        var middleware = route.middleware().stream().map(Class::getSimpleName).toList();
        table.row(
            route.method(),
            route.pattern(),
            route.controller().getName(),
            String.join(", ", middleware));
      }
      table.print(parent.out());
    }
    return ServerCommand.DONE;
  }

  /**
   * Returns the table that workers with this injector have.
   *
   * @throws RouteException when routes conflict
   */
  static RoutingTable table(Injector injector) {
    return RoutingTable.of(
        Routes.definedBy(Commands.all(injector, new TypeLiteral<Set<RouteSet>>() {})));
  }

  /** Text before a parameter, from left to right, as {@link RoutingTable} tries them. */
  private static List<Route> sorted(List<Route> routes) {
    return routes.stream()
        .sorted(
            Comparator.comparing(RoutesCommand::segments, RoutesCommand::compare)
                .thenComparing(Route::method))
        .toList();
  }

  private static List<String> segments(Route route) {
    return List.of(route.pattern().replaceFirst("/$", "").split("/"));
  }

  /** Text, one parameter, the rest of the path. */
  private static int rank(String segment) {
    if (!segment.startsWith("{")) {
      return 0;
    }
    return segment.endsWith("*}") ? 2 : 1;
  }

  private static int compare(List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = AS_MATCHED.compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
