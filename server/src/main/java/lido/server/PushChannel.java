package lido.server;

import org.jspecify.annotations.Nullable;

/**
 * A WebSocket, as a way to its client at any time: a handler gets it by {@link Request#channel},
 * keeps it where it will be found, and pushes until {@link #push} says that the client has gone. It
 * belongs to the connection and not to a worker, so it outlives a reload; what keeps it should too
 * (an object made by {@code container.once} and bound {@code toInstance}). Thread-safe.
 */
public interface PushChannel {

  /**
   * Sends a value to the client as JSON, in one text message, without waiting for it. Messages of
   * one thread arrive in their order.
   *
   * <p>A client that does not keep up is dropped: when more than {@code server.limits.push-buffer}
   * waits for it, the WebSocket is closed with code 1008. Each message counts with 256 bytes more
   * than it has, which is what it takes in memory.
   *
   * @return false if it is closed, or closed by this call; then it can be forgotten
   * @throws IllegalArgumentException when the value alone is larger than the buffer
   */
  boolean push(@Nullable Object value);

  /** Returns whether the client is still there. */
  boolean isOpen();

  /** Closes the WebSocket, after what was pushed before. */
  void close();
}
