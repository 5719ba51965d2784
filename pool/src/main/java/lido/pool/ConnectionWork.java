package lido.pool;

import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Database#withConnection} and {@link Database#transaction} run.
 *
 * @param <T> what the work returns
 * @param <E> what the work may throw
 */
@FunctionalInterface
public interface ConnectionWork<T extends @Nullable Object, E extends Exception> {

  /** Uses the connection until it returns; does not close it. */
  T run(Connection connection) throws E;
}
