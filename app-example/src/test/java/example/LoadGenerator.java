package example;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process of its own that asks the shop over keep-alive connections, one request after the other
 * on each, and never asks twice: plain sockets, because the JDK's clients repeat a request whose
 * connection broke. Like those, it looks before each request whether the server has closed. Every
 * second request is an order with a customer of its own.
 *
 * <p>Prints {@code answered N} ten times a second; when its input ends it finishes the requests
 * under way, and prints {@code count WHAT N} and {@code order CUSTOMER} for each order that the
 * server acknowledged.
 */
final class LoadGenerator {

  private static final int TIMEOUT_MILLIS = 120_000;

  private final int port;
  private final AtomicLong answered = new AtomicLong();
  private volatile boolean over;

  private LoadGenerator(int port) {
    this.port = port;
  }

  /** What one connection's thread has seen. */
  private record Seen(Map<String, Integer> counts, List<String> orders) {

    Seen() {
      this(new TreeMap<>(), new ArrayList<>());
    }

    void count(String what) {
      counts.merge(what, 1, Integer::sum);
    }
  }

  /** Takes the port and the number of connections. */
  public static void main(String... args) throws Exception {
    var generator = new LoadGenerator(Integer.parseInt(args[0]));
    var seen = new ArrayList<Seen>();
    var clients = new ArrayList<Thread>();
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      var own = new Seen();
      var client = new Thread(() -> generator.ask(own), "client " + i);
      seen.add(own);
      clients.add(client);
      client.start();
    }
    generator.report();
    for (var client : clients) {
      client.join();
    }
    var all = new TreeMap<String, Integer>();
    for (var one : seen) {
      one.counts().forEach((what, count) -> all.merge(what, count, Integer::sum));
      one.orders().forEach(order -> System.out.println("order " + order));
    }
    all.forEach((what, count) -> System.out.println("count " + what + " " + count));
  }

  /** Until the input ends. */
  private void report() throws IOException, InterruptedException {
    var progress =
        new Thread(
            () -> {
              while (!over) {
                System.out.println("answered " + answered.get());
                try {
                  synchronized (this) {
                    wait(100);
                  }
                } catch (InterruptedException e) {
                  return;
                }
              }
            },
            "progress");
    progress.start();
    System.in.transferTo(java.io.OutputStream.nullOutputStream());
    over = true;
    synchronized (this) {
      notifyAll();
    }
    progress.join();
  }

  private void ask(Seen seen) {
    while (!over) {
      try (var channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port))) {
        var socket = channel.socket();
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        var in = new BufferedInputStream(socket.getInputStream());
        boolean open = true;
        for (int i = 0; open && !over; i++) {
          if (hasEnded(channel)) {
            seen.count("closed while idle");
            break;
          }
          boolean first = i == 0;
          open = i % 2 == 0 ? get(socket, in, seen, first) : order(socket, in, seen);
        }
      } catch (ConnectException e) {
        seen.count("refused");
        return;
      } catch (IOException e) {
        seen.count("failed: " + e);
      }
    }
  }

  /** Whether the other end is known to be closed: what is sent now would be sent in vain. */
  private static boolean hasEnded(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    try {
      return channel.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      return true;
    } finally {
      channel.configureBlocking(true);
    }
  }

  private boolean get(Socket socket, InputStream in, Seen seen, boolean first) throws IOException {
    var request = "GET /products/1 HTTP/1.1\r\nHost: shop\r\n\r\n";
    return exchange(socket, in, seen, request, null, first ? "never accepted" : "unanswered");
  }

  private boolean order(Socket socket, InputStream in, Seen seen) throws IOException {
    var customer = UUID.randomUUID().toString();
    var body =
        """
        {"customer":"%s","lines":[{"product":1,"quantity":1}]}\
        """
            .formatted(customer);
    var request =
        "POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    return exchange(socket, in, seen, request, customer, "unanswered");
  }

  /**
   * Returns whether the connection stays open.
   *
   * @param unanswered what it is called when the connection ends without one byte of an answer
   */
  private boolean exchange(
      Socket socket, InputStream in, Seen seen, String request, String customer, String unanswered)
      throws IOException {
    try {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      in.mark(1);
      if (in.read() < 0) {
        seen.count(unanswered);
        return false;
      }
      in.reset();
    } catch (IOException e) {
      seen.count(unanswered);
      return false;
    }
    var status = line(in).split(" ", 3)[1];
    int length = 0;
    boolean open = true;
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      var lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      } else if (lower.equals("connection: close")) {
        open = false;
      }
    }
    var body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the response ended after " + body.length + " of " + length);
    }
    seen.count("status " + status);
    if (customer != null && status.equals("201")) {
      seen.orders().add(customer);
    }
    answered.incrementAndGet();
    return open;
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the response ended in its head");
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.US_ASCII).stripTrailing();
  }
}
