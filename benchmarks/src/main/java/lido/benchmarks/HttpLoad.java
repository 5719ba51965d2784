package lido.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Connections that are kept alive, each with one request at a time, on one thread. Every answer is
 * read whole and compared with the one expected; another one ends the run.
 */
final class HttpLoad implements AutoCloseable {

  private static final int STUCK_MILLIS = 10_000;

  private final Selector selector = Selector.open();
  private final List<Client> clients = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(42);
  private final byte[][] requests;
  private final String[] answers;

  HttpLoad(int port, int connections, int products) throws IOException {
    this.requests = new byte[products][];
    this.answers = new String[products];
    for (int id = 1; id <= products; id++) {
      requests[id - 1] =
          "GET /products/%d HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: application/json\r\n\r\n"
              .formatted(id, port)
              .getBytes(ISO_8859_1);
      answers[id - 1] =
          "{\"id\":%d,\"name\":\"product %d\",\"price\":%s}"
              .formatted(id, id, BigDecimal.valueOf(id, 2));
    }
    for (int i = 0; i < connections; i++) {
      clients.add(new Client(port));
    }
  }

  /** Sends requests until there were so many or it has taken so long; returns their latencies. */
  Histogram run(int requests, Duration time) throws IOException {
    var latencies = new Histogram();
    long end = System.nanoTime() + time.toNanos();
    for (Client client : clients) {
      client.send();
    }
    int underWay = clients.size();
    while (underWay > 0) {
      if (selector.select(STUCK_MILLIS) == 0) {
        throw new IOException("no answer within " + STUCK_MILLIS + " ms");
      }
      for (SelectionKey key : selector.selectedKeys()) {
        var client = (Client) key.attachment();
        if (client.hasAnswer()) {
          long now = System.nanoTime();
          latencies.add(now - client.sent);
          if (latencies.total() < requests && now - end < 0) {
            client.send();
          } else {
            underWay--;
          }
        }
      }
      selector.selectedKeys().clear();
    }
    return latencies;
  }

  @Override
  public void close() throws IOException {
    for (Client client : clients) {
      client.channel.close();
    }
    selector.close();
  }

  private final class Client {

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(8192);
    private long sent;
    private String expected = "";

    Client(int port) throws IOException {
      channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send() throws IOException {
      int next = random.nextInt(requests.length);
      expected = answers[next];
      var request = requests[next];
      sent = System.nanoTime();
      // So little always fits into the empty buffer of a socket.
      if (channel.write(ByteBuffer.wrap(request)) < request.length) {
        throw new IOException("the socket took only a part of a request");
      }
    }

    boolean hasAnswer() throws IOException {
      if (channel.read(in) < 0) {
        throw new IOException("the server closed a connection");
      }
      String answer = new String(in.array(), 0, in.position(), ISO_8859_1);
      int head = answer.indexOf("\r\n\r\n");
      String body = head < 0 ? null : body(answer, head);
      if (body == null) {
        return false;
      }
      if (!answer.startsWith("HTTP/1.1 200") || !body.equals(expected)) {
        throw new IOException("expected " + expected + ", got " + answer);
      }
      in.clear();
      return true;
    }

    /** Returns the body, or null while some of it is still on its way. */
    private @Nullable String body(String answer, int head) {
      String headers = answer.substring(0, head).toLowerCase(Locale.ROOT);
      int from = head + 4;
      int length = headers.indexOf("\r\ncontent-length:");
      if (length >= 0) {
        int end = headers.indexOf('\r', length + 2);
        String number =
            headers.substring(length + "\r\ncontent-length:".length(), end < 0 ? head : end);
        int to = from + Integer.parseInt(number.strip());
        return answer.length() < to ? null : answer.substring(from, to);
      }
      // Chunked: all of so little is in the first chunk.
      int line = answer.indexOf("\r\n", from);
      if (!answer.endsWith("\r\n0\r\n\r\n") || line < 0) {
        return null;
      }
      int size = Integer.parseInt(answer.substring(from, line), 16);
      return answer.substring(line + 2, line + 2 + size);
    }
  }
}
