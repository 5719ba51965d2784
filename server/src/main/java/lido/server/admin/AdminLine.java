package lido.server.admin;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line of an answer of the admin socket, in JSON. Notes come first. The last line is a result
 * or a problem (docs/adr/0011-admin-socket.md).
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AdminLine(@Nullable String note, @Nullable Object result, @Nullable String problem) {

  /**
   * The version of the protocol. A new version is a protocol that an older console or server would
   * misunderstand.
   */
  static final int VERSION = 1;

  static final JsonMapper JSON =
      JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

  /** The one line of a client. */
  record Request(int version, String command) {}

  static AdminLine note(String text) {
    return new AdminLine(text, null, null);
  }

  static AdminLine result(Object value) {
    return new AdminLine(null, value, null);
  }

  static AdminLine problem(String text) {
    return new AdminLine(null, null, text);
  }

  /** Returns a line as it goes over the socket. */
  static byte[] bytes(Object line) {
    var json = JSON.writeValueAsBytes(line);
    var bytes = Arrays.copyOf(json, json.length + 1);
    bytes[json.length] = '\n';
    return bytes;
  }

  /** The other side has closed the connection, and had not read the whole line before. */
  static final class UnreadException extends IOException {

    private static final long serialVersionUID = 1;

    private UnreadException(IOException cause) {
      super("the other side has closed the connection before it read the line", cause);
    }
  }

  /** Reads and writes whole lines, each within a time limit. Used by one thread at a time. */
  static final class Channel implements AutoCloseable {

    /** An answer has a line for each pool, and there may be many. */
    private static final int LONGEST_LINE = 16 << 20;

    private static final int LONGEST_REQUEST = 4096;

    private final SocketChannel socket;
    private final ByteBuffer received = ByteBuffer.allocate(8192).limit(0);

    Channel(SocketChannel socket) {
      this.socket = socket;
    }

    /**
     * Returns the next line.
     *
     * @throws EOFException when the other side has closed
     * @throws UnreadException when it has closed, and has not read what was written before
     * @throws SocketTimeoutException when it takes longer; the connection is closed then
     */
    <T> T read(Class<T> type, Duration within) throws IOException {
      int longest = type == Request.class ? LONGEST_REQUEST : LONGEST_LINE;
      var line = new ByteArrayOutputStream();
      try {
        within(within, () -> readLine(line, longest));
      } catch (SocketException reset) {
        // Linux resets a unix socket for this reason alone.
        throw new UnreadException(reset);
      }
      try {
        @Nullable T value = JSON.readValue(line.toByteArray(), type);
        if (value != null) {
          return value;
        }
      } catch (JacksonException e) {
        // The message below does not quote the line, as the parser would.
      }
      throw new IOException("the other side does not speak the admin protocol");
    }

    /**
     * Writes a line.
     *
     * @throws UnreadException when the other side has closed
     * @throws SocketTimeoutException when it takes longer; the connection is closed then
     */
    void write(byte[] line, Duration within) throws IOException {
      var bytes = ByteBuffer.wrap(line);
      try {
        within(
            within,
            () -> {
              while (bytes.hasRemaining()) {
                socket.write(bytes);
              }
            });
      } catch (SocketTimeoutException late) {
        throw late;
      } catch (IOException closed) {
        throw new UnreadException(closed);
      }
    }

    private void readLine(ByteArrayOutputStream line, int longest) throws IOException {
      while (true) {
        while (received.hasRemaining()) {
          byte next = received.get();
          if (next == '\n') {
            return;
          }
          if (line.size() == longest) {
            throw new IOException("a line is longer than %s bytes".formatted(longest));
          }
          line.write(next);
        }
        received.clear();
        int count = socket.read(received);
        received.flip();
        if (count < 0) {
          throw new EOFException("the other side has closed the connection");
        }
      }
    }

    private interface Transfer {
      void run() throws IOException;
    }

    /** Closes the channel at the end of the time. A blocking channel has no timeout of its own. */
    private void within(Duration time, Transfer transfer) throws IOException {
      var over = new AtomicBoolean();
      CompletableFuture.delayedExecutor(time.toMillis(), MILLISECONDS, Runnable::run)
          .execute(
              () -> {
                if (over.compareAndSet(false, true)) {
                  closeNow();
                }
              });
      try {
        transfer.run();
      } catch (IOException e) {
        if (over.get()) {
          throw late(time);
        }
        throw e;
      }
      if (!over.compareAndSet(false, true)) {
        throw late(time);
      }
    }

    private static SocketTimeoutException late(Duration time) {
      return new SocketTimeoutException("no answer within %ss".formatted(time.toSeconds()));
    }

    private void closeNow() {
      try {
        socket.close();
      } catch (IOException e) {
        // The next read or write reports it.
      }
    }

    @Override
    public void close() {
      closeNow();
    }
  }
}
