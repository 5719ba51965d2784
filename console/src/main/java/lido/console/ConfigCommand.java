package lido.console;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import lido.config.EffectiveConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows the values that the application would start with, and the place of each. */
@Command(
    name = "config",
    description = "Shows every value of the configuration and where it stands; no secret.")
final class ConfigCommand implements Callable<Integer> {

  @ParentCommand private @Nullable ConsoleContext console;

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      defaultValue = "",
      description = "A path, such as database.default; without it all.")
  private String path = "";

  @Option(names = "--json", description = "As JSON, for programs.")
  private boolean json;

  @Override
  public Integer call() {
    var parent = requireNonNull(console);
    var values = EffectiveConfig.of(parent.conf()).values(path);
    if (json) {
      parent.printJson(values.stream().map(ConfigCommand::json).toList());
    } else {
      var table = new Table(parent.ansi(), Style.reset, Style.faint);
      values.forEach(value -> table.row(value.path() + " = " + value.text(), value.origin()));
      table.print(parent.out());
    }
    return ExitCodes.DONE;
  }

  private static Object json(EffectiveConfig.Value value) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("path", value.path());
    json.put("value", value.value());
    json.put("origin", value.origin());
    return json;
  }
}
