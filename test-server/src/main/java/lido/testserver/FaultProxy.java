package lido.testserver;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on a loopback port in front of a server, which breaks the network on command, and
 * counts what passes. Modes may be switched at any time and hold for open connections and new ones
 * alike, until {@link #heal()} or the next mode. Thread-safe. Its threads are daemons and sleep
 * while nothing moves.
 */
public final class FaultProxy implements AutoCloseable {

  private final int port;
  private final InetSocketAddress server;
  private final FaultGate gate = new FaultGate();
  private final TrafficCount traffic = new TrafficCount();
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong total = new AtomicLong();
  private final ReentrantLock listening = new ReentrantLock();

  /** Null while connections are refused. */
  @GuardedBy("listening")
  private @Nullable ServerSocket listener;

  /** The thread that accepts on {@link #listener}. */
  @GuardedBy("listening")
  private @Nullable Thread acceptor;

  private FaultProxy(int port, InetSocketAddress server) {
    this.port = port;
    this.server = server;
  }

  /** Opens a proxy in front of {@code server}, passing everything on. */
  public static FaultProxy inFrontOf(TestServer server) throws IOException {
    return inFrontOf(server.port());
  }

  /** Opens a proxy in front of a loopback port, passing everything on. */
  public static FaultProxy inFrontOf(int serverPort) throws IOException {
    var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
    while (true) {
      var proxy = new FaultProxy(LocalPorts.free(), server);
      try {
        proxy.listen();
        return proxy;
      } catch (BindException e) {
        // Somebody else took the port since we looked.
      }
    }
  }

  /** The port that stands for the server's, the same for the proxy's whole life. */
  public int port() {
    return port;
  }

  /** Ends every fault: listens, and passes on what was held back and what comes. */
  public void heal() throws IOException {
    gate.set(FaultGate.Mode.PASS);
    listen();
  }

  /**
   * Forwards nothing in either direction, neither bytes nor the end of a connection; new
   * connections are accepted and hear nothing. What is sent meanwhile arrives after {@link
   * #heal()}, as a network that lost its packets would send them again.
   */
  public void blackhole() throws IOException {
    gate.set(FaultGate.Mode.BLACKHOLE);
    listen();
  }

  /** Accepts new connections and stays silent on them; those that are open go on as before. */
  public void acceptSilently() throws IOException {
    gate.set(FaultGate.Mode.ACCEPT_SILENTLY);
    listen();
  }

  /** Holds every piece of data back for {@code oneWay}, in each direction. */
  public void delay(Duration oneWay) throws IOException {
    gate.set(FaultGate.Mode.delay(oneWay));
    listen();
  }

  /**
   * Resets each connection after {@code bytes} more bytes of the server's answers have come through
   * it, that is in the middle of a packet. New connections too are cut after that many.
   */
  public void cutAfter(int bytes) throws IOException {
    gate.set(FaultGate.Mode.cutAfter(bytes));
    listen();
  }

  /** Closes the listening port, so that connects are refused; open connections go on. */
  public void refuse() throws IOException {
    gate.set(FaultGate.Mode.PASS);
    unlisten();
  }

  /** Resets every open connection (RST on both sides), once; the mode stays. */
  public void reset() {
    connections.forEach(ProxiedConnection::reset);
  }

  /** How many connections are open, as far as the proxy can know in a black hole. */
  public int open() {
    return connections.size();
  }

  /** How many connections were accepted since the proxy was opened. */
  public long total() {
    return total.get();
  }

  /** What has passed since the proxy was opened. */
  public Traffic traffic() {
    return traffic.now();
  }

  /** Closes the port and resets every connection. Closing twice is a no-op. */
  @Override
  public void close() throws IOException {
    unlisten();
    reset();
  }

  private void listen() throws IOException {
    listening.lock();
    try {
      if (listener != null) {
        return;
      }
      var opened = new ServerSocket();
      opened.setReuseAddress(true);
      opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
      listener = opened;
      acceptor = daemon("accept", () -> accept(opened));
    } finally {
      listening.unlock();
    }
  }

  private void unlisten() throws IOException {
    listening.lock();
    try {
      if (listener != null && acceptor != null) {
        listener.close();
        listener = null;
        // The system keeps the port open until the thread that waits on it has let go.
        acceptor.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while closing port " + port);
    } finally {
      listening.unlock();
    }
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        // Closed by the connection's own threads.
        var client = from.accept();
        total.incrementAndGet();
        open(client);
      } catch (IOException e) {
        // Refused from now on, or a client that went away before we took it.
      }
    }
  }

  private void open(Socket client) {
    var connection = new ProxiedConnection(client, server, gate, traffic, connections::remove);
    connections.add(connection);
    daemon("to-server", connection::pumpToServer);
    daemon("to-client", connection::pumpToClient);
  }

  private Thread daemon(String role, Runnable task) {
    var thread = new Thread(task, "fault-proxy-" + port + "-" + role);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
