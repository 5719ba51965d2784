package lido.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * One TCP connection: reads messages while there is room for their answers, and ends when the
 * client is too slow, says {@code quit}, or closes its side. Lives on its event loop.
 */
final class TcpConnection implements Conversation.Connection {

  /** How long a refused client may go on sending, so that it reads our answer and not a reset. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  /** While a client has so many bytes of answers to take, nothing is read from it. */
  private static final int BEHIND = 1 << 16;

  private static final byte[] QUIT = "quit".getBytes(StandardCharsets.US_ASCII);

  private final NetSocketInternal socket;
  private final EventLoop loop;
  private final Limits limits;
  private final Framer framer;
  private final Conversation conversation;
  private final Messages.Sender sender;
  private final StepTimer timer = new StepTimer();

  /**
   * The cost of the answers that the system has not taken, because the client does not take them.
   */
  private long unwritten;

  /** Whether {@link #proceed} is running. Its steps may call it again. */
  private boolean isProceeding;

  /** Whether the client has made a step since a timeout was set. */
  private boolean hasProgressed;

  private State state = State.OPEN;
  private Awaited awaited = Awaited.NOTHING;

  /** The state of the connection for its client. Moves downwards only. */
  private enum State {
    /** Messages may come. */
    OPEN,

    /** The client has closed its side. Messages that it sent before are answered. */
    ENDED,

    /** Nothing is read any more. Messages that were read before are answered. */
    LEAVING,

    /** As LEAVING, after a refusal: bytes that still come are thrown away for a while. */
    REFUSED,

    CLOSED
  }

  /** The next step of the client, and so the timeout that counts. */
  private enum Awaited {
    NOTHING,
    NEXT_MESSAGE,
    REST_OF_MESSAGE,
    TAKE_ANSWER,
    CLOSE
  }

  TcpConnection(
      NetSocketInternal socket, EventLoop loop, ListenerConfig config, Messages messages) {
    this.socket = socket;
    this.loop = loop;
    this.limits = config.limits();
    this.framer = new Framer(config.framing(), limits.body());
    this.conversation = new Conversation(messages, loop, this, limits.pipeline());
    this.sender =
        new Messages.Sender(String.valueOf(socket.remoteAddress()), Map.of(), Optional.empty());
  }

  void open() {
    closeWhenClientEnds();
    socket.exceptionHandler(failure -> {});
    socket.handler(this::received);
    socket.shutdownHandler(timeout -> leave(State.LEAVING));
    await(Awaited.NEXT_MESSAGE, true);
  }

  @Override
  public Messages.Sender sender() {
    return sender;
  }

  @Override
  public void write(OutgoingMessage answer) {
    if (state != State.CLOSED) {
      var framed = framer.frame(answer.bytes());
      unwritten += answer.cost();
      socket.write(framed).onComplete(written -> written(answer.cost()));
    }
  }

  /** On the event loop. Called inside the write itself if the system takes all of it. */
  private void written(int cost) {
    unwritten -= cost;
    hasProgressed = true;
    if (state == State.CLOSED) {
      await(Awaited.TAKE_ANSWER, true);
    }
    proceed();
  }

  /**
   * Reads the messages that have come, as far as there is room, and decides which step to wait for.
   */
  @Override
  public void proceed() {
    if (isProceeding || state == State.CLOSED) {
      return;
    }
    isProceeding = true;
    try {
      receiveAll();
    } catch (HttpException tooLarge) {
      refuse(tooLarge);
    } finally {
      isProceeding = false;
    }
    if (hasRoom() || state == State.REFUSED) {
      socket.resume();
    } else {
      socket.pause();
    }
    if (conversation.isEmpty()) {
      closeIfDone();
    }
    if (state == State.CLOSED) {
      return;
    }
    await(awaitedNow(), hasProgressed);
    hasProgressed = false;
  }

  private void receiveAll() {
    while (isReading() && hasRoom()) {
      var message = framer.next();
      if (message == null) {
        return;
      }
      hasProgressed = true;
      receive(message);
    }
  }

  /** Called by the sweep, on any thread. */
  void expire() {
    if (timer.hasPassed()) {
      loop.run(this::expireOnLoop);
    }
  }

  private void expireOnLoop() {
    if (!timer.hasPassed()) {
      return;
    }
    switch (awaited) {
      case REST_OF_MESSAGE -> {
        var limit = limits.bodyTimeout().toMillis();
        refuse(new HttpException(408, "the message took longer than %sms".formatted(limit)));
        proceed();
      }
      case NEXT_MESSAGE, CLOSE, TAKE_ANSWER -> cut();
      case NOTHING -> {}
    }
  }

  private void received(Buffer chunk) {
    if (isReading()) {
      framer.append(chunk);
      proceed();
    }
  }

  private void receive(byte[] message) {
    if (Arrays.equals(message, QUIT)) {
      leave(State.LEAVING);
    } else if (message.length > 0) {
      conversation.receive(message);
    }
  }

  private void refuse(HttpException why) {
    state = State.REFUSED;
    conversation.refuse(why);
  }

  private void leave(State how) {
    if (how.compareTo(state) > 0) {
      state = how;
      loop.run(this::proceed);
    }
  }

  private boolean isReading() {
    return state == State.OPEN || state == State.ENDED;
  }

  private boolean hasRoom() {
    return !conversation.isFull() && unwritten < BEHIND;
  }

  private void closeIfDone() {
    switch (state) {
      // Bytes that came before the end of the input may reach us only now, on this loop.
      case ENDED -> loop.run(this::leaveIfStillDone);
      case LEAVING -> close();
      case OPEN, REFUSED, CLOSED -> {}
    }
  }

  private void leaveIfStillDone() {
    if (state == State.ENDED && conversation.isEmpty()) {
      leave(State.LEAVING);
    }
  }

  private Awaited awaitedNow() {
    if (unwritten > 0) {
      return Awaited.TAKE_ANSWER;
    }
    if (state == State.REFUSED && conversation.isEmpty()) {
      return Awaited.CLOSE;
    }
    if (!isReading() || conversation.isFull()) {
      return Awaited.NOTHING;
    }
    if (framer.isHalf()) {
      return Awaited.REST_OF_MESSAGE;
    }
    return conversation.isEmpty() ? Awaited.NEXT_MESSAGE : Awaited.NOTHING;
  }

  private void await(Awaited next, boolean again) {
    if (next == awaited && !again) {
      return;
    }
    awaited = next;
    switch (next) {
      case NOTHING -> timer.clear();
      case NEXT_MESSAGE -> timer.set(limits.idleTimeout());
      case REST_OF_MESSAGE -> timer.set(limits.bodyTimeout());
      case TAKE_ANSWER -> timer.set(limits.writeTimeout());
      case CLOSE -> timer.set(LINGER);
    }
  }

  /** Closes after the answers have been written. Until then the write timeout counts. */
  private void close() {
    state = State.CLOSED;
    await(Awaited.TAKE_ANSWER, true);
    // Vert.x may close before all is written, and only if nobody handles the shutdown.
    socket
        .write(Buffer.buffer())
        .onComplete(
            written -> {
              socket.shutdownHandler(null);
              socket.close();
            });
  }

  /** Closes at once: this client does not take its answers. */
  private void cut() {
    state = State.CLOSED;
    socket.channelHandlerContext().close();
  }

  /** A client that has closed its side (as {@code nc -N} does) still reads its answers. */
  private void closeWhenClientEnds() {
    var vertxHandler = socket.channelHandlerContext();
    vertxHandler.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    vertxHandler
        .pipeline()
        .addBefore(
            vertxHandler.name(),
            "end of input",
            new ChannelInboundHandlerAdapter() {
              @Override
              public void userEventTriggered(ChannelHandlerContext context, Object event) {
                if (event instanceof ChannelInputShutdownEvent) {
                  leave(State.ENDED);
                }
                context.fireUserEventTriggered(event);
              }
            });
  }
}
