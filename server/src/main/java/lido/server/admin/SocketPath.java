package lido.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Optional;

/** The length of the path of a unix socket: one limit for all sockets of a server. */
public final class SocketPath {

  /** Linux has 108 bytes, with a zero at the end. The JDK takes one byte less. */
  private static final int LONGEST = 106;

  /**
   * A socket is bound in a hidden directory beside its place, and then moved. The name of that
   * directory is at most a process id in base 36.
   */
  private static final int LONGEST_DIRECTORY = LONGEST - "/.2hwcg/s".length();

  private SocketPath() {}

  /** Returns the problem of a path that is too long. Empty if the system takes it. */
  public static Optional<String> problem(Path path) {
    if (bytes(path) > LONGEST) {
      return Optional.of(
          "a path of %s bytes, but a unix socket may have %s: %s"
              .formatted(bytes(path), LONGEST, path));
    }
    var directory = path.toAbsolutePath().getParent();
    return directory == null || bytes(directory) <= LONGEST_DIRECTORY
        ? Optional.empty()
        : Optional.of(
            "a directory of %s bytes, but that of a unix socket may have %s: %s"
                .formatted(bytes(directory), LONGEST_DIRECTORY, directory));
  }

  /** Counts bytes, as the system does. A letter may have several. */
  private static int bytes(Path path) {
    return path.toString().getBytes(UTF_8).length;
  }
}
