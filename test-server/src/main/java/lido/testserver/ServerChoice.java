package lido.testserver;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A server that runs on this machine: MySQL where its libraries are there, else MariaDB. */
record ServerChoice(ServerKind kind, Path installation, Path template) {

  static final String PROPERTY = "lido.test.server";

  private static final List<String> LIBRARY_DIRECTORIES =
      List.of("/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib64", "/lib64");

  /** Obeys {@code forced} ("mysql" or "mariadb"), or finds out when it is empty. */
  static ServerChoice of(String forced) {
    var wanted = forced.strip().toLowerCase(Locale.ROOT);
    switch (wanted) {
      case "mysql" -> {
        try {
          return prepare(ServerKind.MYSQL);
        } catch (IOException e) {
          throw new IllegalStateException(cannotRun(ServerKind.MYSQL, e), e);
        }
      }
      case "mariadb" -> {
        try {
          return prepare(ServerKind.MARIADB);
        } catch (IOException e) {
          throw new IllegalStateException(cannotRun(ServerKind.MARIADB, e), e);
        }
      }
      case "" -> {
        return whatRunsHere();
      }
      default ->
          throw new IllegalStateException(
              "-D%s=%s: must be mysql, mariadb or empty".formatted(PROPERTY, forced));
    }
  }

  private static ServerChoice whatRunsHere() {
    try {
      return prepare(ServerKind.MYSQL);
    } catch (IOException mysql) {
      try {
        return prepare(ServerKind.MARIADB);
      } catch (IOException mariaDb) {
        mariaDb.addSuppressed(mysql);
        throw new IllegalStateException(
            cannotRun(ServerKind.MYSQL, mysql) + "\n" + cannotRun(ServerKind.MARIADB, mariaDb),
            mariaDb);
      }
    }
  }

  private static ServerChoice prepare(ServerKind kind) throws IOException {
    var system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!system.equals("Linux amd64")) {
      throw new IOException("the artifact's server is for Linux amd64, this is " + system);
    }
    var cache = ServerCache.ofThisUser();
    var installation = kind.installation(cache);
    tryOut(kind.binary(installation));
    return new ServerChoice(kind, installation, kind.template(cache));
  }

  private static void tryOut(Path binary) throws IOException {
    var version = List.of(binary.toString(), "--no-defaults", "--version");
    try {
      Commands.run(version, List.of());
    } catch (IOException missing) {
      if (!lendRenamedLibaio(binary)) {
        throw missing;
      }
      Commands.run(version, List.of());
    }
  }

  /**
   * Newer Debian and Ubuntu have libaio as {@code libaio.so.1t64}, on amd64 the same library. The
   * server looks into its own {@code lib/private} too, so a link there is enough.
   */
  private static boolean lendRenamedLibaio(Path binary) throws IOException {
    var own = binary.resolveSibling("../lib/private").normalize();
    if (!Files.isDirectory(own)) {
      return false;
    }
    for (var directory : LIBRARY_DIRECTORIES) {
      var renamed = Path.of(directory, "libaio.so.1t64");
      if (Files.exists(renamed)) {
        try {
          Files.createSymbolicLink(own.resolve("libaio.so.1"), renamed);
        } catch (FileAlreadyExistsException e) {
          // Another JVM was first.
        }
        return true;
      }
    }
    return false;
  }

  static String cannotRun(ServerKind kind, IOException reason) {
    var fix =
        kind == ServerKind.MYSQL
            ? "apt-get install libaio1 (libaio1t64 on newer systems), also libnuma1 if it is"
                + " missing; or test on MariaDB: -D%s=mariadb".formatted(PROPERTY)
            : "install the library that is named, or test on MySQL (needs libaio1):"
                + " -D%s=mysql".formatted(PROPERTY);
    return "no test server: %s does not run here: %s\n  fix: %s"
        .formatted(kind.release(), reason.getMessage(), fix);
  }
}
