package lido.server;

/** How to choose the worker that is asked first. */
enum DispatchMode {
  /** Each worker in its turn. */
  ROUND_ROBIN,

  /** The worker that runs the fewest requests. */
  LEAST_BUSY,

  /** One worker for all requests of a connection, or of a sender where there are no connections. */
  CONNECTION
}
