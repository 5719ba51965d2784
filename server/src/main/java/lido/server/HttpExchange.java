package lido.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its response: checks the head, finds the route, and hands the request to a
 * worker. Lives on the event loop of its connection; the worker answers through {@link HttpReply}.
 */
final class HttpExchange implements HttpPeer.Exchange, HttpResponseWriter.Exchange {

  /** How long a refused client may go on sending, so that it reads our answer and not a reset. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");

  private static final byte[] NO_BYTES = {};

  private final HttpContext context;
  private final RequestStages stages;
  private final Limits limits;
  private final HttpPeer peer;
  private final HttpServerRequest http;
  private final EventLoop loop;
  private final String id;
  private final HttpResponseWriter response;

  /** Chosen when the route is known. */
  private HttpBody body = HttpBody.UNWANTED;

  /** The request has come whole. Becomes true once. */
  private boolean received;

  /** The response has been written whole. Becomes true once. */
  private boolean written;

  HttpExchange(HttpContext context, HttpPeer peer, HttpServerRequest http, EventLoop loop) {
    this.context = context;
    this.stages = context.stages();
    this.limits = context.limits();
    this.peer = peer;
    this.http = http;
    this.loop = loop;
    this.id = stages.ids().of(http.getHeader(REQUEST_ID));
    this.response = new HttpResponseWriter(context, peer, http, this);
  }

  /** The headers have come. */
  void begin() {
    peer.begin(this);
    peer.expect(limits.bodyTimeout());
    http.response().closeHandler(closed -> gone());
    try {
      HttpHead.check(http, limits);
      var target = HttpHead.target(http);
      var routes = stages.routes();
      var found = routes.match(http.method().name(), target.segments());
      long max = found != null && streamsBody(found) ? found.route().maxStream() : limits.body();
      if (HttpHead.isLongerThan(http, max)) {
        throw Problems.bodyTooLarge(max);
      }
      if (found == null) {
        receive(HttpBody.UNWANTED);
        response.write(stages.renderer().withoutRoute(routes, http.method().name(), target, id));
      } else if (streamsBody(found)) {
        receiveStreamed(target, found, max);
      } else {
        receive(new HttpBodyWhole(max, bytes -> dispatch(target, found, bytes, null)));
        inviteBody();
      }
    } catch (HttpException e) {
      receive(HttpBody.UNWANTED);
      refuse(e);
    }
  }

  /** The parser could not read the head, so nothing that follows can be trusted. */
  void refuseInvalid(@Nullable Throwable cause) {
    peer.begin(this);
    received = true;
    refuse(HttpHead.unreadable(cause, limits));
  }

  private static boolean streamsBody(RoutingTable.Found found) {
    return found.route().streamsBody();
  }

  private void receive(HttpBody body) {
    this.body = body;
    http.exceptionHandler(gone -> gone());
    http.handler(this::take);
    http.endHandler(end -> received());
  }

  /** The coroutine begins at once, and asks for each piece. */
  private void receiveStreamed(Target target, RoutingTable.Found found, long max) {
    var streamed = new HttpBodyStreamed(http, peer, limits, max, loop);
    receive(streamed);
    streamed.start();
    inviteBody();
    dispatch(target, found, NO_BYTES, streamed.reader());
  }

  private void inviteBody() {
    if (http.getHeader(HttpHeaders.EXPECT) != null) {
      http.response().writeContinue();
    }
  }

  private void dispatch(
      Target target, RoutingTable.Found found, byte[] bytes, @Nullable InputStream stream) {
    var raw =
        new RawRequest(
            id,
            http.method().name(),
            target,
            new HeaderView(http.headers()),
            bytes,
            stream,
            peer.address(),
            Optional.empty());
    stages.runner().dispatch(raw, found, new HttpReply(raw, context.compression(), loop, response));
  }

  private void take(Buffer piece) {
    try {
      body.take(piece);
    } catch (HttpException e) {
      refuse(e);
    }
  }

  private void refuse(HttpException why) {
    response.writeLast(stages.renderer().problem(why, id));
  }

  /** The request has come whole. */
  private void received() {
    received = true;
    if (!response.isAnswered()) {
      peer.expectNothing();
    } else if (response.hasEnded() && response.isLast()) {
      peer.close();
    } else if (response.hasEnded() && peer.isCurrent(this)) {
      peer.expect(limits.idleTimeout());
    }
    body.end();
  }

  /** The client has left, or its stream has ended as it should. */
  private void gone() {
    response.gone();
    peer.closed();
    body.fail(new ClientGoneException());
  }

  @Override
  public void onLoop(Runnable step) {
    loop.run(step);
  }

  @Override
  public boolean refuseSlowBody() {
    if (received || response.isAnswered()) {
      return false;
    }
    var limit = limits.bodyTimeout().toMillis();
    var late = new HttpException(408, "the body took longer than %sms".formatted(limit));
    if (!body.fail(late)) {
      refuse(late);
    }
    return true;
  }

  @Override
  public boolean isHalfWritten() {
    return response.isHalfWritten();
  }

  @Override
  public boolean isOver() {
    return received && written;
  }

  /** The rest of a body that a coroutine has not read hides where the next request begins. */
  @Override
  public boolean isLast() {
    return body.isBeingRead();
  }

  @Override
  public void ended() {
    body.discard();
  }

  @Override
  public void written() {
    written = true;
    if (!peer.isCurrent(this)) {
      return;
    }
    if (!response.isLast()) {
      peer.expect(received ? limits.idleTimeout() : limits.bodyTimeout());
    } else if (received) {
      peer.close();
    } else {
      peer.expect(LINGER);
    }
  }
}
