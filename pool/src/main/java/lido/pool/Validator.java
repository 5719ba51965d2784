package lido.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import lido.pool.PoolListener.Eviction;
import org.jspecify.annotations.Nullable;

/** Asks databases whether they still answer, on threads of the pool. */
final class Validator {

  /**
   * A validation usually takes far less than a millisecond; past this the next one is tried too.
   */
  static final long SLOW = TimeUnit.MILLISECONDS.toNanos(100);

  private final ConnectionPool pool;
  private final Supply supply;
  private final Evictor evictor;
  private final DatabaseConfig config;
  private final Events events;
  private final Background background;

  Validator(
      ConnectionPool pool,
      Supply supply,
      Evictor evictor,
      DatabaseConfig config,
      Events events,
      Background background) {
    this.pool = pool;
    this.supply = supply;
    this.evictor = evictor;
    this.config = config;
    this.events = events;
    this.background = background;
  }

  /** Validates an entry that the caller holds in CHECKING, then hands it to whoever is next. */
  void check(PoolEntry entry) {
    entry.checkedAt = background.nanoTime();
    Connection raw = Objects.requireNonNull(entry.raw);
    var call =
        new GuardedCall<Boolean>(() -> answers(raw), late -> {}) {
          @Override
          void ended(@Nullable Boolean good, @Nullable Throwable failure) {
            boolean answered = good != null && good;
            events.tell(listener -> listener.validated(config.key(), answered));
            if (!answered) {
              pool.suspectAll();
              evictor.evict(entry, Eviction.INVALID);
            } else if (entry.verdict == PoolEntry.RETIRE) {
              evictor.evict(entry, entry.retirement);
            } else {
              entry.verdict = PoolEntry.KEEP;
              supply.deliver(entry);
            }
          }
        };
    call.start(background, config.pool().validationTimeout().toNanos());
    background.after(SLOW, supply::passOn);
  }

  private boolean answers(Connection raw) throws SQLException {
    Duration timeout = config.pool().validationTimeout();
    // isValid counts in seconds, and some drivers do not keep even those: bounded by the socket
    // too.
    Connector.limitAnswers(raw, timeout);
    boolean valid = raw.isValid((int) Math.max(1, (timeout.toMillis() + 999) / 1000));
    if (valid) {
      Connector.limitAnswers(raw, config.pool().socketTimeout());
    }
    return valid;
  }
}
