package lido.server;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the response of one exchange: whole, or part by part as a coroutine streams it. Lives on
 * the event loop of the connection.
 */
final class HttpResponseWriter {

  /** The exchange as its response needs it. */
  interface Exchange {

    /** Returns whether the connection must end with the response. */
    boolean isLast();

    /** The response has been handed over whole. */
    void ended();

    /** The response has been written whole. */
    void written();
  }

  private final HttpContext context;
  private final HttpPeer peer;
  private final HttpServerRequest http;
  private final HttpServerResponse response;
  private final Exchange exchange;

  /** A response has begun, or none can begin any more. Becomes true once. */
  private boolean answered;

  /** The response ends the connection. Known when its head is written. */
  private boolean last;

  /** The stream of the coroutine; null before, and if it streams nothing. */
  private @Nullable ResponseStream stream;

  /** Parts of the stream that the client has not taken. */
  private int untaken;

  HttpResponseWriter(
      HttpContext context, HttpPeer peer, HttpServerRequest http, Exchange exchange) {
    this.context = context;
    this.peer = peer;
    this.http = http;
    this.response = http.response();
    this.exchange = exchange;
  }

  /** Returns whether a response has begun, or none can begin any more. */
  boolean isAnswered() {
    return answered;
  }

  /** Returns whether the response ends the connection. */
  boolean isLast() {
    return last;
  }

  /** Returns whether the response has been handed over whole. */
  boolean hasEnded() {
    return response.ended();
  }

  /** Returns whether a response has begun that has not been handed over whole. */
  boolean isHalfWritten() {
    return response.headWritten() && !response.ended();
  }

  /** Writes a response, unless one has begun. */
  void write(RawResponse outgoing) {
    write(outgoing, false);
  }

  /** Writes a response, unless one has begun, and ends the connection. */
  void writeLast(RawResponse outgoing) {
    write(outgoing, true);
  }

  /** Writes a response; after the first part of a stream, it says why the stream has failed. */
  void writeOrCut(RawResponse outgoing) {
    if (isHalfWritten()) {
      answered = true;
      peer.cut();
    } else {
      write(outgoing);
    }
  }

  /** A coroutine begins to stream. */
  void begin(ResponseStream out) {
    stream = out;
    if (answered) {
      out.gone();
    }
  }

  /** The client has left, or its stream has ended as it should. */
  void gone() {
    answered = true;
    if (stream != null) {
      stream.gone();
    }
  }

  private void write(RawResponse outgoing, boolean close) {
    if (answered || response.ended() || response.closed()) {
      return;
    }
    writeHead(outgoing, close);
    long length = outgoing.length();
    if (!outgoing.isBodyless() && length >= 0) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(length));
    }
    end(
        outgoing.isBodyless() || http.method().name().equals("HEAD")
            ? response.end()
            : response.end(Buffer.buffer(outgoing.body())));
  }

  /** Writes a part of the stream, and before the first part the head. */
  void writePart(RawResponse outgoing, Buffer part, boolean end) {
    var out = Objects.requireNonNull(stream);
    if (response.ended() || response.closed() || (answered && !response.headWritten())) {
      out.gone();
      return;
    }
    if (!response.headWritten()) {
      // Without a length the end of the connection is the end of the body.
      boolean close = http.version() == HttpVersion.HTTP_1_0;
      writeHead(outgoing, close);
      long length = end ? part.length() : outgoing.length();
      if (length >= 0) {
        response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(length));
      } else if (!close) {
        response.setChunked(true);
      }
    }
    if (end) {
      peer.expect(context.limits().writeTimeout());
      end(response.end(part));
      return;
    }
    response.write(part);
    untaken++;
    if (response.writeQueueFull()) {
      peer.expect(context.limits().writeTimeout());
      response.drainHandler(drained -> takenAll(out));
    } else {
      takenAll(out);
    }
  }

  private void takenAll(ResponseStream out) {
    if (!response.ended()) {
      peer.expectNothing();
    }
    for (; untaken > 0; untaken--) {
      out.taken();
    }
  }

  private void writeHead(RawResponse outgoing, boolean close) {
    answered = true;
    peer.expect(context.limits().writeTimeout());
    last = close || context.isLeaving() || exchange.isLast();
    if (outgoing.status() != 200) {
      response.setStatusCode(outgoing.status());
    }
    outgoing
        .headers()
        .forEach(header -> response.headers().add(header.getKey(), header.getValue()));
    response.putHeader(HttpHeaders.DATE, context.date().get());
    if (last) {
      peer.end();
      if (http.version() != HttpVersion.HTTP_2) {
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      }
    }
  }

  private void end(Future<Void> ending) {
    exchange.ended();
    ending.onComplete(done -> exchange.written());
  }
}
