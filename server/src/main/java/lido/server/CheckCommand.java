package lido.server;

import static java.util.Objects.requireNonNull;

import com.google.inject.ConfigurationException;
import com.google.inject.Injector;
import com.google.inject.TypeLiteral;
import com.google.inject.spi.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import lido.container.Application;
import lido.container.ConfigException;
import lido.container.Inspection;
import lido.container.StartException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.ParentCommand;

/** Everything that can be checked without a connection. */
@Command(
    name = "check",
    description = {
      "Checks what can be checked without a connection: configuration, bindings, routes,"
          + " controllers, drivers, files. Lists every problem."
    })
final class CheckCommand implements Callable<Integer>, Check.Findings {

  @ParentCommand private @Nullable BinConsole console;

  private final List<String> problems = new ArrayList<>();

  @Override
  public Integer call() {
    var conf = requireNonNull(console).conf();
    try {
      var inspection = Application.of(conf).inspect();
      ok("configuration: %s, and what the providers read of it".formatted(conf));
      check(inspection);
    } catch (ConfigException e) {
      e.problems().forEach(problem -> problem(problem.toString()));
      skipped("bindings, routes, controllers, commands, drivers, files");
    } catch (StartException e) {
      problem(String.valueOf(e.getMessage()));
      skipped("bindings, routes, controllers, commands, drivers, files");
    }
    return done(conf);
  }

  private void skipped(String what) {
    print(Style.faint, "later", "not checked before this is mended: " + what);
  }

  private int done(Path conf) {
    var out = requireNonNull(console).out();
    if (problems.isEmpty()) {
      return Console.DONE;
    }
    out.printf(
        "%n%s: %d %s%n", conf, problems.size(), problems.size() == 1 ? "problem" : "problems");
    return Console.FAILED;
  }

  private void check(Inspection inspection) {
    var wrong = inspection.bindingProblems();
    if (!wrong.isEmpty()) {
      wrong.forEach(this::problem);
      skipped("routes, controllers, commands, drivers, files");
      return;
    }
    ok("bindings: each has what it needs");
    try {
      var injector = inspection.injector();
      checkRoutes(injector);
      checkCommands(inspection);
      Commands.all(injector, new TypeLiteral<Set<Check>>() {}).forEach(this::run);
    } catch (StartException e) {
      problem(String.valueOf(e.getMessage()));
    }
  }

  private void checkRoutes(Injector injector) {
    List<Route> routes;
    try {
      routes = RoutesCommand.table(injector).routes();
    } catch (RouteException e) {
      problem(String.valueOf(e.getMessage()));
      return;
    } catch (RuntimeException | LinkageError e) {
      problem("the routes cannot be asked for: " + e);
      return;
    }
    ok("routes: " + routes.size() + " in the table");
    var seen = new HashSet<Class<?>>();
    int before = problems.size();
    for (var route : routes) {
      checkPart(injector, route, "controller", route.controller(), seen);
      for (var middleware : route.middleware()) {
        checkPart(injector, route, "middleware", middleware, seen);
      }
    }
    if (problems.size() == before) {
      ok("controllers: %d classes of controllers and middlewares".formatted(seen.size()));
    }
  }

  /** What a constructor does is not known before a start. */
  private void checkPart(
      Injector injector, Route route, String role, Class<?> type, Set<Class<?>> seen) {
    if (!seen.add(type)) {
      return;
    }
    try {
      injector.getBinding(type);
    } catch (ConfigurationException e) {
      var why = e.getErrorMessages().stream().map(Message::getMessage).findFirst().orElse("");
      problem(
          """
          route %s: the %s %s cannot be built: %s
            where: %s
            fix:   bind what its constructor needs in a provider, and mark the constructor @Inject\
          """
              .formatted(route.name(), role, type.getName(), firstLine(why), route.place()));
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }

  private void checkCommands(Inspection inspection) throws StartException {
    var added = AddedCommands.of(inspection);
    added.problems().forEach(this::problem);
    ok("commands: %d of the providers".formatted(added.count()));
  }

  private void run(Check check) {
    try {
      check.run(this);
    } catch (Exception | LinkageError e) {
      problem(check.getClass().getName() + " failed: " + e);
    }
  }

  @Override
  public void ok(String what) {
    print(Style.fg_green, "ok", what);
  }

  @Override
  public void problem(String what) {
    problems.add(what);
    print(Style.fg_red, "wrong", what);
  }

  private void print(Style style, String word, String what) {
    var ansi = requireNonNull(console).ansi();
    var padded = "%-6s".formatted(word);
    requireNonNull(console)
        .out()
        .println(
            (ansi.enabled() ? style.on() + padded + Style.reset.on() : padded)
                + what.replace("\n", "\n      "));
  }
}
