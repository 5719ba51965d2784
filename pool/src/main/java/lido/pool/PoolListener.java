package lido.pool;

import java.util.List;

/**
 * Hears what happens in the pools, for metrics. Every method does nothing unless it is overridden;
 * a pool without a listener reads no clock for it.
 *
 * <p>Called on the thread where it happened, holding no lock, possibly by many at once:
 * implementations are thread-safe and quick. What they throw is logged and goes no further.
 */
public interface PoolListener {

  /** Why a connection was taken out of its pool for good. */
  enum Eviction {
    /** An error of the driver, or its own {@code isClosed()}, said that it is gone. */
    BROKEN,
    /** It did not answer a validation in time. */
    INVALID,
    /** What its borrower left could not be put back. */
    NOT_RESTORED,
    /** Its handle became garbage without being closed; noticed where leaks are watched. */
    LEAKED,
    /** Its borrower called {@code abort}. */
    ABORTED,
    /** It was idle for longer than {@code idle-timeout}. */
    IDLE_TIMEOUT,
    /** It reached its {@code max-lifetime}. */
    MAX_LIFETIME,
    /** The server shuts down, or has become read-only. */
    SERVER_CHANGED,
    /** The pool was closed. */
    CLOSED
  }

  /**
   * A caller got a connection.
   *
   * @param waitedNanos how long it waited; 0 when it found one at once
   */
  default void acquired(String key, long waitedNanos) {}

  /** A caller got none in time. */
  default void timedOut(String key, long waitedNanos) {}

  /** A borrower gave a connection back after this time. */
  default void released(String key, long heldNanos) {}

  /** A connection was opened; it took this long. */
  default void opened(String key, long tookNanos) {}

  /**
   * A connection could not be opened.
   *
   * @param step driver, resolve, connect, handshake, limit, login, database or commands
   */
  default void openFailed(String key, String step, long tookNanos) {}

  /** A connection was asked whether it still answers. */
  default void validated(String key, boolean good) {}

  /** A connection was taken out of the pool. */
  default void evicted(String key, Eviction reason) {}

  /**
   * A connection has been in use for longer than {@code leak-detection-threshold}.
   *
   * @param where the caller's frames at the time it was acquired, the innermost first
   */
  default void leaked(String key, long heldNanos, List<StackTraceElement> where) {}
}
