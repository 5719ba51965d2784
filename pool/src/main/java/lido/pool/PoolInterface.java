package lido.pool;

import java.util.List;

/**
 * Something that must be open before a worker serves its first request: a set of database
 * connections, or any other resource. Whoever starts a worker finds every binding of this type,
 * calls {@link #initPool} before the first request and {@link #close} when the worker stops.
 *
 * <p>Implementations are thread-safe.
 */
public interface PoolInterface extends AutoCloseable {

  /**
   * Opens everything that must be open. Blocks until all of it is, or until it is known that some
   * of it cannot be. Calling it again, also from several threads at once, opens nothing twice.
   *
   * @throws Exception when anything that must be open is not; nothing is left open then
   */
  void initPool() throws Exception;

  /**
   * Returns what a thread has borrowed and not given back, a text for each, such as {@code default
   * for 12s}: for the message about a request that does not end. Asks nobody and never blocks.
   */
  default List<String> heldBy(Thread thread) {
    return List.of();
  }

  /**
   * Stops handing out, waits for what is in use as long as the implementation says, then closes
   * everything. An interrupt ends the waiting, not the closing. The second call does nothing.
   */
  @Override
  void close();
}
