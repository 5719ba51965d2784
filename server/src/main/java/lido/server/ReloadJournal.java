package lido.server;

import java.util.function.Consumer;
import lido.container.ReloadResult;
import lido.container.StartException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the {@link ReloadLines} of an application to the log, and to the client that asked for the
 * reload. Thread-safe.
 */
final class ReloadJournal {

  private static final Logger LOG = LoggerFactory.getLogger(ReloadJournal.class);

  /**
   * The client that asked for a reload. It runs the reload, or waits for the end of another one.
   */
  private volatile @Nullable Caller caller;

  /**
   * A reload says its lines on the thread that asked for it. So no client hears the lines of
   * another's.
   */
  private record Caller(Thread thread, Consumer<String> notes) {}

  /** A reload. It may wait for another one first. */
  @FunctionalInterface
  interface Reload {

    ReloadResult run() throws StartException;
  }

  /** Runs a reload on this thread, and lets a client hear its lines. One at a time. */
  ReloadResult tell(Consumer<String> notes, Reload reload) throws StartException {
    caller = new Caller(Thread.currentThread(), notes);
    try {
      return reload.run();
    } finally {
      caller = null;
    }
  }

  void say(String line) {
    LOG.info("{}", line);
    var asking = caller;
    if (asking != null && asking.thread() == Thread.currentThread()) {
      asking.notes().accept(line);
    }
  }
}
