package lido.server;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the server's files can be written; its addresses are checked where they are read. */
final class ServerCheck implements Check {

  private final ServerConfig config;

  ServerCheck(ServerConfig config) {
    this.config = config;
  }

  @Override
  public void run(Findings findings) {
    checkPath(findings, "server.pid-file", config.pidFileOrigin(), config.pidFile());
  }

  private static void checkPath(Findings findings, String key, String origin, Path path) {
    var why = why(path);
    if (why.isEmpty()) {
      findings.ok(key + ": " + path);
    } else {
      findings.problem(
          """
          %s: cannot be written: %s
            where: %s
            fix:   let this user write there, or name another file"""
              .formatted(key, why, origin));
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
