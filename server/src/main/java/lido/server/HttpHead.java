package lido.server;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks the head of an HTTP request before anything is done with it. Above all, no proxy on the
 * way may have seen another end of the request than we do.
 */
final class HttpHead {

  private HttpHead() {}

  /**
   * Checks all but the body's length.
   *
   * @throws HttpException with the status it deserves
   */
  static void check(HttpServerRequest http, Limits limits) {
    if (http.version() == HttpVersion.HTTP_2) {
      if (http.uri() == null || http.authority() == null) {
        throw new HttpException(400, "there must be a path and an authority");
      }
      if (http.uri().length() > limits.requestLine()) {
        throw new HttpException(
            414, "the path is longer than %s bytes".formatted(limits.requestLine()));
      }
    } else {
      checkFraming(http);
    }
    var expect = http.getHeader(HttpHeaders.EXPECT);
    if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
      throw new HttpException(417, "the only expectation known here is 100-continue");
    }
    var coding = http.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      throw new HttpException(
          415,
          "a body in another content coding than identity is not read",
          Map.of("Accept-Encoding", "identity"));
    }
  }

  /** Returns the answer to a head that the parser could not read. */
  static HttpException unreadable(@Nullable Throwable cause, Limits limits) {
    if (cause instanceof TooLongHttpLineException) {
      return new HttpException(
          414, "the request line is longer than %s bytes".formatted(limits.requestLine()));
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return new HttpException(
          431, "the headers are longer than %s bytes".formatted(limits.headers()));
    }
    return new HttpException(400, "the request is not HTTP/1.1");
  }

  /** Returns whether the head gives a length that is more than this. */
  static boolean isLongerThan(HttpServerRequest http, long max) {
    var length = http.getHeader(HttpHeaders.CONTENT_LENGTH);
    // The parser has checked that it is a number. One of more than 18 digits may be too large for a
    // long.
    return length != null && (length.length() > 18 || Long.parseLong(length) > max);
  }

  static Target target(HttpServerRequest http) {
    return http.uri().equals("*") && http.method().name().equals("OPTIONS")
        ? Target.ASTERISK
        : Target.parse(http.uri());
  }

  private static void checkFraming(HttpServerRequest http) {
    if (http.version() != HttpVersion.HTTP_1_0
        && http.headers().getAll(HttpHeaders.HOST).size() != 1) {
      throw new HttpException(400, "there must be one Host header");
    }
    var codings = http.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
    if (codings.isEmpty()) {
      return;
    }
    if (http.version() == HttpVersion.HTTP_1_0) {
      throw new HttpException(400, "HTTP/1.0 has no Transfer-Encoding");
    }
    if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
      throw new HttpException(501, "the only transfer coding known here is chunked");
    }
    if (http.getHeader("content-length") != null) {
      throw new HttpException(400, "there must not be both Content-Length and Transfer-Encoding");
    }
  }
}
