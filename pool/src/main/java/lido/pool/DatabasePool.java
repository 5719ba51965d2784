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
    var openings = new LinkedHashMap<String, CompletableFuture<Boolean>>();
    databases.forEach(
        (key, database) -> {
          var opened = new CompletableFuture<Boolean>();
          openings.put(key, opened);
          background.run(
              () -> {
                try {
                  opened.complete(database.opening().openHere());
                } catch (OpenFailure | SQLException | RuntimeException | Error e) {
                  opened.completeExceptionally(e);
                }
              });
        });
    var failures = new ArrayList<OpenFailure>();
    var openedHere = new ArrayList<Runnable>();
    openings.forEach(
        (key, opened) -> {
          Database database = database(key);
          if (isOpenedHere(database, opened, failures)) {
            openedHere.add(database.opening()::reset);
          }
        });
    if (!failures.isEmpty()) {
      closeAll(openedHere);
      throw new PoolOpenException(failures, databases.size());
    }
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
    closeAll(
        databases.values().stream().map(database -> (Runnable) database.opening()::close).toList());
  }

  private void closeAll(List<Runnable> closings) {
    var done = new ArrayList<CompletableFuture<Void>>();
    for (Runnable closing : closings) {
      var closed = new CompletableFuture<Void>();
      done.add(closed);
      background.run(
          () -> {
            try {
              closing.run();
            } finally {
              closed.complete(null);
            }
          });
    }
    try {
      CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).get();
    } catch (InterruptedException e) {
      databases.values().forEach(Database::hurry);
      done.forEach(CompletableFuture::join);
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("bug: closing failed", e.getCause());
    }
  }
}
