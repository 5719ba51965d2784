package lido.server;

import java.util.function.Consumer;
import lido.container.ReloadResult;
import lido.container.StartException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where {@link ReloadLines} go; one for an application. Thread-safe. */
final class ReloadJournal {

  private static final Logger LOG = LoggerFactory.getLogger(ReloadJournal.class);

  /** The client that asked for a reload, and now runs it or waits for the end of another's. */
  private volatile @Nullable Caller caller;

  /** A reload says its lines on the thread that asked for it, which tells it from another's. */
  private record Caller(Thread thread, Consumer<String> notes) {}

  /** A reload, which may wait for another first. */
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
