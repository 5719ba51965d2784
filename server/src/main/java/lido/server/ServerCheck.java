package lido.server;

import java.nio.file.Files;
import java.nio.file.Path;
import lido.server.admin.AdminSocket;
import lido.server.admin.SocketPath;

/**
 * Checks whether the server's files are there, or can be written. Addresses are checked where they
 * are read.
 */
final class ServerCheck implements Check {

  private final ServerConfig config;

  ServerCheck(ServerConfig config) {
    this.config = config;
  }

  @Override
  public void run(Findings findings) {
    for (var listener : config.listeners()) {
      findings.ok(listener.path() + ": " + listener.address().url());
      var file = listener.address().file();
      file.ifPresent(path -> checkPath(findings, listener.path(), listener.origin(), path));
      listener
          .tls()
          .map(tls -> listener.path().replaceFirst("listen$", "tls.cert"))
          .ifPresent(cert -> findings.ok(cert + ": valid today, and the key fits"));
    }
    checkPath(findings, "server.pid-file", config.pidFileOrigin(), config.pidFile());
    SocketPath.problem(AdminSocket.beside(config.pidFile()))
        .map("the admin socket stands beside it, and cannot: "::concat)
        .map(
            what ->
                problem(
                    "server.pid-file",
                    what,
                    config.pidFileOrigin(),
                    "name a file with a shorter path"))
        .ifPresent(findings::problem);
  }

  private static String problem(String key, String what, String origin, String fix) {
    return """
        %s: %s
          where: %s
          fix:   %s"""
        .formatted(key, what, origin, fix);
  }

  private static void checkPath(Findings findings, String key, String origin, Path path) {
    var why = why(path);
    if (why.isEmpty()) {
      findings.ok(key + ": " + path);
    } else {
      findings.problem(
          problem(
              key,
              "cannot be written: " + why,
              origin,
              "let this user write there, or name another file"));
    }
  }

  /** Directories that are not there will be made. */
  private static String why(Path path) {
    if (Files.isDirectory(path)) {
      return path + " is a directory";
    }
    if (Files.exists(path)) {
      return Files.isWritable(path) ? "" : path + " is another user's";
    }
    var parent = path.toAbsolutePath().getParent();
    while (parent != null && !Files.exists(parent)) {
      parent = parent.getParent();
    }
    return parent != null && Files.isDirectory(parent) && Files.isWritable(parent)
        ? ""
        : parent + " is no directory that this user may write to";
  }
}
