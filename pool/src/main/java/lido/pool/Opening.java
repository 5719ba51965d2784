package lido.pool;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens the pool of one {@link Database}: once for all callers, again after a failure, never after
 * a close. Thread-safe.
 */
final class Opening {

  private final PoolContext context;

  /** Told of each pool that can be used, and of null when it is to be opened anew. */
  private final Consumer<@Nullable ConnectionPool> published;

  /** The attempt that is under way or has succeeded; null before, and after one that failed. */
  private final AtomicReference<@Nullable CompletableFuture<ConnectionPool>> current =
      new AtomicReference<>();

  /** Once true this is always true. */
  private volatile boolean closed;

  private volatile Duration took = Duration.ZERO;

  Opening(PoolContext context, Consumer<@Nullable ConnectionPool> published) {
    this.context = context;
    this.published = published;
  }

  /** How long the last successful opening took; zero before that. */
  Duration took() {
    return took;
  }

  /** Returns the open pool; the first caller opens it, and all block for about one connect. */
  ConnectionPool open() throws SQLException {
    try {
      return open(new CompletableFuture<>());
    } catch (OpenFailure e) {
      throw e.toSqlException();
    }
  }

  /** Opens the pool as the first caller would; returns whether it was not open before. */
  boolean openHere() throws OpenFailure, PoolClosedException {
    var mine = new CompletableFuture<ConnectionPool>();
    open(mine);
    return mine.isDone();
  }

  private ConnectionPool open(CompletableFuture<ConnectionPool> mine)
      throws OpenFailure, PoolClosedException {
    while (true) {
      if (closed) {
        throw new PoolClosedException(context.path() + ": the pool has been closed");
      }
      CompletableFuture<ConnectionPool> other = current.get();
      if (other != null) {
        return join(other);
      }
      if (current.compareAndSet(null, mine)) {
        return run(mine, this::openNow);
      }
    }
  }

  private void openNow(ConnectionPool created) throws OpenFailure {
    long start = context.nanoTime();
    created.open();
    took = Duration.ofNanos(context.nanoTime() - start);
  }

  private static ConnectionPool join(CompletableFuture<ConnectionPool> other) throws OpenFailure {
    try {
      return other.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof OpenFailure failure) {
        throw failure;
      }
      throw e;
    }
  }

  /**
   * Serves from now on, though nothing could be opened yet: the pool keeps trying in the
   * background. Returns whether nobody has opened it meanwhile.
   */
  boolean openLater() {
    var mine = new CompletableFuture<ConnectionPool>();
    if (!current.compareAndSet(null, mine)) {
      return false;
    }
    try {
      run(mine, ConnectionPool::openLater);
      return true;
    } catch (OpenFailure e) {
      throw new IllegalStateException("bug: nothing was to be opened yet", e);
    }
  }

  private interface Start {
    void of(ConnectionPool pool) throws OpenFailure;
  }

  /** Makes a pool and starts it, for all who wait for this attempt. */
  private ConnectionPool run(CompletableFuture<ConnectionPool> mine, Start start)
      throws OpenFailure {
    ConnectionPool created = null;
    try {
      created = new ConnectionPool(context);
      start.of(created);
    } catch (OpenFailure | RuntimeException | Error e) {
      fail(mine, created, e);
      throw e;
    }
    published.accept(created);
    mine.complete(created);
    // A close that came before this line found no pool, and has left it to us.
    if (closed) {
      created.close();
    }
    return created;
  }

  private void fail(
      CompletableFuture<ConnectionPool> mine, @Nullable ConnectionPool created, Throwable because) {
    try {
      if (created != null) {
        created.close();
      }
    } catch (RuntimeException | Error e) {
      because.addSuppressed(e);
    } finally {
      current.compareAndSet(mine, null);
      mine.completeExceptionally(because);
    }
  }

  /** Closes what is open; it can be opened again. */
  void reset() {
    published.accept(null);
    close(current.getAndSet(null));
  }

  /** Closes what is open, for good. */
  void close() {
    closed = true;
    close(current.get());
  }

  /** Closes the pool of an attempt that has succeeded. */
  private static void close(@Nullable CompletableFuture<ConnectionPool> attempt) {
    if (attempt != null && attempt.isDone() && !attempt.isCompletedExceptionally()) {
      attempt.join().close();
    }
  }
}
