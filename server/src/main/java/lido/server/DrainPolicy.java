package lido.server;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How a server takes leave of its clients.
 *
 * @param announced whether readiness is down, although everything is still served
 * @param linger how long a connection without a request has, once nothing is accepted any more, to
 *     send the one that may be on its way
 */
record DrainPolicy(BooleanSupplier announced, Duration linger) {

  /**
   * Longer than a request takes from one continent to another, and than a client that has work
   * waits between an answer and its next request; too short to be felt by who stops the server.
   */
  static final Duration LINGER = Duration.ofMillis(250);
}
