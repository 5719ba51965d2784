package lido.console;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.Callable;
import lido.container.Application;
import lido.container.StartException;
import lido.server.ListedRoute;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows the routing table. */
@Command(
    name = "routes",
    description = "Shows the routing table, in the order in which requests are matched.")
final class RoutesCommand implements Callable<Integer> {

  @ParentCommand private @Nullable ConsoleContext console;

  @Option(names = "--json", description = "As JSON, for programs.")
  private boolean json;

  /** A route as JSON. */
  record Shown(
      String method, String path, String controller, List<String> middleware, String place) {

    private static Shown of(ListedRoute route) {
      return new Shown(
          route.method(),
          route.path(),
          route.controller().getName(),
          route.middleware().stream().map(Class::getName).toList(),
          route.place());
    }
  }

  @Override
  public Integer call() throws StartException {
    var parent = requireNonNull(console);
    var routes = ListedRoute.of(Application.of(parent.conf()).inspect().injector());
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
            route.path(),
            route.controller().getName(),
            String.join(", ", middleware));
      }
      table.print(parent.out());
    }
    return ExitCodes.DONE;
  }
}
