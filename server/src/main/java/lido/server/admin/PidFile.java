package lido.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import lido.config.ConfigSection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that says which process serves. It has two lines: the process id, and the start of the
 * process in milliseconds. The second is needed because ids come back: tomorrow another process may
 * have this one, and in a container every server is process 1. The running server holds a lock on
 * the file, which the system drops with the process.
 */
public final class PidFile implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PidFile.class);

  private final Path path;
  private final FileChannel channel;

  private PidFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** The process that the file names. */
  public record Owner(long pid, long startMillis) {

    static Owner self() {
      return of(ProcessHandle.current());
    }

    private static Owner of(ProcessHandle process) {
      return new Owner(
          process.pid(), process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /** Returns the process if it still runs, with the same id and the same start. */
    public Optional<ProcessHandle> process() {
      return ProcessHandle.of(pid)
          .filter(process -> isRunning(process) && startedWith(of(process)));
    }

    /** Each JVM computes the start anew, from a boot time that the kernel rounds and adjusts. */
    private boolean startedWith(Owner other) {
      return Math.abs(other.startMillis - startMillis) <= 2000;
    }
  }

  /** Returns {@code server.pid-file}. Reports a problem to the section. */
  public static Path configured(ConfigSection server) {
    var text = server.string("pid-file");
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      server.problem("pid-file", "must be a path, is " + server.shown("pid-file"), "write a path");
      return Path.of("server.pid").toAbsolutePath();
    }
  }

  /**
   * Writes the file and locks it. A file without a lock is stale: it is replaced, with a note in
   * the log.
   *
   * @throws AlreadyRunningException when another server holds it
   * @throws IOException when it cannot be written
   */
  public static PidFile claim(Path path) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    while (true) {
      createIfMissing(path);
      var file = fileKey(path);
      var channel = FileChannel.open(path, CREATE, READ, WRITE);
      var claimed = false;
      try {
        lock(channel, path);
        // A server that stopped between our open and our lock has removed the file. Then we hold
        // nothing.
        claimed = file.isPresent() && file.equals(fileKey(path));
        if (claimed) {
          write(channel, path);
          return new PidFile(path, channel);
        }
      } finally {
        if (!claimed) {
          channel.close();
        }
      }
    }
  }

  /**
   * Returns the process that the file names. Empty if there is no file, or a file of another kind.
   */
  public static Optional<Owner> read(Path path) throws IOException {
    try {
      return parse(Files.readString(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns whether a process runs. The system keeps a process that has ended until its parent asks
   * for the exit code, and so long the JDK calls it alive. In a container whose process 1 is no
   * init that may be for ever.
   */
  public static boolean isRunning(ProcessHandle process) {
    try {
      var stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
      // The state stands after the name. The name is in parentheses, and may contain parentheses.
      return !stat.startsWith("Z", stat.lastIndexOf(')') + 2) && process.isAlive();
    } catch (IOException e) {
      // The process is gone, or this is not Linux.
      return process.isAlive();
    }
  }

  /** Removes the file and drops the lock. */
  @Override
  public void close() {
    try {
      // The lock is dropped last: afterwards the file may be another server's.
      Files.deleteIfExists(path);
      channel.close();
    } catch (IOException e) {
      LOG.warn("the PID file {} was not removed: {}", path, e.toString());
    }
  }

  private static void createIfMissing(Path path) throws IOException {
    try {
      Files.createFile(path);
    } catch (FileAlreadyExistsException e) {
      // The file is there.
    }
  }

  /** Does not open the file: to close it again would drop the lock of this process. */
  private static Optional<String> fileKey(Path path) throws IOException {
    try {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return Optional.of(String.valueOf(attributes.fileKey()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static void lock(FileChannel channel, Path path) throws IOException {
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new AlreadyRunningException(path, parse(content(channel)));
    }
  }

  private static void write(FileChannel channel, Path path) throws IOException {
    var before = content(channel);
    if (!before.isBlank()) {
      var who = parse(before).map(owner -> "process " + owner.pid()).orElse("an unknown process");
      LOG.info("replacing the stale PID file {}: {} did not remove it", path, who);
    }
    var self = Owner.self();
    var content = "%s\n%s\n".formatted(self.pid(), self.startMillis());
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(content.getBytes(UTF_8)), 0);
  }

  private static String content(FileChannel channel) throws IOException {
    // A PID file of Lido is shorter than this.
    var bytes = ByteBuffer.allocate(100);
    channel.read(bytes, 0);
    return UTF_8.decode(bytes.flip()).toString();
  }

  private static Optional<Owner> parse(String content) {
    var lines = content.lines().toList();
    try {
      return lines.size() == 2
          ? Optional.of(new Owner(Long.parseLong(lines.get(0)), Long.parseLong(lines.get(1))))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Another server holds the file. */
  public static final class AlreadyRunningException extends IOException {

    private static final long serialVersionUID = 1;

    private AlreadyRunningException(Path path, Optional<Owner> owner) {
      super(
          "another server is running with this PID file%s: %s"
              .formatted(owner.map(o -> ", process " + o.pid()).orElse(""), path));
    }
  }
}
