package lido.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.InputStream;
import java.util.concurrent.Executor;

/**
 * A request body on its way to the coroutine that reads it: asks the client for a piece when one
 * has been read, counts, and gives the client its time. Used on the event loop.
 */
final class HttpBody {

  /** The body may take any time, but each so many bytes must come within body-timeout. */
  private static final int STEP = 64 << 10;

  private final HttpServerRequest http;
  private final HttpPeer client;
  private final Limits limits;
  private final long max;
  private final RequestBody reader;

  private long received;
  private int inStep;

  /** Pieces that the client may send; none while the coroutine does not read. */
  private int asked = RequestBody.PIECES;

  private boolean ended;

  HttpBody(HttpServerRequest http, HttpPeer client, Limits limits, long max, Executor eventLoop) {
    this.http = http;
    this.client = client;
    this.limits = limits;
    this.max = max;
    this.reader = new RequestBody(() -> eventLoop.execute(this::askForMore));
  }

  /** Returns what the coroutine reads. */
  InputStream reader() {
    return reader;
  }

  void start() {
    http.pause();
    http.fetch(asked);
  }

  void take(Buffer piece) {
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
      client.expectNothing();
    } else if (inStep >= STEP) {
      inStep = 0;
      client.expect(limits.bodyTimeout());
    }
    reader.add(piece);
  }

  /** It has come whole. */
  void end() {
    ended = true;
    reader.end();
  }

  void fail(Exception why) {
    reader.fail(why);
  }

  /** Nobody reads it any more: lets the client send the rest, so that it sees the answer. */
  void discard() {
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
      client.expect(limits.bodyTimeout());
    }
    http.fetch(1);
  }
}
