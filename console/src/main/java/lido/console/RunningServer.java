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

/** The server of a configuration file, seen from another process: by its PID file. */
final class RunningServer {

  /** What the JVM takes to end beyond app.stop-timeout, on a busy machine. */
  private static final Duration ENDING = Duration.ofSeconds(5);

  /** Between two looks at a process that nobody may be told of, see {@link PidFile#isRunning}. */
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

  /** Reads only what is needed to find the process; what else is wrong is the start's business. */
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

  /** Returns the server's process if it runs; says so if not. */
  Optional<ProcessHandle> running() throws IOException {
    var process = process();
    if (process.isEmpty()) {
      sayNotRunning();
    }
    return process;
  }

  /** Returns where the server says which process it is. */
  Path pidFile() {
    return pidFile;
  }

  /** Returns whether the server runs; then it has said so, as a start would. */
  boolean refuseSecond() throws IOException {
    var process = process();
    process.ifPresent(
        found ->
            fail(
                "%s is running: process %s; stop it with bin/server stop, or restart it",
                name, found.pid()));
    return process.isPresent();
  }

  /** Asks the server over its admin socket; the caller knows that it runs. */
  AdminClient.Answer ask(String command, Duration within) throws IOException {
    return AdminClient.ask(AdminSocket.beside(pidFile), command, within, this::say);
  }

  /** Says that the server runs, but does not answer; returns the exit code. */
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

  /** Writes one line to the standard output, at once. */
  void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Returns the exit code once the reload has ended. */
  int reload() throws IOException {
    var process = running();
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

  /** Returns the exit code once the process is gone: a server that does not run is stopped, too. */
  int stop() throws IOException, InterruptedException {
    var process = running();
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
    // In a container we may well be process 1 ourselves, as was the one that wrote the file.
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
        // Then it is looked at once more.
      }
    }
    return !PidFile.isRunning(process);
  }

  private static String since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms";
  }
}
