package lido.server.admin;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks a running server over its {@link AdminSocket}. */
public final class AdminClient {

  /** The time for an answer that needs no work. A busy machine is slow, and that is no failure. */
  public static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The pause before the server is asked again. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  private AdminClient() {}

  /** How a command ended: with a result, or with a problem. */
  public record Answer(@Nullable Object result, @Nullable String problem) {

    /** Returns the result with the type that it had in the server. */
    public <T> T result(Class<T> type) {
      return AdminLine.JSON.convertValue(result, type);
    }
  }

  /**
   * Runs a command in the server. When the server closes the connection before it has read the
   * command, it has not run it: then the client asks again, for {@link #PATIENCE}.
   *
   * @param within how long the answer may take
   * @param notes takes what the server says before the end
   * @throws IOException when there is no server, or no answer
   */
  public static Answer ask(Path socket, String command, Duration within, Consumer<String> notes)
      throws IOException {
    // Made before it connects: the first JSON of a process takes seconds on a busy machine, and the
    // server waits for a line only so long.
    var request = AdminLine.bytes(new AdminLine.Request(AdminLine.VERSION, command));
    var address = UnixDomainSocketAddress.of(socket);
    long begun = System.nanoTime();
    while (true) {
      try (var lines = new AdminLine.Channel(SocketChannel.open(address))) {
        lines.write(request, within);
        return answer(lines, lines.read(AdminLine.class, within), within, notes);
      } catch (AdminLine.UnreadException e) {
        long waited = System.nanoTime() - begun;
        if (waited > within.toNanos() || waited > PATIENCE.toNanos()) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private static Answer answer(
      AdminLine.Channel lines, AdminLine first, Duration within, Consumer<String> notes)
      throws IOException {
    var line = first;
    while (line.note() != null) {
      notes.accept(line.note());
      try {
        line = lines.read(AdminLine.class, within);
      } catch (AdminLine.UnreadException e) {
        // The server has read the command, so the client must not ask again.
        throw new EOFException(e.getMessage());
      }
    }
    return new Answer(line.result(), line.problem());
  }
}
