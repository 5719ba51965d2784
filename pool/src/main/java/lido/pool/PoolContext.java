package lido.pool;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What every part of one pool shares: its row, and its ways out. Thread-safe.
 *
 * @param row the only copy of the row; a rotated password replaces it by one that differs in that
 *     alone, so each connect reads it anew
 * @param owner the name of the pool's owner, such as {@code worker 3}; may be empty
 * @param events the way to the listener
 * @param background time and threads
 */
record PoolContext(
    AtomicReference<DatabaseConfig> row,
    String owner,
    ListenerCalls events,
    Background background) {

  /** Named after the package: its readers know no class of the pool. */
  private static final Logger LOG = LoggerFactory.getLogger(PoolContext.class.getPackageName());

  PoolContext(DatabaseConfig row, String owner, ListenerCalls events, Background background) {
    this(new AtomicReference<>(row), owner, events, background);
  }

  DatabaseConfig config() {
    return Objects.requireNonNull(row.get());
  }

  String key() {
    return config().key();
  }

  String path() {
    return config().path();
  }

  PoolConfig sizes() {
    return config().pool();
  }

  long nanoTime() {
    return background.nanoTime();
  }

  /** Tells a human, with the database's key in the logging context. */
  void warn(String what) {
    try (var key = MDC.putCloseable("database", key())) {
      LOG.warn("{}: {}", path(), what);
    }
  }
}
