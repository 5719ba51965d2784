package lido.pool;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What one request borrowed. Connections that are acquired on the thread that runs the scope, and
 * not closed, go back when the scope ends: rolled back, with one warning that says where each was
 * acquired.
 */
public final class RequestScope {

  private RequestScope() {}

  /**
   * Runs the work inside a new scope of the current thread and ends the scope, whatever happens.
   *
   * @param name what the warnings call the request, such as {@code GET /orders/{id}}
   */
  public static <T extends @Nullable Object> T call(String name, Callable<T> work)
      throws Exception {
    throw new UnsupportedOperationException();
  }
}
