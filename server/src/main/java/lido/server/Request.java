package lido.server;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request. Its body has been read, unless the route takes it as a stream. Immutable. It belongs
 * to one coroutine: no other request sees anything of it.
 */
public final class Request {

  private final RawRequest raw;
  private final Map<String, String> pathParameters;
  private final Map<Class<?>, Object> attributes;
  private final Json json;
  private final int workerId;

  Request(RawRequest raw, Map<String, String> pathParameters, Json json, int workerId) {
    this(raw, pathParameters, Map.of(), json, workerId);
  }

  private Request(
      RawRequest raw,
      Map<String, String> pathParameters,
      Map<Class<?>, Object> attributes,
      Json json,
      int workerId) {
    this.raw = raw;
    this.pathParameters = pathParameters;
    this.attributes = attributes;
    this.json = json;
    this.workerId = workerId;
  }

  /** Returns the method, such as {@code GET}. */
  public String method() {
    return raw.method();
  }

  /** Returns the path as it came: percent-encoded, without the query. */
  public String path() {
    return raw.target().path();
  }

  /** Returns a parameter of the route's pattern, decoded; it is never absent or empty. */
  public Param path(String name) {
    if (!pathParameters.containsKey(name)) {
      throw new IllegalArgumentException(
          "the route has no parameter {%s}, only %s".formatted(name, pathParameters.keySet()));
    }
    return new Param("path parameter " + name, pathParameters.get(name));
  }

  /** Returns a query parameter, decoded; the first, if there are several of this name. */
  public Param query(String name) {
    return new Param("query parameter " + name, queries(name).stream().findFirst().orElse(null));
  }

  /** Returns all values of a query parameter, in their order. */
  public List<String> queries(String name) {
    return raw.target().query().getOrDefault(name, List.of());
  }

  /** Returns the first value of a header. */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /** Returns all values of a header, in their order. */
  public List<String> headers(String name) {
    return raw.headers().getOrDefault(name, List.of());
  }

  /**
   * Returns the JSON body as a record, or any class that Jackson can build. A body that is no JSON,
   * is nested too deep, or has an unknown, missing primitive or wrong property is a 400 that says
   * where; another content type is a 415. The message of an {@link IllegalArgumentException} that
   * the record's constructor throws is shown to the client.
   */
  public <T> T body(Class<T> type) {
    json.checkContentType(header("content-type"));
    return json.read(wholeBody(), type);
  }

  /** Returns the body as it came; the array is a copy. */
  public byte[] bodyBytes() {
    return wholeBody().clone();
  }

  /** Returns the body as UTF-8 text. */
  public String bodyText() {
    return new String(wholeBody(), StandardCharsets.UTF_8);
  }

  /**
   * Returns the body as a stream, which can be read once.
   *
   * <p>On a route defined by {@link Routes#withBodyStream} it is read while it comes: {@code read}
   * blocks until the client has sent more, and the client waits while the coroutine does not read.
   * {@code read} throws an {@link java.io.IOException} if the client leaves, an {@link
   * HttpException} 408 if the client is too slow, and 413 beyond the route's limit. On any other
   * route the whole body is there.
   */
  public InputStream bodyStream() {
    var stream = raw.stream();
    return stream == null ? new ByteArrayInputStream(raw.body()) : stream;
  }

  private byte[] wholeBody() {
    if (raw.stream() != null) {
      throw new IllegalStateException(
          "the route takes its body as a stream: call bodyStream(), or define it without"
              + " withBodyStream");
    }
    return raw.body();
  }

  /**
   * Returns the address of the other end of the connection, such as {@code 127.0.0.1:51234}; at a
   * socket file the file's path and a number of the connection's own.
   */
  public String remoteAddress() {
    return raw.remoteAddress();
  }

  /** Returns the WebSocket of the request, to push to its client later, too. */
  public Optional<PushChannel> channel() {
    return raw.channel();
  }

  /** Returns the id of the worker that runs the request. */
  public int workerId() {
    return workerId;
  }

  /** Returns the id of the request, which logs and the response's {@code X-Request-Id} carry. */
  public String id() {
    return raw.id();
  }

  /** Returns a copy that carries a value: with it a middleware hands its result to the action. */
  public <T> Request with(Class<T> type, T value) {
    var more = new HashMap<>(attributes);
    more.put(type, value);
    return new Request(raw, pathParameters, Map.copyOf(more), json, workerId);
  }

  /**
   * Returns the value that a middleware left.
   *
   * @throws IllegalStateException when none did
   */
  public <T> T get(Class<T> type) {
    var value = attributes.get(type);
    if (value == null) {
      throw new IllegalStateException("no middleware left a " + type.getName());
    }
    return type.cast(value);
  }
}
