package lido.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.InputStream;

/**
 * A body on its way to the coroutine that reads it: asks the client for a piece when one has been
 * read, counts, and gives the client its time. Used on the event loop.
 */
final class HttpBodyStreamed implements HttpBody {

  /** The body may take any time, but each so many bytes must come within body-timeout. */
  private static final int STEP = 64 << 10;

  private final HttpServerRequest http;
  private final HttpPeer peer;
  private final Limits limits;
  private final long max;
  private final RequestStream reader;

  private long received;

  /** Bytes that have come since the client's time was set. */
  private int inStep;

  /** Pieces that the client may send; none while the coroutine does not read. */
  private int asked = RequestStream.PIECES;

  private boolean ended;

  HttpBodyStreamed(
      HttpServerRequest http, HttpPeer peer, Limits limits, long max, EventLoop eventLoop) {
    this.http = http;
    this.peer = peer;
    this.limits = limits;
    this.max = max;
    this.reader = new RequestStream(() -> eventLoop.run(this::askForMore));
  }

  /** Returns the end that the coroutine reads. */
  InputStream reader() {
    return reader;
  }

  /** Asks for the first pieces. */
  void start() {
    http.pause();
    http.fetch(asked);
  }

  @Override
  public void take(Buffer piece) {
    if (http.response().ended()) {
      return;
    }
    received += piece.length();
    inStep += piece.length();
    asked--;
    if (received > max) {
      reader.fail(Problems.bodyTooLarge(max));
      return;
    }
    if (asked == 0) {
      peer.expectNothing();
    } else if (inStep >= STEP) {
      inStep = 0;
      peer.expect(limits.bodyTimeout());
    }
    reader.add(piece);
  }

  @Override
  public void end() {
    ended = true;
    reader.end();
  }

  @Override
  public boolean fail(Exception why) {
    reader.fail(why);
    return true;
  }

  @Override
  public boolean isBeingRead() {
    return !ended;
  }

  @Override
  public void discard() {
    if (!ended) {
      http.resume();
    }
  }

  private void askForMore() {
    if (ended || http.response().ended() || http.response().closed()) {
      return;
    }
    if (asked++ == 0) {
      inStep = 0;
      peer.expect(limits.bodyTimeout());
    }
    http.fetch(1);
  }
}
