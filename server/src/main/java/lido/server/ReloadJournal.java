package lido.server;

import java.util.function.Consumer;
import lido.container.ReloadResult;
import lido.container.StartException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where {@link ReloadLines} go; one for an application. Thread-safe. */
final class ReloadJournal {

  private static final Logger LOGGER = LoggerFactory.getLogger(ReloadJournal.class);

  /** The client that asked for a reload, and now runs it or waits for the end of another's. */
  private volatile @Nullable Listener listener;

  /** A reload says its lines on the thread that asked for it, which tells it from another's. */
  private record Listener(Thread thread, Consumer<String> notes) {}

  /** A reload, which may wait for another first. */
  @FunctionalInterface
  interface Work {

    ReloadResult reload() throws StartException;
  }

  /** Runs a reload on this thread, and lets a client hear its lines. One at a time. */
  ReloadResult tell(Consumer<String> notes, Work work) throws StartException {
    listener = new Listener(Thread.currentThread(), notes);
    try {
      return work.reload();
    } finally {
      listener = null;
    }
  }

  void say(String line) {
    LOGGER.info("{}", line);
    var listening = listener;
    if (listening != null && listening.thread() == Thread.currentThread()) {
      listening.notes().accept(line);
    }
  }
}
