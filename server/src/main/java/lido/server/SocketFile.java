package lido.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file of a {@code unix:} listener. It is bound in a directory that only its owner may enter,
 * gets its permissions there, and is then moved to its place. So no client connects before it has
 * its permissions. A file that a killed server has left is replaced at once.
 *
 * <p>Used by the thread that starts or stops the listener.
 */
final class SocketFile {

  private final Path file;
  private final Set<PosixFilePermission> mode;
  private final Path directory;

  /** The identity of the published file, to tell it from a file that has taken its place. */
  private @Nullable Object key;

  private SocketFile(Path file, Set<PosixFilePermission> mode, Path directory) {
    this.file = file;
    this.mode = mode;
    this.directory = directory;
  }

  /**
   * Makes room beside the file.
   *
   * @throws IOException when the place is taken by another server or by another kind of file
   */
  static SocketFile claim(Path file, Set<PosixFilePermission> mode) throws IOException {
    refuseTaken(file);
    var parent = file.getParent();
    if (parent == null) {
      throw new IOException("the path has no directory");
    }
    Files.createDirectories(parent);
    return new SocketFile(file, mode, makeHidden(parent));
  }

  /** With a short name: what is bound in it must be no longer than {@link SocketPath} allows. */
  private static Path makeHidden(Path parent) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    for (int i = 0; ; i++) {
      try {
        return Files.createDirectory(parent.resolve(".s" + Integer.toString(i, 36)), ownerOnly);
      } catch (FileAlreadyExistsException e) {
        // Another listener's, or one that was killed has left it.
      }
    }
  }

  /** Returns the path to bind at. It is short, as a socket's path must be. */
  Path bindAt() {
    return directory.resolve("s");
  }

  /** Bound: lets clients in. */
  void publish() throws IOException {
    Files.setPosixFilePermissions(bindAt(), mode);
    key = key(bindAt());
    Files.move(bindAt(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.delete(directory);
  }

  /** Removes our file, and leaves the file of a server that has started since. */
  void remove() throws IOException {
    Files.deleteIfExists(bindAt());
    Files.deleteIfExists(directory);
    if (key != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS) && key.equals(key(file))) {
      Files.deleteIfExists(file);
    }
  }

  private static void refuseTaken(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    var attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isOther()) {
      throw new FileAlreadyExistsException(file.toString(), null, "it is no socket");
    }
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(file));
    } catch (ConnectException e) {
      // No server listens: the file was left behind.
      return;
    } catch (IOException e) {
      // It may be the socket of another user.
      throw new IOException("whether another process listens there is unknown: " + e.getMessage());
    }
    throw new IOException("another process listens there");
  }

  private static @Nullable Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }
}
