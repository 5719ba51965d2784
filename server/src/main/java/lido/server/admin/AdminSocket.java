package lido.server.admin;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import lido.container.FailureText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code bin/server} over a unix domain socket beside the PID file. Only the owner of the
 * file may open the socket. A connection carries one command; {@link AdminLine} is the protocol.
 * The socket has threads of its own, all daemons. So it never blocks the server, and never waits
 * for it. Thread-safe.
 */
public final class AdminSocket implements AutoCloseable {

  /** The command whose result is a {@link Status}. */
  public static final String STATUS = "status";

  /** The command whose result is a {@link lido.container.ReloadResult}. */
  public static final String RELOAD = "reload";

  /** So many clients are served at a time. A person has one or two; more wait for their turn. */
  private static final int MOST_CLIENTS = 8;

  /**
   * The time in which a client must send its command, and in which it must take a line of the
   * answer. Only a very busy machine needs it.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(AdminSocket.class);

  /** Runs the commands. */
  @FunctionalInterface
  public interface Handler {

    /**
     * Runs a command; may block.
     *
     * @param notes takes what the caller may know before the end
     * @return the result, as Jackson writes it
     */
    Object run(String command, Consumer<String> notes) throws Exception;
  }

  private final Path path;
  private final ServerSocketChannel channel;
  private final Handler handler;
  private final BiConsumer<String, Runnable> starter;
  private final Duration patience;
  private final Semaphore places = new Semaphore(MOST_CLIENTS);
  private final CountDownLatch closed = new CountDownLatch(1);

  private AdminSocket(
      Path path,
      ServerSocketChannel channel,
      Handler handler,
      BiConsumer<String, Runnable> starter,
      Duration patience) {
    this.path = path;
    this.channel = channel;
    this.handler = handler;
    this.starter = starter;
    this.patience = patience;
  }

  /** Returns the path of the socket of a server with this PID file. */
  public static Path beside(Path pidFile) {
    var name = String.valueOf(pidFile.getFileName());
    return pidFile.resolveSibling(name.replaceFirst("\\.pid$", "") + ".sock");
  }

  /**
   * Opens the socket, and replaces one that a killed server has left. The caller holds the PID file
   * beside it: so no other server has the socket.
   *
   * @throws IOException when the path is too long, or the directory refuses it
   */
  public static AdminSocket open(Path path, Handler handler) throws IOException {
    return open(path, handler, AdminSocket::daemon, PATIENCE);
  }

  /**
   * The same.
   *
   * @param starter starts threads, each by its name
   * @param patience how long a client may be silent
   */
  static AdminSocket open(
      Path path, Handler handler, BiConsumer<String, Runnable> starter, Duration patience)
      throws IOException {
    var hidden = path.resolveSibling("." + Long.toString(ProcessHandle.current().pid(), 36));
    var inside = hidden.resolve("s");
    var problem = SocketPath.problem(path);
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
    makePrivate(hidden, inside);
    try {
      var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        // Bound where only its owner may enter, until it has its mode.
        channel.bind(UnixDomainSocketAddress.of(inside));
        Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rw-------"));
        Files.move(inside, path, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      var opened = new AdminSocket(path, channel, handler, starter, patience);
      starter.accept("admin", opened::accept);
      return opened;
    } finally {
      Files.deleteIfExists(inside);
      Files.deleteIfExists(hidden);
    }
  }

  private static void makePrivate(Path directory, Path inside) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    try {
      Files.createDirectory(directory, mode);
    } catch (FileAlreadyExistsException e) {
      // A killed process with the same id has left it.
      Files.deleteIfExists(inside);
      Files.delete(directory);
      Files.createDirectory(directory, mode);
    }
  }

  private void accept() {
    while (channel.isOpen()) {
      try {
        // The place comes first: until there is one, clients wait in the queue of the system.
        places.acquire();
        try {
          admit(channel.accept());
        } catch (IOException | RuntimeException | Error e) {
          places.release();
          throw e;
        }
      } catch (ClosedChannelException e) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (IOException | RuntimeException | Error e) {
        // There may be no memory for a thread now, and some later.
        LOG.warn("the admin socket cannot accept, trying again in a second: {}", e.toString());
        await(Duration.ofSeconds(1));
      }
    }
  }

  /**
   * Serves the client on a thread of its own, which gives its place back. If there is no thread,
   * the caller does.
   */
  private void admit(SocketChannel client) throws IOException {
    try {
      starter.accept("admin-client", () -> serve(client));
    } catch (RuntimeException | Error e) {
      client.close();
      throw e;
    }
  }

  private void await(Duration pause) {
    try {
      closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SocketChannel client) {
    try (var lines = new AdminLine.Channel(client)) {
      var request = lines.read(AdminLine.Request.class, patience);
      var answer = answer(request, note -> send(lines, AdminLine.note(note)));
      lines.write(AdminLine.bytes(answer), patience);
    } catch (IOException e) {
      LOG.debug("a client of the admin socket is gone", e);
    } finally {
      places.release();
    }
  }

  private AdminLine answer(AdminLine.Request request, Consumer<String> notes) {
    if (request.version() != AdminLine.VERSION) {
      return AdminLine.problem(
          "the running server speaks version %s of the admin protocol, this is version %s"
              .formatted(AdminLine.VERSION, request.version()));
    }
    try {
      return AdminLine.result(handler.run(request.command(), notes));
    } catch (Exception e) {
      return AdminLine.problem(FailureText.of(e));
    }
  }

  /** A client that disconnects early does not cancel its command. */
  private void send(AdminLine.Channel lines, AdminLine line) {
    try {
      lines.write(AdminLine.bytes(line), patience);
    } catch (IOException e) {
      LOG.debug("a client of the admin socket is gone", e);
    }
  }

  private static void daemon(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Accepts no more, and removes the socket. A running command is still answered. */
  @Override
  public void close() {
    closed.countDown();
    // Wakes the accepting thread, which finds the channel closed.
    places.release();
    try {
      Files.deleteIfExists(path);
      channel.close();
    } catch (IOException e) {
      LOG.warn("the admin socket {} was not removed: {}", path, e.toString());
    }
  }
}
