package lido.server;

import java.util.Map;

/**
 * Ends a request with an error status and {@code application/problem+json}. The client sees the
 * detail: it should say what is wrong with the request, and nothing about the inside.
 */
public final class HttpException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final transient Map<String, String> headers;

  /** Takes a status from 400 to 599 and the text for the client. */
  public HttpException(int status, String detail) {
    this(status, detail, Map.of());
  }

  /** Takes headers for the response too, such as {@code Retry-After}. */
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

  /** Returns the text for the client. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** Returns the headers for the response. */
  public Map<String, String> headers() {
    return headers;
  }
}
