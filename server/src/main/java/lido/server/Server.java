package lido.server;

import lido.container.Application;
import lido.container.Container;

/**
 * The master: owns the listening socket and dispatches requests to the workers. Thread-safe.
 *
 * <p>{@link #register} is all that a provider needs to call.
 */
public final class Server {

  private Server() {}

  /**
   * Reads the block {@code server}, binds the server, and leaves the hooks that write the PID file
   * before the workers start, listen after all have started, and drain before they stop. To be
   * called last of all providers, so that everything is up when the banner says so.
   */
  public static Server register(Container container) {
    throw new UnsupportedOperationException();
  }

  /** Listens, and prints the banner. All workers must have started. */
  public void start(Application application) throws Exception {
    throw new UnsupportedOperationException();
  }

  /** Stops accepting, finishes what runs within {@code server.drain-timeout}, and closes. */
  public void stop() {}

  /** Returns the port it listens at; the one that was found free if the configured one is 0. */
  public int port() {
    throw new UnsupportedOperationException();
  }
}
