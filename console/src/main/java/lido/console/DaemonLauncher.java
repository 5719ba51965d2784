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
 * {@code start --daemon}: starts the server as a process of its own, and ends when that process
 * serves or has failed. The log of the server is {@code logs/<name>.log} beside the PID file, and
 * logback rotates it. Its standard output is {@code logs/<name>.out}.
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

  /** Starts the server. Returns the exit code. */
  int start(ServerProcess.Program program)
      throws IOException, StartException, InterruptedException {
    var name = String.valueOf(pidFile.getFileName()).replaceFirst("\\.pid$", "");
    var logs = pidFile.resolveSibling("logs");
    var log = logs.resolve(name + ".log");
    var printed = logs.resolve(name + ".out");
    makeRoom(logs, printed);
    var child =
        ServerProcess.start(
            ConfFile.logbackOfDaemon(conf, log),
            List.of(),
            program,
            ProcessBuilder.Redirect.to(printed.toFile()));
    var undo = new ShutdownHook("undo", child.handle()::destroy);
    boolean serves = child.awaitServing(AdminSocket.beside(pidFile));
    // The end of this process is no end of a server that serves.
    undo.close();
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
        // The last words of a JVM that died are worth a file.
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
}
