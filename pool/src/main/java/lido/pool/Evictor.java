package lido.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import lido.pool.PoolListener.Eviction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes connections for good, on threads of the pool: closing may block. */
final class Evictor {

  private static final Logger LOG = LoggerFactory.getLogger(Evictor.class);

  /**
   * What a driver gets to close or abort a connection; after that its place is free all the same.
   */
  static final long TIMEOUT = TimeUnit.SECONDS.toNanos(1);

  private final PoolContext context;
  private final DriverThreads threads;
  private final Outcome outcome;

  Evictor(PoolContext context, DriverThreads threads, Outcome outcome) {
    this.context = context;
    this.threads = threads;
    this.outcome = outcome;
  }

  /**
   * Closes an entry on another thread: closing may block. Nothing is done if the caller does not
   * hold the entry any more.
   *
   * @param held the state that made the caller the holder
   */
  void evict(PoolEntry entry, long held, Eviction reason) {
    if (entry.evict(held)) {
      close(entry, reason, false);
    }
  }

  /**
   * The same for an entry that the caller has moved to CLOSING.
   *
   * @param busy whether its borrower may be using it at this moment
   */
  void close(PoolEntry entry, Eviction reason, boolean busy) {
    LOG.debug("{}: evicting connection {}: {}", context.path(), entry.index, reason);
    context.events().tell(listener -> listener.evicted(context.key(), reason));
    // What may be broken or busy is not closed in good order: that could wait for its query.
    boolean orderly =
        reason == Eviction.IDLE_TIMEOUT
            || reason == Eviction.MAX_LIFETIME
            || (reason == Eviction.CLOSED && !busy);
    long closing = entry.state();
    Connection raw = Objects.requireNonNull(entry.raw);
    Statement running = entry.running();
    entry.raw = null;
    entry.login = null;
    entry.settings = null;
    entry.session = SessionTracking.NONE;
    var call =
        new GuardedCall<Boolean>(
            threads,
            () -> {
              if (busy && running != null) {
                cancel(running);
              }
              if (orderly && closes(raw)) {
                return true;
              }
              Connector.abort(raw);
              return true;
            },
            late -> {}) {
          @Override
          void ended(@Nullable Boolean closed, @Nullable Throwable failure) {
            if (closed == null && failure == null) {
              // It hangs in closing.
              discardAside(raw);
            }
            entry.becomeEmpty(closing);
            outcome.emptied();
          }
        };
    call.start(TIMEOUT);
  }

  /** MySQL does not notice a client that is gone before its query ends by itself. */
  private static void cancel(Statement running) {
    try {
      running.cancel();
    } catch (SQLException | RuntimeException | Error e) {
      LOG.debug("a statement cannot be cancelled; its connection is aborted next", e);
    }
  }

  private static boolean closes(Connection raw) {
    try {
      raw.close();
      return true;
    } catch (SQLException | RuntimeException | Error e) {
      LOG.debug("a connection does not close", e);
      return false;
    }
  }

  /** Ends a connection on another thread, for whoever may not block. */
  void discardAside(Connection raw) {
    var call =
        new GuardedCall<Boolean>(
            threads,
            () -> {
              Connector.discard(raw);
              return true;
            },
            late -> {}) {
          @Override
          void ended(@Nullable Boolean discarded, @Nullable Throwable failure) {}
        };
    call.start(TIMEOUT);
  }
}
