package lido.server;

import com.google.inject.TypeLiteral;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lido.container.Application;
import lido.container.StartException;

/** What is checked before a server that runs is stopped for another: all without a connection. */
final class BeforeStart implements Check.Findings {

  private final List<String> problems = new ArrayList<>();

  private BeforeStart() {}

  /**
   * Checks configuration, bindings, routes and what the providers check.
   *
   * @throws lido.container.ConfigException with every problem of the configuration
   * @throws StartException with what else is wrong
   */
  static void check(Path conf) throws StartException {
    var inspection = Application.of(conf).inspect();
    var before = new BeforeStart();
    inspection.bindingProblems().forEach(before::problem);
    if (before.problems.isEmpty()) {
      var injector = inspection.injector();
      try {
        RoutesCommand.table(injector);
      } catch (RouteException e) {
        before.problem(String.valueOf(e.getMessage()));
      }
      Commands.all(injector, new TypeLiteral<Set<Check>>() {}).forEach(before::run);
    }
    if (!before.problems.isEmpty()) {
      throw new StartException(String.join("\n\n", before.problems));
    }
  }

  private void run(Check check) {
    try {
      check.run(this);
    } catch (Exception | LinkageError e) {
      problem(check.getClass().getName() + " failed: " + e);
    }
  }

  @Override
  public void ok(String what) {}

  @Override
  public void problem(String what) {
    problems.add(what);
  }
}
