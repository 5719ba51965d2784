package lido.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its response. Lives on the event loop of its connection; only {@link
 * RequestRunner#dispatch} leaves it, and its answer comes back to it.
 */
final class HttpExchange {

  /** How long a refused client may go on sending, so that it reads our answer and not a reset. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");

  private static final byte[] NO_BODY = {};

  private final HttpListener listener;
  private final RequestRunner master;
  private final Limits limits;
  private final HttpPeer client;
  private final HttpServerRequest http;
  private final HttpServerResponse response;
  private final Context loop;
  private final String id;

  /** What has come of the body, if the route takes it whole; null before and if it has none. */
  private @Nullable Buffer body;

  /** How much of the body may come: of the server, or of the route if that streams it. */
  private long maxBody;

  /** Where the body goes while it comes, if the route streams it. */
  private @Nullable HttpBody streamedBody;

  private boolean received;

  /** A response has been begun, or cannot be any more. */
  private boolean answered;

  /** What the coroutine streams; null before and if it does not. Written on the loop. */
  private volatile @Nullable ResponseStream stream;

  /** Parts of the stream that the client has not taken. */
  private int untaken;

  /** Whether the response ends the connection. */
  private boolean last;

  /** The response has been written whole. */
  private boolean written;

  HttpExchange(HttpListener listener, HttpPeer client, HttpServerRequest http) {
    this.listener = listener;
    this.master = listener.master();
    this.limits = listener.limits();
    this.client = client;
    this.http = http;
    this.response = http.response();
    this.loop = listener.loop();
    this.id = master.requestId(http.getHeader(REQUEST_ID));
    this.maxBody = limits.body();
  }

  void onLoop(Runnable step) {
    try {
      loop.runOnContext(nothing -> step.run());
    } catch (RejectedExecutionException e) {
      // The server has stopped at its deadline, and with it the loop and all its connections.
      var streaming = stream;
      if (streaming != null) {
        streaming.gone();
      }
    }
  }

  /** The headers have come. */
  void begin() {
    client.begin(this);
    client.expect(limits.bodyTimeout());
    response.closeHandler(closed -> gone());
    try {
      HttpHead.check(http, limits);
      var target = HttpHead.target(http);
      var found = master.match(http.method().name(), target);
      if (found != null) {
        maxBody = found.route().streamsBody() ? found.route().maxStream() : limits.body();
      }
      if (HttpHead.isLongerThan(http, maxBody)) {
        throw Problems.bodyTooLarge(maxBody);
      }
      if (found == null) {
        receiveNothing();
        write(master.answerWithoutRoute(http.method().name(), target, id), false);
      } else if (found.route().streamsBody()) {
        receiveStreamed(target, found);
      } else {
        receive(target, found);
      }
    } catch (HttpException e) {
      receiveNothing();
      refuse(e);
    }
  }

  /** The parser could not read the head, so nothing that follows can be trusted. */
  void refuseInvalid(@Nullable Throwable cause) {
    client.begin(this);
    received = true;
    refuse(HttpHead.unreadable(cause, limits));
  }

  /** Returns false if it is not the body that is late. */
  boolean refuseSlowBody() {
    if (received || answered) {
      return false;
    }
    var limit = limits.bodyTimeout().toMillis();
    var late = new HttpException(408, "the body took longer than %dms".formatted(limit));
    if (streamedBody == null) {
      refuse(late);
    } else {
      streamedBody.fail(late);
    }
    return true;
  }

  /** The request has come whole, and its response has gone. */
  boolean isOver() {
    return received && written;
  }

  /** A stream has begun that has not come to its end. */
  boolean isHalfWritten() {
    return response.headWritten() && !response.ended();
  }

  private void receive(Target target, RoutingTable.Found found) {
    http.exceptionHandler(gone -> gone());
    http.handler(this::append);
    http.endHandler(
        end -> {
          if (!endOfAnswered()) {
            client.expectNothing();
            dispatch(raw(target, null), found);
          }
        });
    inviteBody();
  }

  private void append(Buffer chunk) {
    if (answered) {
      return;
    }
    var before = body == null ? Buffer.buffer() : body;
    if (before.length() + chunk.length() > maxBody) {
      refuse(Problems.bodyTooLarge(maxBody));
    } else {
      body = before.appendBuffer(chunk);
    }
  }

  /** The coroutine begins at once, and asks for each piece. */
  private void receiveStreamed(Target target, RoutingTable.Found found) {
    var streaming = new HttpBody(http, client, limits, maxBody, this::onLoop);
    streamedBody = streaming;
    http.exceptionHandler(gone -> gone());
    http.handler(streaming::take);
    http.endHandler(
        end -> {
          if (!endOfAnswered()) {
            client.expectNothing();
          }
          streaming.end();
        });
    streaming.start();
    inviteBody();
    dispatch(raw(target, streaming.reader()), found);
  }

  private void inviteBody() {
    if (http.getHeader(HttpHeaders.EXPECT) != null) {
      response.writeContinue();
    }
  }

  /** Reads on, so that the client can finish and see the answer, and keeps nothing. */
  private void receiveNothing() {
    http.exceptionHandler(gone -> gone());
    http.handler(chunk -> {});
    http.endHandler(end -> endOfAnswered());
  }

  /** The request has come whole; returns whether that is only the rest of an answered one. */
  private boolean endOfAnswered() {
    received = true;
    if (response.ended() && last) {
      client.close();
    } else if (response.ended() && client.isCurrent(this)) {
      client.expect(limits.idleTimeout());
    }
    return answered;
  }

  /** The client has left, or its stream has ended as it should. */
  private void gone() {
    answered = true;
    client.closed();
    if (stream != null) {
      stream.gone();
    }
    if (streamedBody != null) {
      streamedBody.fail(new ClientGoneException());
    }
  }

  private RawRequest raw(Target target, @Nullable InputStream stream) {
    return new RawRequest(
        id,
        http.method().name(),
        target,
        new HeaderView(http.headers()),
        body == null ? NO_BODY : body.getBytes(),
        stream,
        client.address(),
        Optional.empty());
  }

  private void dispatch(RawRequest raw, RoutingTable.Found found) {
    master.dispatch(raw, found, new Answer(raw));
  }

  /** What the coroutine calls. */
  private final class Answer implements Reply {

    private final RawRequest raw;

    private Answer(RawRequest raw) {
      this.raw = raw;
    }

    @Override
    public void send(RawResponse outgoing) {
      var compressed = compress(outgoing);
      onLoop(() -> writeOrCut(compressed));
    }

    @Override
    public void stream(RawResponse outgoing) throws Exception {
      var compressed = compress(outgoing);
      var body = Objects.requireNonNull(compressed.stream());
      if (raw.method().equals("HEAD") || compressed.isBodyless()) {
        onLoop(() -> write(compressed, false));
        return;
      }
      var out =
          new ResponseStream(
              body.length(), (part, last) -> onLoop(() -> writePart(compressed, part, last)));
      onLoop(() -> streaming(out));
      body.writer().writeTo(out);
      out.finish();
    }

    private RawResponse compress(RawResponse outgoing) {
      return listener
          .compression()
          .apply(outgoing, raw.headers().getOrDefault("accept-encoding", List.of()));
    }
  }

  private void refuse(HttpException why) {
    write(master.render(Problems.response(why, id), id), true);
  }

  private void streaming(ResponseStream out) {
    stream = out;
    if (answered) {
      out.gone();
    }
  }

  /** What comes after the first part of a stream is the reason why it has failed. */
  private void writeOrCut(RawResponse outgoing) {
    if (isHalfWritten()) {
      answered = true;
      client.cut();
    } else {
      write(outgoing, false);
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

  private void writePart(RawResponse outgoing, Buffer part, boolean end) {
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
        response.putHeader("content-length", String.valueOf(length));
      } else if (!close) {
        response.setChunked(true);
      }
    }
    if (end) {
      client.expect(limits.writeTimeout());
      end(response.end(part));
      return;
    }
    response.write(part);
    untaken++;
    if (response.writeQueueFull()) {
      client.expect(limits.writeTimeout());
      response.drainHandler(drained -> takenAll(out));
    } else {
      takenAll(out);
    }
  }

  private void takenAll(ResponseStream out) {
    if (!response.ended()) {
      client.expectNothing();
    }
    for (; untaken > 0; untaken--) {
      out.taken();
    }
  }

  private void writeHead(RawResponse outgoing, boolean close) {
    answered = true;
    client.expect(limits.writeTimeout());
    last = close || listener.isLeaving() || (streamedBody != null && !received);
    if (outgoing.status() != 200) {
      response.setStatusCode(outgoing.status());
    }
    outgoing
        .headers()
        .forEach(header -> response.headers().add(header.getKey(), header.getValue()));
    response.putHeader(HttpHeaders.DATE, listener.date());
    if (last) {
      client.end();
      if (http.version() != HttpVersion.HTTP_2) {
        response.putHeader("connection", "close");
      }
    }
  }

  private void end(Future<Void> ending) {
    if (streamedBody != null) {
      streamedBody.discard();
    }
    ending.onComplete(done -> written());
  }

  private void written() {
    written = true;
    if (!client.isCurrent(this)) {
      return;
    }
    if (!last) {
      client.expect(received ? limits.idleTimeout() : limits.bodyTimeout());
    } else if (received) {
      client.close();
    } else {
      client.expect(LINGER);
    }
  }
}
