package lido.pool;

import java.util.Collection;
import java.util.Set;

/** The databases of one worker by key. Thread-safe. */
public final class DatabasePool implements PoolInterface {

  /** Takes the checked rows; opens nothing. */
  public DatabasePool(Collection<DatabaseConfig> rows) {}

  /**
   * Takes the checked rows and the name of the pool's owner, such as {@code worker 3}, which
   * messages and logs repeat; opens nothing.
   */
  public DatabasePool(Collection<DatabaseConfig> rows, String owner) {}

  /** Returns the keys of all databases, in the order of the rows. */
  public Set<String> keys() {
    throw new UnsupportedOperationException();
  }

  /** Returns {@code getConnection("default")}. */
  public Database getConnection() {
    throw new UnsupportedOperationException();
  }

  /** Returns the database of a key; the same object for every caller. Opens it if need be. */
  public Database getConnection(String key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void initPool() throws PoolOpenException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
