package lido.console;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import lido.config.ConfigException;
import lido.container.Application;
import lido.container.Inspection;
import lido.container.StartException;
import lido.server.Check;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.ParentCommand;

/** Checks all that can be checked without a connection. */
@Command(
    name = "check",
    description = {
      "Checks what can be checked without a connection: configuration, bindings, routes,"
          + " controllers, drivers, files. Lists every problem."
    })
final class CheckCommand implements Callable<Integer>, Check.Findings {

  @ParentCommand private @Nullable ConsoleContext console;

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
      return ExitCodes.DONE;
    }
    out.printf(
        "%n%s: %s %s%n", conf, problems.size(), problems.size() == 1 ? "problem" : "problems");
    return ExitCodes.FAILED;
  }

  private void check(Inspection inspection) {
    var check = new ApplicationCheck(this);
    if (!check.bindings(inspection)) {
      skipped("routes, controllers, commands, drivers, files");
      return;
    }
    try {
      checkCommands(inspection);
      check.providers(inspection.injector());
    } catch (StartException e) {
      problem(String.valueOf(e.getMessage()));
    }
  }

  private void checkCommands(Inspection inspection) throws StartException {
    var added = ProviderCommands.of(inspection, requireNonNull(console).builtIn());
    added.problems().forEach(this::problem);
    ok("commands: %s of the providers".formatted(added.count()));
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
