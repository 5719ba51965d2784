package lido.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A database server as a child process that cannot outlive this JVM. Thread-safe. */
final class ServerProcess {

  /**
   * The shell becomes the server (so its process id is the child's), and leaves behind a reader of
   * the pipe that only this JVM holds open. Its end with the server still alive means that the JVM
   * is gone, even by SIGKILL: the server goes too, with its directory. When it is the server that
   * ended, the JVM has reaped it before it closes the pipe, so the kill finds nobody and the data
   * stay.
   */
  private static final String WITH_WATCHER =
      """
      exec 3<&0
      { read -r _ <&3; kill -9 $$ 2>/dev/null && rm -rf -- "$0"; } &
      exec "$@" 3<&- </dev/null
      """;

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts {@code command}, its output appended to {@code log}; {@code home} dies with the JVM. */
  static ServerProcess launch(List<String> command, Path home, Path log) throws IOException {
    var line = new ArrayList<>(List.of("/bin/sh", "-c", WITH_WATCHER, home.toString()));
    line.addAll(command);
    var builder = new ProcessBuilder(line).directory(home.toFile()).redirectErrorStream(true);
    return new ServerProcess(
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start(), log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Waits until the server has ended, at most {@code atMost}; true when it has. */
  boolean awaitEnd(Duration atMost) {
    try {
      return process.waitFor(atMost.toMillis(), MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  void signal(String name) {
    try {
      // The shell's own kill: minimal systems have no /bin/kill.
      var signal = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid()).start();
      if (!signal.waitFor(60, SECONDS) || signal.exitValue() != 0) {
        throw new IllegalStateException("cannot send SIG" + name + " to the server " + pid());
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot send SIG" + name + " to the server " + pid(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** SIGSTOP; returns when every thread of the process has stopped. */
  void freeze() {
    signal("STOP");
    long deadline = System.nanoTime() + SECONDS.toNanos(60);
    while (!isFrozen()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("the server " + pid() + " did not stop within 60s");
      }
      LockSupport.parkNanos(MILLISECONDS.toNanos(1));
    }
  }

  private boolean isFrozen() {
    try (var threads = Files.list(Path.of("/proc/" + pid() + "/task"))) {
      return threads.allMatch(thread -> state(thread.resolve("stat")) == 'T');
    } catch (IOException e) {
      throw new IllegalStateException("cannot look at the server " + pid(), e);
    }
  }

  /** The letter behind the name in parentheses; see proc(5). */
  private static char state(Path stat) {
    try {
      var text = Files.readString(stat);
      return text.charAt(text.lastIndexOf(')') + 2);
    } catch (IOException e) {
      // The thread has ended meanwhile.
      return 'T';
    }
  }

  /** SIGKILL; returns when the process is gone. */
  void kill() {
    // Not Process.destroyForcibly: it closes the watcher's pipe while the server still dies.
    process.toHandle().destroyForcibly();
    if (!awaitEnd(Duration.ofMinutes(1))) {
      throw new IllegalStateException("server " + pid() + " survived SIGKILL for a minute");
    }
  }

  /** The last lines that the server wrote, for messages. */
  String logTail() {
    try {
      var lines = new String(Files.readAllBytes(log), UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for the server", e);
  }
}
