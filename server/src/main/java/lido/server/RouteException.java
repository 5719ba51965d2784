package lido.server;

import java.util.List;

/** Every problem of the routes that a start found: patterns, conflicts, controllers. */
final class RouteException extends RuntimeException {

  private static final long serialVersionUID = 1;

  RouteException(List<String> problems) {
    super(String.join("\n\n", problems));
  }
}
