package lido.server;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A body that is gathered before its request goes to a worker. Used on the event loop. */
final class HttpBodyWhole implements HttpBody {

  private static final byte[] EMPTY = {};

  private final long max;
  private final Consumer<byte[]> whenWhole;

  /** The pieces that have come; null before the first. */
  private @Nullable Buffer gathered;

  /** The request has been refused: nothing that still comes is kept. Becomes true once. */
  private boolean failed;

  HttpBodyWhole(long max, Consumer<byte[]> whenWhole) {
    this.max = max;
    this.whenWhole = whenWhole;
  }

  @Override
  public void take(Buffer piece) {
    if (failed) {
      return;
    }
    var before = gathered == null ? Buffer.buffer() : gathered;
    if (before.length() + piece.length() > max) {
      fail();
      throw Problems.bodyTooLarge(max);
    }
    gathered = before.appendBuffer(piece);
  }

  @Override
  public void end() {
    if (!failed) {
      whenWhole.accept(gathered == null ? EMPTY : gathered.getBytes());
    }
  }

  @Override
  public boolean fail(Exception why) {
    fail();
    return false;
  }

  private void fail() {
    failed = true;
    gathered = null;
  }

  @Override
  public boolean isBeingRead() {
    return false;
  }

  @Override
  public void discard() {}
}
