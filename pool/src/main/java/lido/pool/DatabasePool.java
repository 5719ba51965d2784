package lido.pool;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The databases of one worker by key. Thread-safe.
 *
 * <pre>
 * var pool = new DatabasePool(List.of(DatabaseConfig.ofUrl("default", url, user, pass, sizes)));
 * pool.initPool();
 * int users = pool.getConnection("default").withConnection(connection -&gt; count(connection));
 * pool.close();
 * </pre>
 */
public final class DatabasePool implements PoolInterface {

  private static final Logger LOG = LoggerFactory.getLogger(DatabasePool.class);

  private final Map<String, Database> databases = new LinkedHashMap<>();
  private final Background background;

  /** Takes the checked rows; opens nothing. */
  public DatabasePool(Collection<DatabaseConfig> rows) {
    this(rows, "");
  }

  /**
   * Takes the checked rows and the name of the pool's owner, such as {@code worker 3}, which
   * messages repeat; opens nothing.
   *
   * @throws IllegalArgumentException when two rows have one key
   */
  public DatabasePool(Collection<DatabaseConfig> rows, String owner) {
    this(rows, owner, null, SharedThreads.SHARED);
  }

  /** As above, with somebody who hears what happens in the pools. */
  public DatabasePool(Collection<DatabaseConfig> rows, String owner, PoolListener listener) {
    this(rows, owner, listener, SharedThreads.SHARED);
  }

  DatabasePool(
      Collection<DatabaseConfig> rows,
      String owner,
      @Nullable PoolListener listener,
      Background background) {
    this.background = background;
    var events = new ListenerCalls(listener);
    for (DatabaseConfig row : rows) {
      if (databases.put(row.key(), new Database(row, owner, events, background)) != null) {
        throw new IllegalArgumentException("two rows for the key \"" + row.key() + "\"");
      }
    }
  }

  /** Returns the keys of all databases, in the order of the rows. */
  public Set<String> keys() {
    return Collections.unmodifiableSet(databases.keySet());
  }

  /** Returns {@code getConnection("default")}. */
  public Database getConnection() throws SQLException {
    return getConnection("default");
  }

  /**
   * Returns the database of a key; the same object for every caller. Where {@link #initPool} has
   * not opened it yet, the first caller does, and blocks for about one connect.
   *
   * @throws IllegalArgumentException for a key that no row has; the message lists those there are
   * @throws SQLException when it cannot be opened; the next call tries again
   */
  public Database getConnection(String key) throws SQLException {
    Database database = database(key);
    database.ensureOpen();
    return database;
  }

  /**
   * Returns the database of a key as {@link #getConnection(String)} does, but opens nothing: that
   * is left to {@link #initPool} or to the first connection that is acquired.
   *
   * @throws IllegalArgumentException for a key that no row has; the message lists those there are
   */
  public Database database(String key) {
    Database database = databases.get(key);
    if (database == null) {
      throw new IllegalArgumentException(
          "no database \"" + key + "\" is configured, there is " + String.join(", ", keys()));
    }
    return database;
  }

  /**
   * Opens every key at once, and all {@code min} connections of each at once, so that it takes
   * about one connect; at least one of each, which proves that the database is there. When a
   * required key fails, what was opened here is closed again, and what had been open before stays.
   * A key with {@code required = false} that fails is tried again in the background.
   *
   * @throws PoolOpenException naming every required key that failed, at which step, and why
   */
  @Override
  public void initPool() throws PoolOpenException {
    var openings = new LinkedHashMap<Database, CompletableFuture<Boolean>>();
    for (Database database : databases.values()) {
      openings.put(database, openAside(database));
    }
    var openedHere = new ArrayList<Database>();
    var failures = new ArrayList<OpenFailure>();
    var bugs = new ArrayList<Throwable>();
    openings.forEach(
        (database, opened) -> {
          try {
            if (isOpenedHere(database, opened, failures)) {
              openedHere.add(database);
            }
          } catch (RuntimeException | Error e) {
            bugs.add(e);
          }
        });
    if (failures.isEmpty() && bugs.isEmpty()) {
      return;
    }
    closeAll(openedHere, Opening::reset);
    if (!failures.isEmpty()) {
      var failure = new PoolOpenException(failures, databases.size());
      bugs.forEach(failure::addSuppressed);
      throw failure;
    }
    throw rethrown(bugs);
  }

  private CompletableFuture<Boolean> openAside(Database database) {
    var opened = new CompletableFuture<Boolean>();
    try {
      background.run(
          () -> {
            try {
              opened.complete(database.opening().openHere());
            } catch (OpenFailure | SQLException | RuntimeException | Error e) {
              opened.completeExceptionally(e);
            }
          });
    } catch (RuntimeException | Error e) {
      // No thread to be had.
      opened.completeExceptionally(e);
    }
    return opened;
  }

  private static boolean isOpenedHere(
      Database database, CompletableFuture<Boolean> opened, List<OpenFailure> failures) {
    try {
      return opened.join();
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof OpenFailure failure)) {
        throw e;
      }
      if (database.isRequired()) {
        failures.add(failure);
        return false;
      }
      LOG.warn(
          "{}\n  note:  required = false: trying again in the background", failure.getMessage());
      return database.opening().openLater();
    }
  }

  /** The first as it was thrown, with the others. */
  private static RuntimeException rethrown(List<Throwable> bugs) {
    Throwable first = bugs.get(0);
    Throwable cause = first instanceof CompletionException ? first.getCause() : first;
    Throwable thrown = cause instanceof Error || cause instanceof RuntimeException ? cause : first;
    bugs.subList(1, bugs.size()).forEach(thrown::addSuppressed);
    if (thrown instanceof Error error) {
      throw error;
    }
    return (RuntimeException) thrown;
  }

  @Override
  public List<String> heldBy(Thread thread) {
    return databases.values().stream()
        .flatMap(
            database ->
                database.holders(lease -> lease.holder() == thread).stream()
                    .map(holder -> database.key() + " for " + seconds(holder.age())))
        .toList();
  }

  private static String seconds(Duration age) {
    return age.toMillis() < 10_000 ? age.toMillis() + "ms" : age.toSeconds() + "s";
  }

  /** Closes all databases side by side: each drains for at most its {@code drain-timeout}. */
  @Override
  public void close() {
    closeAll(databases.values(), Opening::close);
  }

  /** Closes these databases side by side; what one of them throws does not reach the others. */
  private void closeAll(Collection<Database> which, Consumer<Opening> how) {
    var done = new ArrayList<CompletableFuture<Void>>();
    var here = new ArrayList<Runnable>();
    for (Database database : which) {
      var closed = new CompletableFuture<Void>();
      done.add(closed);
      Runnable closing =
          () -> {
            try {
              how.accept(database.opening());
            } catch (RuntimeException | Error e) {
              LOG.error("{}: not all connections could be closed", database, e);
            } finally {
              closed.complete(null);
            }
          };
      try {
        background.run(closing);
      } catch (RuntimeException | Error e) {
        here.add(closing);
      }
    }
    // There is no thread to be had for these, so they drain one after the other, on this one.
    here.forEach(Runnable::run);
    try {
      CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).get();
    } catch (InterruptedException e) {
      databases.values().forEach(Database::hurry);
      done.forEach(CompletableFuture::join);
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("bug: a closing never fails", e.getCause());
    }
  }
}
