package lido.pool;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One database: a {@link DataSource} whose connections come from a bounded pool. Thread-safe; there
 * is one object per key and worker. Opens its pool when it is first used, if nobody did before.
 */
public final class Database implements DataSource {

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_$]+");

  /**
   * What the current thread is inside of; so that nested work joins instead of waiting for itself.
   */
  private static final ThreadLocal<@Nullable Joined> JOINED = new ThreadLocal<>();

  private record Joined(Database database, Connection connection, @Nullable Joined outer) {}

  private final PoolContext context;

  private final Opening opening;

  /** What {@link Opening} has published, here so that the usual way is one read. */
  private volatile @Nullable ConnectionPool pool;

  Database(DatabaseConfig config, String owner, ListenerCalls events, Background background) {
    this.context = new PoolContext(config, owner, events, background);
    this.opening = new Opening(context, opened -> pool = opened);
  }

  /** Returns the key, such as {@code orders}. */
  public String key() {
    return context.key();
  }

  /** Returns the kind of database. */
  public Adapter adapter() {
    return context.config().adapter();
  }

  /** Returns where the database is, such as {@code mysql://127.0.0.1:3306/app}; no secret in it. */
  public String address() {
    return context.config().address();
  }

  /** Returns the sizes and times of the pool. */
  public PoolConfig poolConfig() {
    return context.sizes();
  }

  /** Returns how long opening the pool took; zero before that. */
  public Duration openedIn() {
    return opening.took();
  }

  /**
   * Returns the prefixed and quoted name of a table, for SQL text.
   *
   * @param name letters, digits, {@code _} and {@code $}
   * @throws IllegalArgumentException for any other character, so that no SQL can be smuggled in
   */
  public String table(String name) {
    if (!IDENTIFIER.matcher(name).matches()) {
      throw new IllegalArgumentException(
          context.path() + ": a table's name is letters, digits, _ and $, is \"" + name + "\"");
    }
    return context.config().adapter().quote(context.config().prefix() + name);
  }

  /** Returns what the pool holds now; all zero before it is open. Asks nobody and never blocks. */
  public PoolStats stats() {
    ConnectionPool opened = pool;
    return opened == null ? new PoolStats(0, 0, 0, 0, context.sizes().max()) : opened.stats();
  }

  /**
   * Returns who holds a connection now, the longest first: all that were acquired inside a {@link
   * RequestScope}, and all others where leaks are looked for. Asks nobody and never blocks.
   */
  public List<Holder> holders() {
    return holders(lease -> true);
  }

  List<Holder> holders(Predicate<LeaseOrigin> which) {
    ConnectionPool opened = pool;
    return opened == null ? List.of() : opened.holders(which);
  }

  /**
   * Makes another password count, without a restart: the next physical connection logs in with it,
   * those that are open stay as they are and are replaced when their {@code max-lifetime} is over.
   * Callers that wait for a connection because the server refused the old one are tried at once.
   */
  public void rotatePassword(String pass) {
    context.row().updateAndGet(row -> row.withPass(pass));
    ConnectionPool opened = pool;
    if (opened != null) {
      opened.passwordChanged();
    }
  }

  // Connections

  /**
   * Acquires a connection; {@code close()} on it gives it back. Blocks for at most {@code
   * acquire-timeout}, which covers waiting, connecting and validating together.
   *
   * @throws AcquireTimeoutException when there was none in time
   * @throws PoolClosedException when the pool has been closed
   * @throws SQLException when none can be opened and waiting will not help, or when the thread was
   *     interrupted (its flag stays set)
   */
  @Override
  public Connection getConnection() throws SQLException {
    ConnectionPool opened = pool;
    return opened != null ? opened.acquire() : opening.open().acquire();
  }

  /** Not supported: the user and password stand in the configuration. */
  @Override
  public Connection getConnection(String user, String pass) throws SQLException {
    throw new SQLFeatureNotSupportedException(
        context.path() + ": user and password stand in the configuration");
  }

  /**
   * Runs the work with a connection and returns the connection, whatever happens. Inside another
   * {@code withConnection} or {@link #transaction} of this database and thread it uses theirs.
   *
   * @throws SQLException as {@link #getConnection()}
   * @throws E what the work threw
   */
  public <T extends @Nullable Object, E extends Exception> T withConnection(
      ConnectionWork<T, E> work) throws SQLException, E {
    return joining(work::run);
  }

  /** {@link ConnectionWork} that also throws what JDBC throws. */
  private interface JdbcWork<T extends @Nullable Object, E extends Exception> {
    T run(Connection connection) throws SQLException, E;
  }

  private <T extends @Nullable Object, E extends Exception> T joining(JdbcWork<T, E> work)
      throws SQLException, E {
    Connection joined = joined();
    if (joined != null) {
      return work.run(joined);
    }
    try (Connection connection = getConnection()) {
      Joined outer = JOINED.get();
      JOINED.set(new Joined(this, connection, outer));
      try {
        return work.run(connection);
      } finally {
        if (outer == null) {
          JOINED.remove();
        } else {
          JOINED.set(outer);
        }
      }
    }
  }

  private @Nullable Connection joined() {
    for (Joined each = JOINED.get(); each != null; each = each.outer()) {
      if (each.database() == this) {
        return each.connection();
      }
    }
    return null;
  }

  /**
   * Runs the work in a transaction: committed when it returns, rolled back when it throws anything.
   * Inside another transaction of this database and thread it joins that one by a savepoint: what
   * it did is undone if it throws, and what it did lasts only if the outer one commits. Nothing is
   * ever run a second time.
   *
   * @throws SQLException as {@link #getConnection()}, or when the commit failed
   * @throws E what the work threw
   */
  public <T extends @Nullable Object, E extends Exception> T transaction(ConnectionWork<T, E> work)
      throws SQLException, E {
    return joining(connection -> Transaction.run(connection, work));
  }

  // Life

  /** The way to open, reset and close the pool. */
  Opening opening() {
    return opening;
  }

  boolean isRequired() {
    return context.config().required();
  }

  void ensureOpen() throws SQLException {
    if (pool == null) {
      opening.open();
    }
  }

  /** Ends the waiting of a {@link Opening#close} that is under way. */
  void hurry() {
    ConnectionPool opened = pool;
    if (opened != null) {
      opened.hurry();
    }
  }

  // DataSource

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException(context.path() + ": wraps no " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  /** Not supported: Lido logs through slf4j. */
  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException(context.path() + ": Lido logs through slf4j");
  }

  /** Not supported: {@code pool.acquire-timeout} stands in the configuration. */
  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException(
        context.path() + ": set " + context.path() + ".pool.acquire-timeout");
  }

  /** Returns {@code acquire-timeout} in whole seconds, rounded up. */
  @Override
  public int getLoginTimeout() {
    return (int) ((context.sizes().acquireTimeout().toMillis() + 999) / 1000);
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException(context.path() + ": Lido logs through slf4j");
  }

  @Override
  public String toString() {
    return context.path() + " " + context.config().address();
  }
}
