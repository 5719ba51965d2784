package lido.server;

import java.time.Duration;

/**
 * Whom an exchange answers, and how long we wait for the client's next step: a connection in
 * HTTP/1, one stream of a connection in HTTP/2. Used on the connection's event loop.
 */
interface HttpPeer {

  /** An exchange has begun; its response comes next. */
  void begin(HttpExchange exchange);

  boolean isCurrent(HttpExchange exchange);

  /**
   * The other end of its connection, as text; no two connections at a socket file have the same.
   */
  String address();

  /** The client has this long for its next step. */
  void expect(Duration within);

  /** Nothing is awaited from the client: a worker has its request. */
  void expectNothing();

  /** The current response is the last: what has been sent after its request is not read. */
  void end();

  boolean hasEnded();

  /** Ends it after what has been written. */
  void close();

  /** Ends it so that the client sees that the response is not whole. */
  void cut();

  /** It has closed, by whomever. */
  void closed();
}
