package lido.providers;

import java.io.PrintWriter;
import java.io.StringWriter;
import lido.container.Application;
import picocli.CommandLine;

/** One run of the command {@code pools}: its exit code, and what it printed, without times. */
record Pools(int exitCode, String output) {

  static Pools run(String conf, String... args) throws Exception {
    var inspection =
        Application.of(Conf.patient(conf)).register(new DatabaseServiceProvider()).inspect();
    var out = new StringWriter();
    var line = new CommandLine(inspection.injector().getInstance(PoolsCommand.class));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setOut(new PrintWriter(out, true));
    int code = line.execute(args);
    return new Pools(
        code,
        out.toString()
            .replaceAll(" +\\d+\\.\\d ms", " # ms")
            .replaceAll("after \\d+ ms", "after # ms")
            .replaceAll("\"millis\" : \\d+\\.\\d", "\"millis\" : #"));
  }
}
