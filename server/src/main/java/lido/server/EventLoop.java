package lido.server;

import io.vertx.core.Context;
import java.util.concurrent.RejectedExecutionException;

/** The thread on which a connection lives. Thread-safe. */
record EventLoop(Context context) {

  /**
   * Runs a step on the event loop, later. Returns false, and does nothing, when the loop has ended:
   * the server has stopped, and all its connections with it.
   */
  boolean run(Runnable step) {
    try {
      context.runOnContext(nothing -> step.run());
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }
}
