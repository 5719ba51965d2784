package lido.testserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports that stay ours while nobody listens on them. */
final class LocalPorts {

  /** Below Linux's ephemeral ports (32768 and up): no outgoing connection takes it meanwhile. */
  private static final int FIRST = 15_000;

  private static final int LAST = 32_000;

  private LocalPorts() {}

  static int free() throws IOException {
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (var socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException taken) {
        // The next one.
      }
    }
    throw new IOException("no free port found between %s and %s".formatted(FIRST, LAST));
  }
}
