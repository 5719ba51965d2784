package lido.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a {@link RouteSet} defines its routes.
 *
 * <p>A pattern is a path whose segments are either text or one parameter in braces: {@code
 * /users/{id}/orders}. A path without parameters wins over one with; otherwise text wins over a
 * parameter, from left to right. A trailing slash means nothing, in patterns and in requests. HEAD
 * is answered by the GET route and OPTIONS by the server, unless there is a route for them.
 *
 * <p>Two routes with one method and one pattern (but for the names of parameters) fail the start,
 * as does a pattern that cannot be read; the message says where the routes are defined. Not
 * thread-safe.
 */
public final class Routes {

  private static final StackWalker STACK = StackWalker.getInstance();

  private final List<Route> defined;
  private final String prefix;
  private final List<Class<? extends Middleware>> middleware;

  private Routes(List<Route> defined, String prefix, List<Class<? extends Middleware>> middleware) {
    this.defined = defined;
    this.prefix = prefix;
    this.middleware = middleware;
  }

  /** Asks every part of the table for its routes. */
  static List<Route> definedBy(Iterable<RouteSet> sets) {
    var defined = new ArrayList<Route>();
    sets.forEach(set -> set.define(new Routes(defined, "", List.of())));
    return List.copyOf(defined);
  }

  /** Runs an action for GET, and for HEAD. */
  public <C> void get(String pattern, Class<C> controller, Action<C> action) {
    add("GET", pattern, controller, action);
  }

  /** Runs an action for POST. */
  public <C> void post(String pattern, Class<C> controller, Action<C> action) {
    add("POST", pattern, controller, action);
  }

  /** Runs an action for PUT. */
  public <C> void put(String pattern, Class<C> controller, Action<C> action) {
    add("PUT", pattern, controller, action);
  }

  /** Runs an action for PATCH. */
  public <C> void patch(String pattern, Class<C> controller, Action<C> action) {
    add("PATCH", pattern, controller, action);
  }

  /** Runs an action for DELETE. */
  public <C> void delete(String pattern, Class<C> controller, Action<C> action) {
    add("DELETE", pattern, controller, action);
  }

  /** Runs an action for HEAD, in place of the GET route. */
  public <C> void head(String pattern, Class<C> controller, Action<C> action) {
    add("HEAD", pattern, controller, action);
  }

  /** Runs an action for OPTIONS, in place of the server's own answer. */
  public <C> void options(String pattern, Class<C> controller, Action<C> action) {
    add("OPTIONS", pattern, controller, action);
  }

  /** Defines routes whose patterns all begin with a prefix, which may have parameters. */
  public void group(String prefix, Consumer<Routes> routes) {
    routes.accept(new Routes(defined, this.prefix + prefix, middleware));
  }

  /**
   * Returns the same place, where what is defined runs inside these middlewares too: the first is
   * the outermost, and all are inside those of the group around.
   */
  @SafeVarargs
  public final Routes with(Class<? extends Middleware>... middleware) {
    var all = new ArrayList<>(this.middleware);
    for (var each : middleware) {
      all.add(each);
    }
    return new Routes(defined, prefix, List.copyOf(all));
  }

  private <C> void add(String method, String pattern, Class<C> controller, Action<C> action) {
    defined.add(
        new Route(method, prefix + pattern, controller, action, middleware, placeOfCaller()));
  }

  private static String placeOfCaller() {
    return STACK.walk(
        frames ->
            frames
                .filter(frame -> !frame.getClassName().equals(Routes.class.getName()))
                .findFirst()
                .map(
                    frame ->
                        "%s (%s:%d)"
                            .formatted(
                                frame.getClassName(), frame.getFileName(), frame.getLineNumber()))
                .orElse("an unknown place"));
  }
}
