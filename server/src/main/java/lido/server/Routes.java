package lido.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The place in which a {@link RouteSet} defines its routes.
 *
 * <p>A pattern is a path whose segments are either text or one parameter in braces: {@code
 * /users/{id}/orders}. The last may be {@code {name*}}, which takes the rest of the path, one
 * segment or more; none of them is {@code ..} or holds a slash. A path without parameters wins over
 * one with; otherwise text wins over a parameter, from left to right. A trailing slash means
 * nothing, in patterns and in requests. HEAD is answered by the GET route and OPTIONS by the
 * server, unless there is a route for them.
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
  private final long maxStream;

  private Routes(
      List<Route> defined,
      String prefix,
      List<Class<? extends Middleware>> middleware,
      long maxStream) {
    this.defined = defined;
    this.prefix = prefix;
    this.middleware = middleware;
    this.maxStream = maxStream;
  }

  /** Returns a place whose routes go into a list. */
  static Routes into(List<Route> defined) {
    return new Routes(defined, "", List.of(), Route.NOT_STREAMED);
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

  /**
   * Answers GET and HEAD with the same response at any time, even when no worker takes requests:
   * good for a check whether the process lives. No middleware runs.
   */
  public void constant(String pattern, Response response) {
    add("GET", pattern, Constant.class, new Constant(response));
  }

  /** Defines routes whose patterns all begin with a prefix, which may have parameters. */
  public void group(String prefix, Consumer<Routes> routes) {
    routes.accept(new Routes(defined, this.prefix + prefix, middleware, maxStream));
  }

  /**
   * Returns a place whose routes run inside these middlewares, too. The first is the outermost. All
   * of them are inside the middlewares of the group around.
   */
  @SafeVarargs
  public final Routes with(Class<? extends Middleware>... middleware) {
    var all = new ArrayList<>(this.middleware);
    for (var each : middleware) {
      all.add(each);
    }
    return new Routes(defined, prefix, List.copyOf(all), maxStream);
  }

  /**
   * Returns a place whose routes stream the body of a request: the action begins when the headers
   * have come, and reads {@link Request#bodyStream}. The body may have {@code maxBytes}, whatever
   * {@code server.limits.body} says.
   */
  public Routes withBodyStream(long maxBytes) {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("maxBytes must be at least 0, is " + maxBytes);
    }
    return new Routes(defined, prefix, middleware, maxBytes);
  }

  /**
   * Serves the files of a directory and of all directories in it, for GET and HEAD: {@code
   * routes.files("/assets", Path.of("assets"))}. The answer for a directory is its {@code
   * index.html}. Answers carry an ETag, and a client may ask for a part. No path leads out of the
   * directory, not even a symbolic link. Names that begin with a dot are not served.
   *
   * @throws RouteException when there is no such directory
   */
  public void files(String path, Path directory) {
    files(path, FileTree.of(directory, placeOfCaller()));
  }

  /**
   * Serves a folder of the class path as {@link #files} serves a directory. The folder is named as
   * in {@link Class#getResource}: without a leading slash it stands beside the class.
   *
   * @throws RouteException when there is no such folder
   */
  public void resources(String path, Class<?> near, String folder) {
    files(path, FileTree.of(near, folder, placeOfCaller()));
  }

  private void files(String path, FileTree tree) {
    var below = path.endsWith("/") ? path : path + "/";
    get(path, StaticFiles.class, (files, request) -> files.answer(tree, "", request));
    get(
        below + "{file*}",
        StaticFiles.class,
        (files, request) -> files.answer(tree, request.path("file").asString(), request));
  }

  private <C> void add(String method, String pattern, Class<C> controller, Action<C> action) {
    defined.add(
        new Route(
            method, prefix + pattern, controller, action, middleware, maxStream, placeOfCaller()));
  }

  private static String placeOfCaller() {
    return STACK.walk(
        frames ->
            frames
                .filter(frame -> !frame.getClassName().equals(Routes.class.getName()))
                .findFirst()
                .map(
                    frame ->
                        "%s (%s:%s)"
                            .formatted(
                                frame.getClassName(), frame.getFileName(), frame.getLineNumber()))
                .orElse("an unknown place"));
  }
}
