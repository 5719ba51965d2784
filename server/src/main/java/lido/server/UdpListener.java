package lido.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The socket of a UDP listener. Each datagram is a message, and its answer goes to the sender in
 * one datagram. Only its event loop changes its fields.
 */
final class UdpListener implements Listener {

  /** The largest content of a datagram: 64 KiB without the headers of IP and UDP. */
  private static final int LARGEST = 65_507;

  /**
   * Several times the largest datagram, so that the system keeps some while the event loop is busy.
   */
  private static final int RECEIVE_BUFFER = 256 << 10;

  /** So many answers may wait to be sent. Others are dropped, as the network would drop them. */
  private static final int MOST_UNSENT = 1000;

  private final Vertx vertx;
  private final ListenerConfig config;
  private final Messages messages;
  private final DatagramSocket socket;
  private final EventLoop loop;
  private final Promise<Void> drained = Promise.promise();

  private int running;
  private int unsent;
  private boolean draining;

  UdpListener(Vertx vertx, ListenerConfig config, RequestStages stages) {
    this.vertx = vertx;
    this.config = config;
    this.messages = new Messages(stages, config, false);
    this.loop = new EventLoop(vertx.getOrCreateContext());
    this.socket = create(vertx, loop, config);
  }

  /**
   * Creates the socket on the event loop: each datagram is then handled there before the next one
   * is read.
   */
  private static DatagramSocket create(Vertx vertx, EventLoop loop, ListenerConfig config) {
    var created = new CompletableFuture<DatagramSocket>();
    var options =
        new DatagramSocketOptions()
            .setIpV6(config.address().isIpV6())
            .setReceiveBufferSize(RECEIVE_BUFFER);
    loop.run(() -> created.completeAsync(() -> vertx.createDatagramSocket(options), Runnable::run));
    return created.join();
  }

  @Override
  public ListenerConfig config() {
    return config;
  }

  @Override
  public Future<Integer> listen() {
    socket.exceptionHandler(failure -> {});
    socket.handler(this::received);
    return socket
        .listen(config.address().port(), config.address().bindHost())
        .map(bound -> bound.localAddress().port());
  }

  /** Takes no more datagrams, and answers those that it has taken. */
  @Override
  public Future<Void> drain(Duration timeout) {
    loop.run(
        () -> {
          draining = true;
          completeIfDrained();
        });
    vertx.setTimer(Math.max(1, timeout.toMillis()), timer -> drained.tryComplete());
    return drained.future().compose(done -> socket.close());
  }

  /** UDP has no connections. */
  @Override
  public int connections() {
    return 0;
  }

  private void received(DatagramPacket packet) {
    var bytes = packet.data().getBytes();
    if (draining || bytes.length == 0 || isAnswer(bytes)) {
      return;
    }
    var address = packet.sender();
    if (bytes.length > config.limits().body()) {
      send(messages.refusal(Messages.tooLarge(config.limits().body())), address);
      return;
    }
    var sender = new Messages.Sender(address.toString(), Map.of(), Optional.empty());
    running++;
    messages.answer(bytes, sender, answer -> answerOnLoop(answer, address));
  }

  /**
   * Returns whether it is an error of another server of this kind. An answer to it could begin an
   * endless exchange, which one datagram with a forged sender would cause.
   */
  private static boolean isAnswer(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.contains("\"status\":") && !text.contains("\"method\"");
  }

  private void answerOnLoop(OutgoingMessage answer, SocketAddress to) {
    loop.run(
        () -> {
          running--;
          send(answer, to);
          completeIfDrained();
        });
  }

  private void send(OutgoingMessage answer, SocketAddress to) {
    if (unsent >= MOST_UNSENT) {
      return;
    }
    var fitting = answer.bytes().length <= LARGEST ? answer : doesNotFit(answer.bytes().length);
    unsent++;
    socket
        .send(Buffer.buffer(fitting.bytes()), to.port(), to.host())
        .onComplete(
            sent -> {
              unsent--;
              completeIfDrained();
            });
  }

  private OutgoingMessage doesNotFit(int length) {
    return messages.refusal(
        new HttpException(
            413,
            "the answer of %s bytes does not fit into a datagram; ask for less, or over TCP"
                .formatted(length)));
  }

  private void completeIfDrained() {
    if (draining && running == 0 && unsent == 0) {
      drained.tryComplete();
    }
  }
}
