package lido.testserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection and the one to the server behind it, each direction pumped by a thread of
 * its own. Thread-safe.
 */
final class ProxiedConnection {

  private static final int CONNECT_TIMEOUT_MILLIS = 60_000;

  private final Socket client;
  private final Socket upstream = new Socket();
  private final InetSocketAddress server;
  private final FaultGate gate;
  private final TrafficCount traffic;
  private final Consumer<ProxiedConnection> whenClosed;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Open when the upstream is connected, or never will be. */
  private final CountDownLatch connected = new CountDownLatch(1);

  /** Whether what the client says next begins a round trip. */
  private final AtomicBoolean answered = new AtomicBoolean(true);

  /** The cut that is being counted and what it has left; only the thread to the client's. */
  private FaultGate.@Nullable Mode cut;

  private int cutLeft;

  ProxiedConnection(
      Socket client,
      InetSocketAddress server,
      FaultGate gate,
      TrafficCount traffic,
      Consumer<ProxiedConnection> whenClosed) {
    this.client = client;
    this.server = server;
    this.gate = gate;
    this.traffic = traffic;
    this.whenClosed = whenClosed;
  }

  void pumpToServer() {
    try {
      pump(client, upstream, false);
    } finally {
      close();
    }
  }

  void pumpToClient() {
    try {
      gate.await(System.nanoTime(), true, closed::get);
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      upstream.connect(server, CONNECT_TIMEOUT_MILLIS);
      connected.countDown();
      pump(upstream, client, true);
    } catch (IOException e) {
      // The server is down, which the client learns by a reset.
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  private void pump(Socket from, Socket to, boolean isAnswer) {
    var buffer = new byte[16_384];
    try {
      while (true) {
        int length = read(from, buffer);
        if (length < 0 && connected.getCount() > 0) {
          return; // a client that left before it was let through: there is nobody to tell
        }
        if (length > 0 && !isAnswer) {
          heardClient(length);
        }
        connected.await();
        var mode = gate.await(System.nanoTime(), false, closed::get);
        if (length < 0) {
          return;
        }
        int passing = isAnswer ? Math.min(length, leftOf(mode)) : length;
        if (isAnswer) {
          // Before the client can have read it, and speak again.
          answered.set(true);
          traffic.toClient(passing);
        }
        to.getOutputStream().write(buffer, 0, passing);
        if (isAnswer && isSpent(mode, passing)) {
          reset();
          return;
        }
      }
    } catch (IOException e) {
      // The other side is gone; closing tells this one.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void heardClient(int bytes) {
    if (answered.getAndSet(false)) {
      traffic.turn();
    }
    traffic.toServer(bytes);
  }

  /** A reset is the end too, and must not pass a black hole sooner than the orderly one. */
  private static int read(Socket from, byte[] buffer) {
    try {
      return from.getInputStream().read(buffer);
    } catch (IOException e) {
      return -1;
    }
  }

  private int leftOf(FaultGate.Mode mode) {
    if (mode.kind() != FaultGate.Kind.CUT) {
      return Integer.MAX_VALUE;
    }
    if (!mode.equals(cut)) {
      cut = mode;
      cutLeft = mode.bytes();
    }
    return cutLeft;
  }

  private boolean isSpent(FaultGate.Mode mode, int passed) {
    cutLeft -= passed;
    return mode.kind() == FaultGate.Kind.CUT && cutLeft <= 0;
  }

  /** Ends both sides by RST: what is not yet sent is thrown away. */
  void reset() {
    linger(client);
    linger(upstream);
    close();
  }

  private static void linger(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already.
    }
  }

  private void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    whenClosed.accept(this);
    connected.countDown();
    closeQuietly(client);
    closeQuietly(upstream);
    gate.wake();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
