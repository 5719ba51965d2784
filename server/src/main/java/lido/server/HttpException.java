package lido.server;

import java.util.Map;

/**
 * Ends a request with an error status and {@code application/problem+json}. The detail is shown to
 * the client: say what is wrong with the request, nothing about the inside.
 */
public final class HttpException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final transient Map<String, String> headers;

  /** Takes a status from 400 to 599 and what the client is told. */
  public HttpException(int status, String detail) {
    this(status, detail, Map.of());
  }

  /** Takes also headers for the response, such as {@code Retry-After}. */
  public HttpException(int status, String detail, Map<String, String> headers) {
    super(detail);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status must be from 400 to 599, is " + status);
    }
    headers.forEach(Response::checkHeader);
    this.status = status;
    this.headers = Map.copyOf(headers);
  }

  /** Returns the status, from 400 to 599. */
  public int status() {
    return status;
  }

  /** Returns what the client is told. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** Returns the headers for the response. */
  public Map<String, String> headers() {
    return headers;
  }
}
