package lido.console;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lido.container.Application;
import lido.container.StartException;
import lido.server.Check;

/** The checks of {@code restart}, before it stops the running server. They need no connection. */
final class StartCheck implements Check.Findings {

  private final List<String> problems = new ArrayList<>();

  private StartCheck() {}

  /**
   * Checks the configuration and the bindings, and runs the checks of the providers.
   *
   * @throws lido.config.ConfigException with every problem of the configuration
   * @throws StartException with what else is wrong
   */
  static void check(Path conf) throws StartException {
    var inspection = Application.of(conf).inspect();
    var before = new StartCheck();
    var check = new ApplicationCheck(before);
    if (check.bindings(inspection)) {
      check.providers(inspection.injector());
    }
    if (!before.problems.isEmpty()) {
      throw new StartException(String.join("\n\n", before.problems));
    }
  }

  @Override
  public void ok(String what) {}

  @Override
  public void problem(String what) {
    problems.add(what);
  }
}
