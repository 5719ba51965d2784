package lido.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one connection. Their answers go out in the order of the messages. Lives on the
 * event loop of the connection; workers answer from other threads.
 */
final class Conversation {

  private final Messages messages;
  private final EventLoop loop;
  private final Connection connection;
  private final int most;
  private final Deque<Pending> pending = new ArrayDeque<>();

  /** The connection as the conversation needs it; called on its event loop. */
  interface Connection {

    Messages.Sender sender();

    /** Writes an answer, unless the connection is closed. */
    void write(OutgoingMessage answer);

    /**
     * An answer has come, and was written if it was its turn. There may be room for more messages.
     */
    void proceed();
  }

  /** The place of an answer in the order. */
  private static final class Pending {

    private @Nullable OutgoingMessage answer;
  }

  /** Takes the number of messages that may wait for their answers. */
  Conversation(Messages messages, EventLoop loop, Connection connection, int most) {
    this.messages = messages;
    this.loop = loop;
    this.connection = connection;
    this.most = most;
  }

  /** Returns whether no more messages may come before an answer has gone. */
  boolean isFull() {
    return pending.size() >= most;
  }

  /** Returns whether every message has been answered. */
  boolean isEmpty() {
    return pending.isEmpty();
  }

  void receive(byte[] message) {
    var place = new Pending();
    pending.add(place);
    var onArrival = new OnArrival(place);
    messages.answer(message, connection.sender(), onArrival::answered);
    onArrival.isOver = true;
    flush();
  }

  /** Returns the answer to bytes that are no message. */
  OutgoingMessage refusal(HttpException why) {
    return messages.refusal(why);
  }

  /** Answers bytes that are no message, in their turn. */
  void refuse(HttpException why) {
    var place = new Pending();
    place.answer = refusal(why);
    pending.add(place);
    flush();
  }

  /**
   * Takes the answer to one message. An answer that comes while its message is still being received
   * is written by {@link #receive} itself, without a turn of the event loop.
   */
  private final class OnArrival {

    private final Pending place;
    private final Thread thread = Thread.currentThread();

    /** Written and read by {@link #thread} alone. */
    private boolean isOver;

    private OnArrival(Pending place) {
      this.place = place;
    }

    private void answered(OutgoingMessage answer) {
      if (Thread.currentThread() == thread && !isOver) {
        place.answer = answer;
        return;
      }
      loop.run(
          () -> {
            place.answer = answer;
            flush();
            connection.proceed();
          });
    }
  }

  private void flush() {
    for (var first = pending.peek(); first != null; first = pending.peek()) {
      if (first.answer == null) {
        return;
      }
      pending.remove();
      connection.write(first.answer);
    }
  }
}
