package lido.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A request body that a coroutine reads while it comes. The event loop asks the client for another
 * piece when the coroutine has taken one. So at most {@link #PIECES} wait.
 *
 * <p>Read by one coroutine; the event loop adds, ends and fails.
 */
final class RequestStream extends InputStream {

  /** More than one, so that the client sends while the coroutine works; each is a few KiB. */
  static final int PIECES = 4;

  /** Asks for one more piece, on the event loop. */
  private final Runnable demand;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private final Deque<Buffer> waiting = new ArrayDeque<>(PIECES);

  @GuardedBy("lock")
  private boolean ended;

  @GuardedBy("lock")
  private @Nullable Exception failure;

  /** The piece that is being read, up to {@link #position}. Used by the coroutine alone. */
  private Buffer piece = Buffer.buffer();

  private int position;

  RequestStream(Runnable demand) {
    this.demand = demand;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    while (position == piece.length()) {
      var next = next();
      if (next == null) {
        return -1;
      }
      piece = next;
      position = 0;
    }
    int count = Math.min(length, piece.length() - position);
    piece.getBytes(position, position + count, bytes, offset);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return piece.length() - position;
  }

  void add(Buffer more) {
    lock.lock();
    try {
      if (failure == null) {
        waiting.add(more);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** From now on every read throws this; the first failure stays. */
  void fail(Exception why) {
    lock.lock();
    try {
      if (failure == null && !ended) {
        failure = why;
        waiting.clear();
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns null at the end. */
  private @Nullable Buffer next() throws IOException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !ended && failure == null) {
        changed.await();
      }
      if (failure instanceof HttpException refused) {
        throw refused;
      }
      if (failure != null) {
        throw new ClientGoneException();
      }
      var next = waiting.poll();
      if (next != null) {
        demand.run();
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the client sent its body");
    } finally {
      lock.unlock();
    }
  }
}
