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

  private final PoolContext context;
  private final DriverThreads threads;
  private final Places places;
  private final Evictor evictor;
  private final Outcome outcome;

  Validator(
      PoolContext context, DriverThreads threads, Places places, Evictor evictor, Outcome outcome) {
    this.context = context;
    this.threads = threads;
    this.places = places;
    this.evictor = evictor;
    this.outcome = outcome;
  }

  /** Validates an entry that the caller holds in CHECKING, then hands it to whoever is next. */
  void check(PoolEntry entry) {
    check(entry, context.nanoTime(), true);
  }

  /**
   * One connection turned out dead: validates the idle ones too, one after the other. A caller
   * would have that done, but nobody may come, and {@code min} is to be kept.
   */
  void checkIdle() {
    checkIdle(context.nanoTime());
  }

  /** Without those opened since: a server whose sessions never answer would keep us at it. */
  private void checkIdle(long since) {
    PoolEntry entry =
        places.first(each -> Places.isIdle(each) && each.checkedAt - since < 0 && each.suspect());
    if (entry != null) {
      entry.keptAlive = true;
      check(entry, since, false);
    }
  }

  /** If {@code alone}, the other idle ones are asked only where this one does not answer. */
  private void check(PoolEntry entry, long since, boolean alone) {
    long held = entry.state();
    entry.checkedAt = context.nanoTime();
    Connection raw = Objects.requireNonNull(entry.raw);
    Settings settings = entry.settings;
    var call =
        new GuardedCall<Boolean>(threads, () -> answers(raw, settings), late -> {}) {
          @Override
          void slow() {
            outcome.late();
          }

          @Override
          void ended(@Nullable Boolean good, @Nullable Throwable failure) {
            boolean answered = good != null && good;
            context.events().tell(listener -> listener.validated(context.key(), answered));
            if (!answered) {
              places.suspectAll();
              evictor.evict(entry, held, Eviction.INVALID);
            } else if (entry.verdict == PoolEntry.RETIRE) {
              evictor.evict(entry, held, entry.retirement);
            } else {
              entry.verdict = PoolEntry.KEEP;
              outcome.answered(entry, held);
            }
            if (!answered || !alone) {
              checkIdle(since);
            }
          }
        };
    call.start(SLOW, context.sizes().validationTimeout().toNanos());
  }

  private boolean answers(Connection raw, @Nullable Settings settings) throws SQLException {
    Duration timeout = context.sizes().validationTimeout();
    // isValid counts in seconds, and some drivers do not keep even those: bounded by the socket
    // too.
    Connector.limitAnswers(raw, timeout);
    boolean valid = raw.isValid((int) Math.max(1, (timeout.toMillis() + 999) / 1000));
    if (valid) {
      if (settings != null) {
        settings.endTransaction();
      }
      Connector.limitAnswers(raw, context.config().answerTimeout());
    }
    return valid;
  }
}
