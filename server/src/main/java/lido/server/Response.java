package lido.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An answer: a status, headers, and a body that is JSON, text, bytes, streamed or absent.
 * Immutable.
 *
 * <p>The worker writes JSON and streams, after the last middleware and before the request scope
 * ends.
 */
public final class Response {

  private static final Set<String> OURS =
      Set.of("connection", "content-length", "keep-alive", "transfer-encoding", "upgrade");

  private final int status;
  private final List<Map.Entry<String, String>> headers;
  private final Body body;

  private Response(int status, List<Map.Entry<String, String>> headers, Body body) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status must be from 200 to 599, is " + status);
    }
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** Returns a 200 with the value as JSON. */
  public static Response json(@Nullable Object value) {
    return new Response(200, List.of(), new Body.Json("application/json", value));
  }

  /** Returns a 200 with the text, in UTF-8. */
  public static Response text(String text) {
    return bytes("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a 200 with bytes of any content type; the array is not copied. */
  public static Response bytes(String contentType, byte[] bytes) {
    checkHeader("content-type", contentType);
    return new Response(200, List.of(), new Body.Bytes(contentType, bytes));
  }

  /**
   * Returns a 200 whose body is written piece by piece while the client takes it, and never held as
   * a whole: {@code Response.stream("text/csv", out -> …)}, or {@code input::transferTo}.
   */
  public static Response stream(String contentType, BodyWriter body) {
    return stream(contentType, Body.UNKNOWN_LENGTH, body);
  }

  /** Returns a 200 as {@link #stream(String, BodyWriter)} does, of a length that is known. */
  public static Response stream(String contentType, long length, BodyWriter body) {
    checkHeader("content-type", contentType);
    return new Response(200, List.of(), new Body.Stream(contentType, length, body));
  }

  /**
   * Writes the body of a response, in the coroutine of its request and inside the request scope.
   *
   * <p>{@code write} waits for the client: it blocks while the client is behind. It throws an
   * {@link IOException} once the client has left, or has taken nothing for {@code
   * server.limits.write-timeout}. If the writer throws after the first bytes have left, the
   * connection is cut, so that the client knows that the body is not whole. Not called for HEAD.
   */
  @FunctionalInterface
  public interface BodyWriter {

    /**
     * Writes the body. {@code flush} sends the bytes so far. {@code close} does no more than that.
     */
    void writeTo(OutputStream out) throws Exception;
  }

  /** Returns a response without a body. */
  public static Response status(int status) {
    return new Response(status, List.of(), new Body.None());
  }

  /** Returns a 204. */
  public static Response noContent() {
    return status(204);
  }

  /** Returns a 201 with the address of what was created, and the value as JSON. */
  public static Response created(String location, @Nullable Object value) {
    return json(value).withStatus(201).header("location", location);
  }

  /** Returns a copy with another status. */
  public Response withStatus(int status) {
    return new Response(status, headers, body);
  }

  /**
   * Returns a copy with one more header.
   *
   * @throws IllegalArgumentException when the name is no token, when the value holds anything but
   *     visible ASCII, blanks and tabs, or when the header is the server's own business
   */
  public Response header(String name, String value) {
    checkHeader(name, value);
    var more = new ArrayList<>(headers);
    more.add(Map.entry(name.toLowerCase(Locale.ROOT), value));
    return new Response(status, List.copyOf(more), body);
  }

  /** Returns the status. */
  public int statusCode() {
    return status;
  }

  /** Returns the first value of a header that was set on this response. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  List<Map.Entry<String, String>> headers() {
    return headers;
  }

  Body body() {
    return body;
  }

  /** Returns the response for the result of an action. */
  static Response of(@Nullable Object result) {
    if (result instanceof Response response) {
      return response;
    }
    return result == null ? noContent() : json(result);
  }

  static Response problem(int status, Object problem) {
    return new Response(status, List.of(), new Body.Json("application/problem+json", problem));
  }

  static void checkHeader(String name, String value) {
    if (name.isEmpty() || !name.chars().allMatch(Response::isTokenCharacter)) {
      throw new IllegalArgumentException("not the name of a header: \"" + name + "\"");
    }
    if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(name + " is set by the server");
    }
    if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'))) {
      throw new IllegalArgumentException(
          "the value of header " + name + " holds something else than visible ASCII");
    }
  }

  private static boolean isTokenCharacter(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  /** The four kinds of body. */
  sealed interface Body {

    long UNKNOWN_LENGTH = -1;

    record None() implements Body {}

    @SuppressWarnings("ArrayRecordComponent") // one owner, never compared
    record Bytes(String contentType, byte[] bytes) implements Body {}

    record Json(String contentType, @Nullable Object value) implements Body {}

    record Stream(String contentType, long length, BodyWriter writer) implements Body {}
  }
}
