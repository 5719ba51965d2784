package lido.server;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How a server that stops treats its clients.
 *
 * @param announced whether readiness is down while everything is still served
 * @param linger how long a connection without a request stays open after the server has stopped
 *     accepting: a request may be on its way
 */
record DrainPolicy(BooleanSupplier announced, Duration linger) {

  /**
   * Longer than a request takes from one continent to another. Longer than a busy client waits
   * between an answer and its next request. Too short for a person to feel it.
   */
  static final Duration LINGER = Duration.ofMillis(250);
}
