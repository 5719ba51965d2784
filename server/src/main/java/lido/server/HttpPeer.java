package lido.server;

import java.time.Duration;

/**
 * The other end of an exchange, and the time that it has for its next step: a connection in HTTP/1,
 * one stream of a connection in HTTP/2. Used on the connection's event loop.
 */
interface HttpPeer {

  /** An exchange as its peer needs it, when the time for a step is over. */
  interface Exchange {

    /** Runs a step on the event loop of the connection. Called on any thread. */
    void onLoop(Runnable step);

    /** Answers 408 if the body is late. Returns false if something else is. */
    boolean refuseSlowBody();

    /** Returns whether a response has begun that is not whole. */
    boolean isHalfWritten();

    /** Returns whether the request has come whole, and the response has gone whole. */
    boolean isOver();
  }

  /** An exchange has begun. The next response is its response. */
  void begin(Exchange exchange);

  /** Returns whether no other exchange has begun since. */
  boolean isCurrent(Exchange exchange);

  /**
   * Returns the other end of the connection, as text. No two connections at a socket file have the
   * same.
   */
  String address();

  /** Returns the timer of the client's next step. */
  StepTimer timer();

  /** The client has this long for its next step. */
  default void expect(Duration within) {
    timer().set(within);
  }

  /** Nothing is expected of the client: a worker has its request. */
  default void expectNothing() {
    timer().clear();
  }

  /**
   * The current response is the last one. Requests that the client has sent after it are not read.
   */
  void end();

  /** Returns whether {@link #end} was called. */
  boolean hasEnded();

  /** Closes the connection or stream after what has been written. */
  void close();

  /** Closes the connection or stream in such a way that the client knows its response is cut. */
  void cut();

  /** The connection or stream has closed, from either side. */
  void closed();
}
