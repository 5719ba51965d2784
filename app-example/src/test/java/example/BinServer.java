package example;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run of {@code bin/server} or {@code bin/console}, as a shell starts it. */
final class BinServer implements AutoCloseable {

  private static final int ENOUGH_SECONDS = 300;

  /**
   * Whoever runs the tests under nohup or with & has these ignored, and so would all they start.
   */
  private static final List<String> HEARING_SIGNALS =
      System.getProperty("os.name").equals("Linux")
          ? List.of("env", "--default-signal=HUP,INT")
          : List.of();

  private final Process process;
  private final Path errors;
  private final BufferedReader reader;
  private final StringBuilder output = new StringBuilder();

  private BinServer(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.reader = process.inputReader();
  }

  /** How a run ended. */
  record Outcome(int exitCode, String output, String errors) {}

  /** Runs it in a directory that is not the repository. */
  static BinServer start(Path directory, String... arguments) throws IOException {
    return start(Path.of("..", "bin", "server").toRealPath(), directory, arguments);
  }

  static BinServer start(Path script, Path directory, String... arguments) throws IOException {
    var command = new ArrayList<>(HEARING_SIGNALS);
    command.add(script.toString());
    command.addAll(List.of(arguments));
    var errors = Files.createTempFile(directory, "bin-server", ".err");
    var process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(errors.toFile())
            .start();
    return new BinServer(process, errors);
  }

  static Outcome run(Path directory, String... arguments) throws Exception {
    try (var running = start(directory, arguments)) {
      return running.end();
    }
  }

  /** Reads its output up to a line that begins so, and returns that line. */
  String line(String beginning) throws IOException {
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      output.append(line).append('\n');
      if (line.startsWith(beginning)) {
        return line;
      }
    }
    throw new AssertionError(
        "ended without the line \"" + beginning + "\":\n" + output + Files.readString(errors));
  }

  long pid() {
    return process.pid();
  }

  /** Returns the process that a command runs which only waits for it; else the process itself. */
  ProcessHandle inner() {
    return process.children().findFirst().orElse(process.toHandle());
  }

  /** SIGTERM; by the handle, because the process itself would close our end of its output, too. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Sends a signal, such as {@code HUP}. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start().waitFor();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits for its end. */
  Outcome end() throws IOException, InterruptedException {
    reader.lines().forEach(line -> output.append(line).append('\n'));
    if (!process.waitFor(ENOUGH_SECONDS, SECONDS)) {
      throw new AssertionError("still runs:\n" + output);
    }
    return new Outcome(process.exitValue(), output.toString(), Files.readString(errors));
  }

  @Override
  public void close() throws InterruptedException {
    inner().destroyForcibly();
    kill();
  }
}
