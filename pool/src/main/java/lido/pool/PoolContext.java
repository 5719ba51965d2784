package lido.pool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What every part of one pool shares: its row, and its ways out. Immutable.
 *
 * @param config the row that the pool was made of
 * @param owner the name of the pool's owner, such as {@code worker 3}; may be empty
 * @param events the way to the listener
 * @param background time and threads
 */
record PoolContext(
    DatabaseConfig config, String owner, ListenerCalls events, Background background) {

  private static final Logger LOG = LoggerFactory.getLogger(PoolContext.class);

  String key() {
    return config.key();
  }

  String path() {
    return config.path();
  }

  PoolConfig sizes() {
    return config.pool();
  }

  long nanoTime() {
    return background.nanoTime();
  }

  /** Tells a human, with the database's key in the logging context. */
  void warn(String what) {
    try (var key = MDC.putCloseable("database", config.key())) {
      LOG.warn("{}: {}", config.path(), what);
    }
  }
}
