package lido.pool;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pool's way to its listener, if there is one; a listener that throws harms nobody. */
final class ListenerCalls {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerCalls.class);

  private final @Nullable PoolListener listener;

  ListenerCalls(@Nullable PoolListener listener) {
    this.listener = listener;
  }

  /** Whether anybody listens: clocks are read for events only then. */
  boolean heard() {
    return listener != null;
  }

  void tell(Consumer<PoolListener> event) {
    PoolListener to = listener;
    if (to != null) {
      try {
        event.accept(to);
      } catch (RuntimeException | Error e) {
        LOG.warn("a pool listener failed", e);
      }
    }
  }
}
