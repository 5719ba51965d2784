package lido.console;

import com.google.inject.Injector;
import com.google.inject.TypeLiteral;
import java.util.Set;
import lido.container.Inspection;
import lido.server.Check;

/** Finds the problems that would fail a start, as far as they show without a connection. */
final class ApplicationCheck {

  private final Check.Findings findings;

  ApplicationCheck(Check.Findings findings) {
    this.findings = findings;
  }

  /** Returns whether all is bound. If not, there is no injector for the other checks. */
  boolean bindings(Inspection inspection) {
    var wrong = inspection.bindingProblems();
    wrong.forEach(findings::problem);
    if (wrong.isEmpty()) {
      findings.ok("bindings: each has what it needs");
    }
    return wrong.isEmpty();
  }

  /** Runs the checks of the providers. */
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
