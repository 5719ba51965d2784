package lido.server;

import org.jspecify.annotations.Nullable;

/**
 * What a route runs: a method of a controller, such as {@code UserController::show}.
 *
 * @param <C> the controller, which each worker's injector builds once, when the server starts
 */
@FunctionalInterface
public interface Action<C> {

  /**
   * Answers a request, in a coroutine of a worker: may block, borrow connections and throw.
   *
   * @return a {@link Response}; or anything else, which becomes the JSON body of a 200; or null,
   *     which is a 204 without a body
   * @throws Exception an {@link HttpException} chooses the status; anything else is a 500 whose
   *     cause is logged and not shown
   */
  @Nullable Object handle(C controller, Request request) throws Exception;
}
