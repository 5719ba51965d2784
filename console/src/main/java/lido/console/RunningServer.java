package lido.console;

import static java.time.temporal.ChronoUnit.SECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import lido.config.ConfigException;
import lido.config.ConfigProblem;
import lido.container.Application;
import lido.container.ReloadResult;
import lido.server.admin.AdminClient;
import lido.server.admin.AdminSocket;
import lido.server.admin.PidFile;

/**
 * The server of a configuration file, seen from another process. Its PID file says which process it
 * is.
 */
final class RunningServer {

  /** A busy machine takes so long to end a JVM, beyond app.stop-timeout. */
  private static final Duration ENDING = Duration.ofSeconds(5);

  /**
   * Between two looks at a process. The JDK does not report every end, see {@link
   * PidFile#isRunning}.
   */
  private static final Duration PAUSE = Duration.ofMillis(20);

  private static final Duration HOUR = Duration.ofHours(1);

  private final String name;
  private final Path pidFile;
  private final Duration deadline;
  private final PrintWriter out;
  private final PrintWriter err;

  private RunningServer(
      String name, Path pidFile, Duration deadline, PrintWriter out, PrintWriter err) {
    this.name = name;
    this.pidFile = pidFile;
    this.deadline = deadline;
    this.out = out;
    this.err = err;
  }

  /** Reads only the keys by which the process is found. A start reports problems of the others. */
  static RunningServer read(Path conf, PrintWriter out, PrintWriter err) {
    var problems = new ArrayList<ConfigProblem>();
    var app = Application.section(conf, "app", problems::add);
    var pidFile = PidFile.configured(Application.section(conf, "server", problems::add));
    var delay =
        Application.section(conf, "server", problems::add)
            .duration("drain-delay", Duration.ZERO, HOUR);
    var deadline = app.duration("stop-timeout", Duration.ZERO, HOUR).plus(delay).plus(ENDING);
    var name = app.string("name");
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new RunningServer(name, pidFile, deadline, out, err);
  }

  /** Returns the process of the server. If there is none, prints that it does not run. */
  Optional<ProcessHandle> findOrSay() throws IOException {
    var process = process();
    if (process.isEmpty()) {
      sayNotRunning();
    }
    return process;
  }

  /** Returns the PID file. */
  Path pidFile() {
    return pidFile;
  }

  /** Returns whether the server runs. If so, prints the refusal of a second start. */
  boolean refuseSecond() throws IOException {
    var process = process();
    process.ifPresent(
        found ->
            fail(
                "%s is running: process %s; stop it with bin/server stop, or restart it",
                name, found.pid()));
    return process.isPresent();
  }

  /** Asks the server over its admin socket. The caller has made sure that it runs. */
  AdminClient.Answer ask(String command, Duration within) throws IOException {
    return AdminClient.ask(AdminSocket.beside(pidFile), command, within, this::say);
  }

  /** Prints that the server runs and does not answer. Returns the exit code. */
  int failSilent(ProcessHandle process, IOException why) {
    var since =
        process
            .info()
            .startInstant()
            .map(start -> start.truncatedTo(SECONDS).toString())
            .orElse("unknown");
    return fail(
        "%s is running: process %s since %s, but it does not answer at %s: %s",
        name, process.pid(), since, AdminSocket.beside(pidFile), String.valueOf(why.getMessage()));
  }

  /** Prints one line at once. */
  void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Reloads the server, and waits for the end. Returns the exit code. */
  int reload() throws IOException {
    var process = findOrSay();
    if (process.isEmpty()) {
      return ExitCodes.NOT_RUNNING;
    }
    long begun = System.nanoTime();
    AdminClient.Answer answer;
    try {
      answer = ask(AdminSocket.RELOAD, HOUR);
    } catch (IOException e) {
      return failSilent(process.get(), e);
    }
    if (answer.problem() != null) {
      err.println(answer.problem());
      return ExitCodes.FAILED;
    }
    var reload = answer.result(ReloadResult.class);
    for (var worker : reload.started()) {
      say(worker + (reload.stopped().contains(worker) ? " replaced" : " started"));
    }
    for (var worker : reload.stopped()) {
      if (!reload.started().contains(worker)) {
        say(worker + " stopped");
      }
    }
    for (var path : reload.needsRestart()) {
      say(path + " has changed, but needs a restart: bin/server restart");
    }
    say(
        "%s is reloaded: generation %s, after %s"
            .formatted(name, reload.generation(), since(begun)));
    return ExitCodes.DONE;
  }

  /**
   * Stops the server, and waits for the end of its process. Returns the exit code: 0 also for a
   * server that does not run.
   */
  int stop() throws IOException, InterruptedException {
    var process = findOrSay();
    if (process.isEmpty()) {
      return ExitCodes.DONE;
    }
    var running = process.get();
    long begun = System.nanoTime();
    if (!running.destroy() && PidFile.isRunning(running)) {
      return fail(
          "%s is not stopped: process %s is another user's (%s), and takes no signal from this one",
          name, running.pid(), running.info().user().orElse("unknown"));
    }
    if (isGone(running, deadline)) {
      out.printf("%s is stopped: process %s ended after %s%n", name, running.pid(), since(begun));
      return ExitCodes.DONE;
    }
    running.destroyForcibly();
    return isGone(running, ENDING)
        ? fail(
            "%s was killed: process %s did not stop within %ss; what it was doing is lost",
            name, running.pid(), deadline.toSeconds())
        : fail("%s is not stopped: process %s survives even SIGKILL", name, running.pid());
  }

  private Optional<ProcessHandle> process() throws IOException {
    // In a container this process may be process 1, as the writer of the file was.
    return PidFile.read(pidFile)
        .flatMap(PidFile.Owner::process)
        .filter(found -> found.pid() != ProcessHandle.current().pid());
  }

  private void sayNotRunning() throws IOException {
    var why =
        PidFile.read(pidFile)
            .map(owner -> "its process %s is gone, and left %s".formatted(owner.pid(), pidFile))
            .orElse("there is no PID file " + pidFile);
    out.printf("%s is not running: %s%n", name, why);
  }

  @FormatMethod
  private int fail(String message, Object... values) {
    err.println(message.formatted(values));
    return ExitCodes.FAILED;
  }

  private static boolean isGone(ProcessHandle process, Duration within)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (PidFile.isRunning(process) && System.nanoTime() - begun < within.toNanos()) {
      try {
        process.onExit().get(PAUSE.toMillis(), MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        // The loop looks again.
      }
    }
    return !PidFile.isRunning(process);
  }

  private static String since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms";
  }
}
