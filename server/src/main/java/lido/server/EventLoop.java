package lido.server;

import io.vertx.core.Context;
import java.util.concurrent.RejectedExecutionException;

/** The thread on which a connection lives. Thread-safe. */
record EventLoop(Context context) {

  /** Runs work there, later; not at all when the loop has ended, and the connection with it. */
  void run(Runnable work) {
    try {
      context.runOnContext(nothing -> work.run());
    } catch (RejectedExecutionException e) {
      // There is nobody left to do it for.
    }
  }
}
