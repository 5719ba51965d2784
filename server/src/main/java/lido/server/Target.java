package lido.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The target of a request: its path and its parameters.
 *
 * @param path as it came, percent-encoded
 * @param segments decoded; a slash that came as {@code %2F} is inside a segment
 * @param query decoded, in the order of the query
 */
record Target(String path, List<String> segments, Map<String, List<String>> query) {

  /** The target {@code *}: the server itself. */
  static final Target ASTERISK = new Target("*", List.of(), Map.of());

  /** More than any honest query; bounds the work that one request line can cause. */
  private static final int MAX_PARAMETERS = 500;

  /**
   * Reads a target in origin form, or in absolute form as a proxy sends it.
   *
   * @throws HttpException 400 when it is neither, or its encoding is broken
   */
  static Target parse(String uri) {
    var origin = originForm(uri);
    int mark = origin.indexOf('?');
    var path = mark < 0 ? origin : origin.substring(0, mark);
    var query = mark < 0 ? "" : origin.substring(mark + 1);
    return new Target(path, segments(path), query(query));
  }

  private static String originForm(String uri) {
    if (uri.startsWith("/")) {
      return uri;
    }
    int scheme = uri.indexOf("://");
    if (scheme <= 0 || uri.indexOf('/') < scheme) {
      throw new HttpException(400, "the request target must be a path");
    }
    int end = scheme + 3;
    while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
      end++;
    }
    var rest = uri.substring(end);
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  /** Returns the segments of a path. A trailing slash adds none: it means nothing. */
  static List<String> segments(String path) {
    var segments = new ArrayList<String>();
    int from = 1;
    while (from < path.length()) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      segments.add(decode(path.substring(from, to), false, "path"));
      from = to + 1;
    }
    return List.copyOf(segments);
  }

  private static Map<String, List<String>> query(String query) {
    if (query.isEmpty()) {
      return Map.of();
    }
    var parameters = new LinkedHashMap<String, List<String>>();
    int count = 0;
    for (int from = 0; from < query.length(); ) {
      int ampersand = query.indexOf('&', from);
      int to = ampersand < 0 ? query.length() : ampersand;
      if (to > from) {
        if (++count > MAX_PARAMETERS) {
          throw new HttpException(400, "more than %s query parameters".formatted(MAX_PARAMETERS));
        }
        addParameter(parameters, query.substring(from, to));
      }
      from = to + 1;
    }
    return Collections.unmodifiableMap(parameters);
  }

  private static void addParameter(Map<String, List<String>> parameters, String pair) {
    int equals = pair.indexOf('=');
    var name = decode(equals < 0 ? pair : pair.substring(0, equals), true, "query");
    var value = equals < 0 ? "" : decode(pair.substring(equals + 1), true, "query");
    parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  private static String decode(String text, boolean plusIsBlank, String where) {
    return isPlain(text) ? text : decodeBytes(text, plusIsBlank, where);
  }

  /** Returns whether a text needs no decoding, as most do. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '%' || c == '+') {
        return false;
      }
    }
    return true;
  }

  private static String decodeBytes(String text, boolean plusIsBlank, String where) {
    var bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.put((byte) (digit(text, i + 1, where) << 4 | digit(text, i + 2, where)));
        i += 2;
      } else if (c <= ' ' || c >= 0x7f) {
        throw new HttpException(
            400, "the %s holds a character that is not percent-encoded".formatted(where));
      } else {
        bytes.put((byte) (c == '+' && plusIsBlank ? ' ' : c));
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new HttpException(400, "the %s is not valid UTF-8".formatted(where));
    }
  }

  private static int digit(String text, int at, String where) {
    char c = at < text.length() ? text.charAt(at) : ' ';
    // Only ASCII: Character.digit knows the digits of all scripts.
    int digit = c < 0x80 ? Character.digit(c, 16) : -1;
    if (digit < 0) {
      throw new HttpException(400, "the %s has a broken percent-encoding".formatted(where));
    }
    return digit;
  }
}
