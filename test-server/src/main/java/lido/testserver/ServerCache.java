package lido.testserver;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Directories that are filled once per machine and shared by every JVM on it: an entry is complete
 * or not there. Thread-safe.
 */
final class ServerCache {

  /** A file lock belongs to the whole JVM, so its own threads need a lock before it. */
  private static final ReentrantLock THIS_JVM = new ReentrantLock();

  private final Path root;

  private ServerCache(Path root) {
    this.root = root;
  }

  /**
   * The cache in the user's cache directory, or in the temporary one where that is not writable.
   */
  static ServerCache ofThisUser() throws IOException {
    var xdg = System.getenv("XDG_CACHE_HOME");
    var home =
        xdg == null || xdg.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    var root = home.resolve("lido");
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      return inTemporary();
    }
    return Files.isWritable(root) ? new ServerCache(root) : inTemporary();
  }

  private static ServerCache inTemporary() throws IOException {
    var name = "lido-cache-" + System.getProperty("user.name");
    return new ServerCache(
        Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), name)));
  }

  /** The directory of {@code key}, filled by {@code filler} if nobody has done so yet. */
  Path directory(String key, Filler filler) throws IOException {
    var entry = root.resolve(key);
    if (Files.isDirectory(entry)) {
      return entry;
    }
    THIS_JVM.lock();
    try (var file =
            FileChannel.open(
                root.resolve(key + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = file.lock()) {
      if (!Files.isDirectory(entry) && lock.isValid()) {
        fill(entry, filler);
      }
    } finally {
      THIS_JVM.unlock();
    }
    return entry;
  }

  private void fill(Path entry, Filler filler) throws IOException {
    // A fixed name under the lock: a draft that is found here was left by a JVM that was killed.
    var draft = root.resolve(entry.getFileName() + ".draft");
    FileTrees.delete(draft);
    Files.createDirectories(draft);
    filler.fill(draft);
    Files.move(draft, entry, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Puts into a new directory what belongs there. */
  interface Filler {
    void fill(Path directory) throws IOException;
  }
}
