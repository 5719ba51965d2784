package lido.server.admin;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks a running server over its {@link AdminSocket}. */
public final class AdminClient {

  private AdminClient() {}

  /** How a command ended: with a result, or with a problem. */
  public record Answer(@Nullable Object result, @Nullable String problem) {

    /** Returns the result as what it was before it went over the socket. */
    public <T> T result(Class<T> type) {
      return AdminLine.JSON.convertValue(result, type);
    }
  }

  /**
   * Runs a command in the server.
   *
   * @param within how long the answer may take
   * @param notes takes what the server says before the end
   * @throws IOException when there is no server, or no answer
   */
  public static Answer ask(Path socket, String command, Duration within, Consumer<String> notes)
      throws IOException {
    var address = UnixDomainSocketAddress.of(socket);
    try (var lines = new AdminLine.Channel(SocketChannel.open(address))) {
      lines.write(new AdminLine.Request(AdminLine.VERSION, command), within);
      while (true) {
        var line = lines.read(AdminLine.class, within);
        if (line.note() == null) {
          return new Answer(line.result(), line.problem());
        }
        notes.accept(line.note());
      }
    }
  }
}
