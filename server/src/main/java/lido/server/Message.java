package lido.server;

import com.google.errorprone.annotations.FormatMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request as JSON: {@code {"method": "GET", "path": "/products", "params": {"limit": 3}}}, and
 * {@code headers}, {@code body}, {@code envelope} and {@code id} if need be.
 *
 * @param envelope whether the answer shows its status and headers, too
 * @param id by this the client recognizes its answer; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, never compared
record Message(
    String method,
    Target target,
    Map<String, List<String>> headers,
    byte[] body,
    boolean envelope,
    @Nullable JsonNode id) {

  private static final int MAX_PARAMETERS = 500;
  private static final int MAX_ID = 100;

  /** The message as it is written. */
  record Written(
      @Nullable String method,
      @Nullable String path,
      @Nullable Map<String, @Nullable JsonNode> params,
      @Nullable Map<String, @Nullable JsonNode> headers,
      @Nullable JsonNode body,
      @Nullable Boolean envelope,
      @Nullable JsonNode id) {}

  /**
   * Reads a message.
   *
   * @param more headers of the connection; those of the message win
   * @throws HttpException 400 that says what is wrong with it
   */
  static Message read(byte[] bytes, Json json, Map<String, List<String>> more) {
    var written = json.readMessage(bytes, Written.class);
    if (written.path() == null || !written.path().startsWith("/")) {
      throw bad("must have a path that begins with a slash, such as \"/products\"");
    }
    if (written.method() == null || !written.method().matches("[A-Z]{1,20}")) {
      throw bad("must have a method, such as \"GET\"");
    }
    var headers = headers(written, more);
    var id = written.id();
    checkId(id);
    return new Message(
        written.method(),
        target(written.path(), written.params()),
        headers,
        body(written.body(), headers, json),
        Boolean.TRUE.equals(written.envelope()) || id != null,
        id);
  }

  private static void checkId(@Nullable JsonNode id) {
    boolean isFine =
        id == null
            || ((id.isString() || id.isIntegralNumber()) && id.asString().length() <= MAX_ID);
    if (!isFine) {
      throw bad("must have a string or a whole number at id, of %s characters at most", MAX_ID);
    }
  }

  private static Target target(String path, @Nullable Map<String, @Nullable JsonNode> params) {
    var target = Target.parse(path);
    if (params == null || params.isEmpty()) {
      return target;
    }
    var query = new LinkedHashMap<String, List<String>>();
    target.query().forEach((name, values) -> query.put(name, new ArrayList<>(values)));
    int count = 0;
    for (var param : params.entrySet()) {
      var texts = texts(param.getKey(), "params", param.getValue());
      count += texts.size();
      if (count > MAX_PARAMETERS) {
        throw bad("has more than %s params", MAX_PARAMETERS);
      }
      query.computeIfAbsent(param.getKey(), absent -> new ArrayList<>()).addAll(texts);
    }
    return new Target(target.path(), target.segments(), query);
  }

  private static Map<String, List<String>> headers(
      Written written, Map<String, List<String>> more) {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(more);
    var given = new HashMap<String, @Nullable JsonNode>();
    if (written.headers() != null) {
      given.putAll(written.headers());
    }
    given.forEach((name, value) -> headers.put(name, texts(name, "headers", value)));
    if (written.body() != null) {
      headers.putIfAbsent("content-type", List.of("application/json"));
    }
    return headers;
  }

  /** Text is the body itself, unless the content type says that it is JSON. */
  private static byte[] body(
      @Nullable JsonNode body, Map<String, List<String>> headers, Json json) {
    if (body == null) {
      return new byte[0];
    }
    var contentType = headers.getOrDefault("content-type", List.of("")).get(0);
    return body.isString() && !Json.isJson(contentType)
        ? body.asString().getBytes(StandardCharsets.UTF_8)
        : json.write(body);
  }

  private static List<String> texts(String name, String where, @Nullable JsonNode value) {
    if (value == null || value.isObject() || value.isNull()) {
      throw bad(
          "must have a text, a number, true, false or an array of these at %s.%s", where, name);
    }
    if (!value.isArray()) {
      return List.of(value.asString());
    }
    var texts = new ArrayList<String>();
    for (var element : value) {
      if (!element.isValueNode() || element.isNull()) {
        throw bad("must have texts, numbers, true or false in the array %s.%s", where, name);
      }
      texts.add(element.asString());
    }
    if (texts.isEmpty() && where.equals("headers")) {
      throw bad("has a header without a value at headers.%s", name);
    }
    return List.copyOf(texts);
  }

  @FormatMethod
  private static HttpException bad(String what, Object... values) {
    return new HttpException(400, "the message " + what.formatted(values));
  }
}
