package lido.pool;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One database: a {@link DataSource} whose connections come from a bounded pool. Thread-safe. */
public abstract class Database implements DataSource {

  /** Returns the key. */
  public abstract String key();

  /** Returns the kind of database. */
  public abstract Adapter adapter();

  /** Returns the prefixed and quoted name of a table. */
  public abstract String table(String name);

  /** Returns what the pool holds now; asks nobody and never blocks. */
  public abstract PoolStats stats();

  /** Runs the work with a connection and returns the connection. */
  public abstract <T extends @Nullable Object, E extends Exception> T withConnection(
      ConnectionWork<T, E> work) throws SQLException, E;

  /** Runs the work in a transaction: committed when it returns, rolled back when it throws. */
  public abstract <T extends @Nullable Object, E extends Exception> T transaction(
      ConnectionWork<T, E> work) throws SQLException, E;

  @Override
  public abstract Connection getConnection() throws SQLException;
}
