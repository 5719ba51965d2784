package lido.console;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import lido.server.admin.AdminClient;
import lido.server.admin.AdminSocket;
import lido.server.admin.Status;

/** A child process with the same program, JVM and options, in a session of its own. */
final class ServerProcess {

  /** The property that names the parent. A process ends with its parent. */
  static final String PARENT = "lido.parent";

  private static final Duration PAUSE = Duration.ofMillis(100);

  /**
   * What a child runs.
   *
   * @param main the main class
   * @param arguments those of {@code start}
   */
  record Program(Class<?> main, List<String> arguments) {}

  private final Process process;

  /** Once true this is always true. */
  private volatile boolean served;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a process that runs {@code start}.
   *
   * @param properties {@code -D…} of its own, beside ours
   * @param classPath empty for ours
   */
  static ServerProcess start(
      List<String> properties,
      List<Path> classPath,
      Program program,
      ProcessBuilder.Redirect output)
      throws IOException {
    var command = new ArrayList<String>();
    // In a session of its own the child gets no Ctrl-C of our terminal, and survives its end.
    inPath("setsid").ifPresent(setsid -> command.add(setsid.toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(properties);
    boolean ours = output.equals(ProcessBuilder.Redirect.INHERIT);
    if (!ours) {
      command.add(Terminal.none());
    }
    command.addAll(java(classPath, program.main()));
    command.add("start");
    command.addAll(program.arguments());
    var builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
    if (ours) {
      builder.redirectOutput(output).redirectError(output);
    } else {
      builder.redirectErrorStream(true).redirectOutput(output);
    }
    return new ServerProcess(builder.start());
  }

  /** The manifest of a jar counts only when the jar is started with -jar. */
  private static List<String> java(List<Path> classPath, Class<?> main) {
    var ours = System.getProperty("java.class.path");
    if (classPath.isEmpty() && ours.endsWith(".jar") && !ours.contains(File.pathSeparator)) {
      return List.of("-jar", ours);
    }
    var path =
        classPath.isEmpty()
            ? ours
            : String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList());
    return List.of("-cp", path, main.getName());
  }

  private static Optional<Path> inPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  long pid() {
    return process.pid();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Runs the action once {@link #isAlive} is false; by the handle it might run a moment before. */
  void onExit(Runnable action) {
    process.onExit().thenRun(action);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  /** Returns whether {@link #awaitServing} has seen the child serve. */
  boolean hasServed() {
    return served;
  }

  /** Waits until the child serves. Returns false if it ends instead. */
  boolean awaitServing(Path adminSocket) throws InterruptedException {
    while (!hasEnded()) {
      if (isServing(adminSocket)) {
        served = true;
        return true;
      }
    }
    return false;
  }

  private boolean hasEnded() throws InterruptedException {
    try {
      process.onExit().get(PAUSE.toMillis(), MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("bug: the end of a process cannot be awaited", e);
    }
  }

  private boolean isServing(Path adminSocket) {
    try {
      var answer =
          AdminClient.ask(adminSocket, AdminSocket.STATUS, AdminClient.PATIENCE, note -> {});
      if (answer.problem() != null) {
        return false;
      }
      var status = answer.result(Status.class);
      return status.pid() == pid() && status.state().equals("RUNNING");
    } catch (IOException e) {
      // It does not listen yet.
      return false;
    }
  }

  /** Sends SIGTERM, and waits for the end of the child. */
  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
