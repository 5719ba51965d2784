package lido.server;

/**
 * Something around an action: may answer itself, change the request, change the response, or throw.
 * Named by class in {@link Routes#with}; each worker's injector builds it once, when the server
 * starts, so it must be thread-safe.
 */
@FunctionalInterface
public interface Middleware {

  /**
   * Answers the request, usually by {@code next.handle(request)}. What the action throws passes
   * through here before it becomes a response.
   */
  Response handle(Request request, Next next) throws Exception;

  /** The rest of the chain, up to the action. */
  @FunctionalInterface
  interface Next {

    /** Runs the rest of the chain and returns its response. */
    Response handle(Request request) throws Exception;
  }
}
