package lido.server;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where {@link ReloadLines} go; one for an application. Thread-safe. */
final class ReloadJournal {

  private static final Logger LOGGER = LoggerFactory.getLogger(ReloadJournal.class);

  /** Whoever asked for the reload that runs; null if nobody listens. */
  private volatile @Nullable Consumer<String> listener;

  void listen(@Nullable Consumer<String> listening) {
    listener = listening;
  }

  void say(String line) {
    LOGGER.info("{}", line);
    var listening = listener;
    if (listening != null) {
      listening.accept(line);
    }
  }
}
