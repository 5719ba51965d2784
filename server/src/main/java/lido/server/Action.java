package lido.server;

import org.jspecify.annotations.Nullable;

/**
 * The method of a controller that a route runs, such as {@code UserController::show}.
 *
 * @param <C> the controller, which each worker's injector builds once, when the server starts
 */
@FunctionalInterface
public interface Action<C> {

  /**
   * Answers a request, in a coroutine of a worker: may block, borrow connections and throw.
   *
   * @return a {@link Response}, or null for a 204 without a body; any other object becomes the JSON
   *     body of a 200
   * @throws Exception an {@link HttpException} chooses the status; any other exception is a 500,
   *     whose cause is logged and not shown
   */
  @Nullable Object handle(C controller, Request request) throws Exception;
}
