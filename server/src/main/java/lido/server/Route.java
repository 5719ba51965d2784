package lido.server;

import java.util.List;

/**
 * One line of the routing table, as it was defined.
 *
 * @param middleware from the outermost to the innermost
 * @param place the class, file and line that defined it
 */
record Route(
    String method,
    String pattern,
    Class<?> controller,
    Action<?> action,
    List<Class<? extends Middleware>> middleware,
    String place) {

  /** What logs and warnings call its requests, such as {@code GET /orders/{id}}. */
  String name() {
    return method + " " + pattern;
  }
}
