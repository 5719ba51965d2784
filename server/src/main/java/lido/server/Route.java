package lido.server;

import java.util.List;

/**
 * One line of the routing table, as it was defined.
 *
 * @param middleware from the outermost to the innermost
 * @param maxStream how many bytes of its body may be streamed; {@link #NOT_STREAMED} if the body is
 *     read beforehand
 * @param place the class, file and line that defined it
 */
record Route(
    String method,
    String pattern,
    Class<?> controller,
    Action<?> action,
    List<Class<? extends Middleware>> middleware,
    long maxStream,
    String place) {

  static final long NOT_STREAMED = -1;

  boolean streamsBody() {
    return maxStream != NOT_STREAMED;
  }

  /** Returns the name of its requests in logs and warnings, such as {@code GET /orders/{id}}. */
  String name() {
    return method + " " + pattern;
  }
}
