package lido.pool;

import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** What {@link Database#withConnection} and {@link Database#transaction} run. */
@FunctionalInterface
public interface ConnectionWork<T extends @Nullable Object, E extends Exception> {

  /** Uses the connection, which belongs to the caller until this method returns. */
  T run(Connection connection) throws E;
}
