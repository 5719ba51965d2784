package lido.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What one request borrowed. Connections that are acquired on the thread that runs the scope, and
 * not closed, go back when the scope ends: rolled back, with one warning that says where each was
 * acquired. Works on platform and on virtual threads; threads that the work starts are not in it.
 */
public final class RequestScope {

  private static final ThreadLocal<@Nullable RequestScope> CURRENT = new ThreadLocal<>();

  /** So that programs without scopes never fill a thread-local, however many threads they start. */
  private static volatile boolean used;

  /** From here on a scope looks for closed handles to forget, so that a long one does not grow. */
  private static final int CROWDED = 8;

  private final String name;
  private final List<PooledConnection> acquired = new ArrayList<>(2);

  private RequestScope(String name) {
    this.name = name;
  }

  /**
   * Runs the work inside a new scope of the current thread and ends the scope, whatever happens.
   * Scopes nest; the inner one ends first.
   *
   * @param name what the warnings call the request, such as {@code GET /orders/{id}}
   * @param work what to run
   * @return what the work returned
   * @throws Exception what the work threw
   */
  public static <T extends @Nullable Object> T call(String name, Callable<T> work)
      throws Exception {
    used = true;
    RequestScope outer = CURRENT.get();
    var scope = new RequestScope(name);
    CURRENT.set(scope);
    try {
      return work.call();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
      scope.end();
    }
  }

  static @Nullable RequestScope current() {
    return used ? CURRENT.get() : null;
  }

  String name() {
    return name;
  }

  void add(PooledConnection connection) {
    if (acquired.size() >= CROWDED) {
      acquired.removeIf(each -> !each.isLent());
    }
    acquired.add(connection);
  }

  private void end() {
    for (PooledConnection connection : acquired) {
      if (connection.isLent()) {
        LeaseOrigin lease = connection.entry().lease;
        String place = lease == null ? "an unknown place" : lease.place();
        connection.close();
        connection
            .entry()
            .pool
            .warn(
                "\""
                    + name
                    + "\" did not close a connection; it was rolled back and returned\n"
                    + "  where: acquired at "
                    + place
                    + "\n  fix:   close it there, best with try-with-resources");
      }
    }
  }
}
