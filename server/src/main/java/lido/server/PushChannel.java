package lido.server;

import org.jspecify.annotations.Nullable;

/**
 * The way to the client of a WebSocket, at any time. A handler gets it by {@link Request#channel},
 * keeps it, and pushes until {@link #push} says that the client has gone. Thread-safe.
 *
 * <p>It belongs to the connection and not to a worker, so it outlives a reload. The object that
 * keeps it should outlive one, too: make it by {@code container.once}, and bind it {@code
 * toInstance}.
 */
public interface PushChannel {

  /**
   * Sends a value to the client as JSON, in one text message, without waiting for it. Messages of
   * one thread arrive in their order.
   *
   * <p>A client that does not keep up is dropped: when more than {@code server.limits.push-buffer}
   * waits for it, the WebSocket is closed with code 1008. Each message counts 256 bytes more than
   * its length, for the memory around it.
   *
   * @return false if the WebSocket is closed, or was closed by this call; then forget it
   * @throws IllegalArgumentException when the value alone is larger than the buffer
   */
  boolean push(@Nullable Object value);

  /** Returns whether the client is still there. */
  boolean isOpen();

  /** Closes the WebSocket, after what was pushed before. */
  void close();
}
