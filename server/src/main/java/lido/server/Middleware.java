package lido.server;

/**
 * A step around an action. It may answer itself, change the request, change the response, or throw.
 *
 * <p>{@link Routes#with} names its class. Each worker's injector builds it once, when the server
 * starts, so it must be thread-safe.
 */
@FunctionalInterface
public interface Middleware {

  /**
   * Answers the request, usually by {@code next.handle(request)}. An exception of the action passes
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
