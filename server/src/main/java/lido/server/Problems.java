package lido.server;

import java.util.Map;
import lido.pool.AcquireTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a failure into a response: {@code application/problem+json} (RFC 9457), which shows nothing
 * of the inside. The log gets what the client may not see.
 */
final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  /** One second: a full pool or worker has room again after a few requests. */
  private static final Map<String, String> RETRY_SOON = Map.of("Retry-After", "1");

  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(402, "Payment Required"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(406, "Not Acceptable"),
          Map.entry(408, "Request Timeout"),
          Map.entry(409, "Conflict"),
          Map.entry(410, "Gone"),
          Map.entry(412, "Precondition Failed"),
          Map.entry(413, "Content Too Large"),
          Map.entry(414, "URI Too Long"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(416, "Range Not Satisfiable"),
          Map.entry(417, "Expectation Failed"),
          Map.entry(422, "Unprocessable Content"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));

  private Problems() {}

  /** The body of an error. */
  record Problem(String type, String title, int status, String detail, String requestId) {}

  /** The worker has as many coroutines as it may have, or is stopping. */
  static HttpException workerIsFull() {
    return new HttpException(503, "the server is busy", RETRY_SOON);
  }

  static HttpException bodyTooLarge(long max) {
    return new HttpException(413, "the body is larger than %s bytes".formatted(max));
  }

  static Response response(HttpException error, String requestId) {
    int status = error.status();
    var title = TITLES.getOrDefault(status, status < 500 ? "Client Error" : "Server Error");
    var response =
        Response.problem(
            status, new Problem("about:blank", title, status, error.detail(), requestId));
    for (var header : error.headers().entrySet()) {
      response = response.header(header.getKey(), header.getValue());
    }
    return response;
  }

  /** Returns the response to an exception of a request. Logs it if a person should see it. */
  static Response response(Throwable thrown, String requestName, String requestId) {
    if (thrown instanceof HttpException error) {
      return response(error, requestId);
    }
    var exhausted = find(AcquireTimeoutException.class, thrown);
    if (exhausted != null) {
      LOG.warn("{} was answered 503: {}", requestName, exhausted.getMessage());
      return response(
          new HttpException(503, "no database connection is free now", RETRY_SOON), requestId);
    }
    if (find(ClientGoneException.class, thrown) != null) {
      LOG.debug("{} ended early: the client has gone", requestName);
      return response(new HttpException(500, "the client has gone"), requestId);
    }
    LOG.error("{} failed", requestName, thrown);
    return response(new HttpException(500, "the request failed; the log says why"), requestId);
  }

  /**
   * Looks through the causes, for libraries wrap exceptions. Stops at 20, for a chain may have no
   * end.
   */
  private static <T> @Nullable T find(Class<T> type, Throwable thrown) {
    @Nullable Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }
}
