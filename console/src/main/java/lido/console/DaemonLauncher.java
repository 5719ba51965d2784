package lido.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import lido.container.FailureText;
import lido.container.StartException;
import lido.server.admin.AdminSocket;

/**
 * {@code start --daemon}: starts the server as a process of its own, and ends when that serves, or
 * has failed. The server's log is {@code logs/<name>.log} beside the PID file, rotated by logback;
 * what it prints itself, {@code logs/<name>.out}.
 */
final class DaemonLauncher {

  private final Path conf;
  private final Path pidFile;
  private final PrintWriter out;
  private final PrintWriter err;

  DaemonLauncher(Path conf, Path pidFile, PrintWriter out, PrintWriter err) {
    this.conf = conf;
    this.pidFile = pidFile;
    this.out = out;
    this.err = err;
  }

  /** Returns the exit code; takes the arguments of {@code start} without those for us. */
  int start(List<String> arguments) throws IOException, StartException, InterruptedException {
    var name = String.valueOf(pidFile.getFileName()).replaceFirst("\\.pid$", "");
    var logs = pidFile.resolveSibling("logs");
    var log = logs.resolve(name + ".log");
    var printed = logs.resolve(name + ".out");
    makeRoom(logs, printed);
    var child =
        ServerProcess.start(
            ConfFile.logbackOfDaemon(conf, log),
            List.of(),
            arguments,
            ProcessBuilder.Redirect.to(printed.toFile()));
    var undo = new Thread(child.handle()::destroy, "undo");
    Runtime.getRuntime().addShutdownHook(undo);
    boolean serves = child.awaitServing(AdminSocket.beside(pidFile));
    forget(undo);
    var text = Files.readString(printed);
    if (serves) {
      out.print(text);
      out.println("Log: " + log);
      out.flush();
      return ExitCodes.DONE;
    }
    err.print(text.isEmpty() ? "it ended without a word; see " + log + "\n" : text);
    err.flush();
    return ExitCodes.FAILED;
  }

  private static void makeRoom(Path logs, Path printed) throws StartException {
    try {
      Files.createDirectories(logs);
      if (Files.exists(printed)) {
        // What a JVM said before it died is worth more than a place on the disk.
        var before = printed.resolveSibling(printed.getFileName() + ".1");
        Files.move(printed, before, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.createFile(printed);
    } catch (IOException e) {
      throw new StartException(
          """
          the logs beside server.pid-file cannot be written: %s
            where: %s
            fix:   let this user write there, or name another server.pid-file"""
              .formatted(FailureText.unwritable(e), logs));
    }
  }

  /** Once it serves, our end is not its end. */
  private static void forget(Thread undo) {
    try {
      Runtime.getRuntime().removeShutdownHook(undo);
    } catch (IllegalStateException e) {
      // We are being stopped, and so is the server.
    }
  }
}
