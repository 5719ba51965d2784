package lido.server;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its response. Lives on the event loop of its connection; only {@link
 * Master#dispatch} leaves it, and its answer comes back to it.
 */
final class Exchange {

  /** How long a refused client may go on sending, so that it reads our answer and not a reset. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final HttpListener listener;
  private final Master master;
  private final Limits limits;
  private final ClientConnection client;
  private final HttpServerRequest http;
  private final Context loop;
  private final String id;

  private final Buffer body = Buffer.buffer();

  private boolean received;
  private boolean answered;

  /** Whether the response ends the connection. */
  private boolean last;

  Exchange(HttpListener listener, ClientConnection client, HttpServerRequest http) {
    this.listener = listener;
    this.master = listener.master();
    this.limits = listener.limits();
    this.client = client;
    this.http = http;
    this.loop = listener.loop();
    this.id = master.requestId(http.getHeader("x-request-id"));
  }

  void onLoop(Runnable step) {
    loop.runOnContext(nothing -> step.run());
  }

  /** The headers have come. */
  void begin() {
    client.begin(this);
    client.expect(limits.bodyTimeout());
    try {
      checkHead();
      var target = target();
      var found = master.match(http.method().name(), target);
      if (found != null) {
        receive(target, found);
      } else {
        receiveNothing();
        write(master.answerWithoutRoute(http.method().name(), target, id), false);
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
    if (cause instanceof TooLongHttpLineException) {
      refuse(
          new HttpException(
              414, "the request line is longer than %d bytes".formatted(limits.requestLine())));
    } else if (cause instanceof TooLongHttpHeaderException) {
      refuse(
          new HttpException(
              431, "the headers are longer than %d bytes".formatted(limits.headers())));
    } else {
      refuse(new HttpException(400, "the request is not HTTP/1.1"));
    }
  }

  /** Returns false if it is not the body that is late. */
  boolean refuseSlowBody() {
    if (received || answered) {
      return false;
    }
    var limit = limits.bodyTimeout().toMillis();
    refuse(new HttpException(408, "the body took longer than %dms".formatted(limit)));
    return true;
  }

  private void checkHead() {
    if (http.version() != HttpVersion.HTTP_1_0 && http.headers().getAll("host").size() != 1) {
      throw new HttpException(400, "there must be one Host header");
    }
    var expect = http.getHeader("expect");
    if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
      throw new HttpException(417, "the only expectation known here is 100-continue");
    }
    var length = http.getHeader("content-length");
    // The parser has checked that it is a number; longer than this it is too large for a long.
    if (length != null && (length.length() > 18 || Long.parseLong(length) > limits.body())) {
      throw tooLarge();
    }
  }

  private Target target() {
    return http.uri().equals("*") && http.method().name().equals("OPTIONS")
        ? Target.ASTERISK
        : Target.parse(http.uri());
  }

  private void receive(Target target, RoutingTable.Found found) {
    http.exceptionHandler(gone -> answered = true);
    http.handler(this::append);
    http.endHandler(
        end -> {
          if (!endOfAnswered()) {
            dispatch(target, found);
          }
        });
    if (http.getHeader("expect") != null) {
      http.response().writeContinue();
    }
  }

  /** Reads on, so that the client can finish and see the answer, and keeps nothing. */
  private void receiveNothing() {
    http.exceptionHandler(gone -> answered = true);
    http.handler(chunk -> {});
    http.endHandler(end -> endOfAnswered());
  }

  /** The request has come whole; returns whether that is only the rest of an answered one. */
  private boolean endOfAnswered() {
    received = true;
    if (answered && last) {
      client.close();
    } else if (answered && client.isCurrent(this)) {
      client.expect(limits.idleTimeout());
    }
    return answered;
  }

  private void append(Buffer chunk) {
    if (answered) {
      return;
    }
    if (body.length() + chunk.length() > limits.body()) {
      refuse(tooLarge());
    } else {
      body.appendBuffer(chunk);
    }
  }

  private HttpException tooLarge() {
    return new HttpException(413, "the body is larger than %d bytes".formatted(limits.body()));
  }

  private void dispatch(Target target, RoutingTable.Found found) {
    client.expectNothing();
    var raw =
        new RawRequest(
            id,
            http.method().name(),
            target,
            headers(),
            body.getBytes(),
            String.valueOf(http.remoteAddress()));
    master.dispatch(raw, found, outgoing -> onLoop(() -> write(outgoing, false)));
  }

  private Map<String, List<String>> headers() {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    http.headers()
        .forEach(
            (name, value) -> headers.computeIfAbsent(name, absent -> new ArrayList<>()).add(value));
    return headers;
  }

  private void refuse(HttpException why) {
    write(master.render(Problems.response(why, id), id), true);
  }

  private void write(Outgoing outgoing, boolean close) {
    var response = http.response();
    if (answered || response.ended() || response.closed()) {
      return;
    }
    answered = true;
    client.expect(limits.writeTimeout());
    last = close || listener.isDraining();
    response.setStatusCode(outgoing.status());
    outgoing
        .headers()
        .forEach(header -> response.headers().add(header.getKey(), header.getValue()));
    response.putHeader("date", listener.date());
    if (last) {
      response.putHeader("connection", "close");
    }
    if (!outgoing.isBodyless()) {
      response.putHeader("content-length", String.valueOf(outgoing.body().length));
    }
    var end =
        outgoing.isBodyless() || http.method().name().equals("HEAD")
            ? response.end()
            : response.end(Buffer.buffer(outgoing.body()));
    end.onComplete(done -> written());
  }

  private void written() {
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
