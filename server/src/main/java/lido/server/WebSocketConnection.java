package lido.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: a conversation in messages, each of any number of frames, and the messages that
 * handlers push. Lives on its event loop. Only the methods of {@link PushChannel} are for all
 * threads.
 */
final class WebSocketConnection implements Conversation.Connection, PushChannel {

  // RFC 6455, 7.4.1
  private static final short NORMAL = 1000;
  private static final short GOING_AWAY = 1001;
  private static final short POLICY_VIOLATION = 1008;
  private static final short TOO_LARGE = 1009;

  /** While a client has so many bytes of answers to take, nothing is read from it. */
  private static final int BEHIND = 1 << 16;

  private final ServerWebSocket socket;
  private final EventLoop loop;
  private final Json json;
  private final Limits limits;
  private final Conversation conversation;
  private final Messages.Sender sender;
  private final StepTimer timer = new StepTimer();

  /** The cost of the messages that were pushed and are not yet written, in bytes. */
  private final AtomicLong unsent = new AtomicLong();

  /** The frames of a message so far; null between messages. */
  private @Nullable Buffer begun;

  /**
   * The cost of the answers that the system has not taken, because the client does not take them.
   */
  private long unwritten;

  /** Whether the client has made a step since a timeout was set. */
  private boolean hasProgressed;

  private Awaited awaited = Awaited.NOTHING;
  private boolean draining;

  /** Becomes false once, on the event loop. */
  private volatile boolean open = true;

  /** The next step of the client, and so the timeout that counts. */
  private enum Awaited {
    NOTHING,

    /** Any frame. After half of the time the client is asked for a pong. */
    FRAME,
    PONG,
    REST_OF_MESSAGE,
    TAKE_ANSWER
  }

  WebSocketConnection(
      ServerWebSocket socket,
      String from,
      EventLoop loop,
      Json json,
      Limits limits,
      Messages messages,
      Map<String, List<String>> headers) {
    this.socket = socket;
    this.loop = loop;
    this.json = json;
    this.limits = limits;
    this.conversation = new Conversation(messages, loop, this, limits.pipeline());
    this.sender = new Messages.Sender(from, headers, Optional.of(this));
  }

  /** Calls {@code gone} when the connection is closed. */
  void open(Runnable gone) {
    socket.exceptionHandler(this::failed);
    socket.drainHandler(drained -> proceed());
    socket.frameHandler(this::received);
    socket.shutdownHandler(
        timeout -> {
          draining = true;
          proceed();
        });
    socket.closeHandler(
        closed -> {
          open = false;
          gone.run();
        });
    await(Awaited.FRAME);
  }

  @Override
  public Messages.Sender sender() {
    return sender;
  }

  @Override
  public void write(OutgoingMessage answer) {
    if (open) {
      send(answer);
    }
  }

  @Override
  public void proceed() {
    if (!open || socket.isClosed()) {
      return;
    }
    if (draining && conversation.isEmpty()) {
      close(GOING_AWAY, "the server stops");
      return;
    }
    read(!conversation.isFull() && unwritten < BEHIND && !socket.writeQueueFull());
    var next = awaitedNow();
    if (next != awaited || hasProgressed) {
      await(next);
    }
    hasProgressed = false;
  }

  /** Tells a client how it has broken the protocol. Vert.x would close without a reason. */
  private void failed(Throwable failure) {
    if (failure instanceof CorruptedWebSocketFrameException corrupt) {
      close((short) corrupt.closeStatus().code(), corrupt.closeStatus().reasonText());
    }
  }

  /** Called by the sweep, on any thread. */
  void expire() {
    if (timer.hasPassed()) {
      loop.run(this::expireOnLoop);
    }
  }

  @Override
  public boolean push(@Nullable Object value) {
    var bytes = json.write(value);
    int cost = bytes.length + Limits.PENDING_MESSAGE;
    if (cost > limits.pushBuffer()) {
      throw new IllegalArgumentException(
          "a message of %s + %s bytes is larger than server.limits.push-buffer, which is %s"
              .formatted(bytes.length, Limits.PENDING_MESSAGE, limits.pushBuffer()));
    }
    if (!open) {
      return false;
    }
    if (unsent.addAndGet(cost) > limits.pushBuffer()) {
      var why = "too slow: more than %s bytes wait".formatted(limits.pushBuffer());
      loop.run(() -> close(POLICY_VIOLATION, why));
      return false;
    }
    try {
      socket
          .writeFinalTextFrame(new String(bytes, StandardCharsets.UTF_8))
          .onComplete(done -> unsent.addAndGet(-cost));
      return true;
    } catch (RejectedExecutionException e) {
      // The event loop has ended, and the connection with it.
      return false;
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    loop.run(() -> close(NORMAL, ""));
  }

  /** Starts or stops reading. Vert.x's own pause lets pings through, and answers each of them. */
  private void read(boolean on) {
    if (on) {
      socket.resume();
    } else {
      socket.pause();
    }
    channel().channel().config().setAutoRead(on);
  }

  private ChannelHandlerContext channel() {
    return ((WebSocketInternal) socket).channelHandlerContext();
  }

  private void received(WebSocketFrame frame) {
    if (!open) {
      // It is closing. A client that does not even take the close gets no more pongs.
      if (!channel().channel().isWritable()) {
        channel().channel().config().setAutoRead(false);
      }
      return;
    }
    if (frame.isText() || frame.isBinary() || frame.isContinuation()) {
      gather(frame);
    }
    // All frames of a message have one time together.
    hasProgressed = begun == null;
    proceed();
  }

  private void gather(WebSocketFrame frame) {
    if (draining) {
      return;
    }
    int size = frame.binaryData().length() + (begun == null ? 0 : begun.length());
    if (size > limits.body()) {
      refuse(TOO_LARGE, Messages.tooLarge(limits.body()));
      return;
    }
    begun = (begun == null ? Buffer.buffer() : begun).appendBuffer(frame.binaryData());
    if (frame.isFinal()) {
      var message = begun.getBytes();
      begun = null;
      conversation.receive(message);
    }
  }

  private void expireOnLoop() {
    if (!timer.hasPassed()) {
      return;
    }
    switch (awaited) {
      case FRAME -> {
        socket.writePing(Buffer.buffer());
        await(Awaited.PONG);
      }
      case REST_OF_MESSAGE -> {
        var limit = limits.bodyTimeout().toMillis();
        refuse(
            POLICY_VIOLATION,
            new HttpException(408, "the message took longer than %sms".formatted(limit)));
      }
      case PONG, TAKE_ANSWER -> cut();
      case NOTHING -> {}
    }
  }

  /** Answers before all requests that still run: no client will read their answers. */
  private void refuse(short code, HttpException why) {
    send(conversation.refusal(why));
    close(code, why.detail());
  }

  private void send(OutgoingMessage answer) {
    var bytes = answer.bytes();
    unwritten += answer.cost();
    var writing =
        answer.isText()
            ? socket.writeFinalTextFrame(new String(bytes, StandardCharsets.UTF_8))
            : socket.writeFinalBinaryFrame(Buffer.buffer(bytes));
    writing.onComplete(
        written -> {
          unwritten -= answer.cost();
          hasProgressed = true;
          proceed();
        });
  }

  private Awaited awaitedNow() {
    if (unwritten > 0 || socket.writeQueueFull()) {
      return Awaited.TAKE_ANSWER;
    }
    if (conversation.isFull()) {
      return Awaited.NOTHING;
    }
    if (begun != null) {
      return Awaited.REST_OF_MESSAGE;
    }
    return awaited == Awaited.PONG && !hasProgressed ? Awaited.PONG : Awaited.FRAME;
  }

  private void await(Awaited next) {
    awaited = next;
    switch (next) {
      case NOTHING -> timer.clear();
      case FRAME, PONG -> timer.set(limits.idleTimeout().dividedBy(2));
      case REST_OF_MESSAGE -> timer.set(limits.bodyTimeout());
      case TAKE_ANSWER -> timer.set(limits.writeTimeout());
    }
  }

  /** Closes after the answers have been written. Until then the write timeout counts. */
  private void close(short code, String reason) {
    if (open) {
      open = false;
      await(Awaited.TAKE_ANSWER);
      if (!socket.isClosed()) {
        // Vert.x only closes if nobody handles the shutdown.
        socket.shutdownHandler(null);
        socket.close(code, reason);
      }
    }
  }

  /** Closes at once: this client does not take its answers. */
  private void cut() {
    open = false;
    channel().close();
  }
}
