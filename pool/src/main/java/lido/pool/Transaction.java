package lido.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/** Work on a connection that lasts as a whole or not at all. */
final class Transaction {

  private Transaction() {}

  /** Runs it in a transaction of its own or, where one is under way, in that one. */
  static <T extends @Nullable Object, E extends Exception> T run(
      Connection connection, ConnectionWork<T, E> work) throws SQLException, E {
    return connection.getAutoCommit() ? begin(connection, work) : nest(connection, work);
  }

  private static <T extends @Nullable Object, E extends Exception> T begin(
      Connection connection, ConnectionWork<T, E> work) throws SQLException, E {
    connection.setAutoCommit(false);
    T result;
    try {
      result = work.run(connection);
      connection.commit();
    } catch (Throwable e) {
      undo(connection, null, e);
      throw e;
    }
    connection.setAutoCommit(true);
    return result;
  }

  private static <T extends @Nullable Object, E extends Exception> T nest(
      Connection connection, ConnectionWork<T, E> work) throws SQLException, E {
    Savepoint savepoint = connection.setSavepoint();
    try {
      T result = work.run(connection);
      connection.releaseSavepoint(savepoint);
      return result;
    } catch (Throwable e) {
      undo(connection, savepoint, e);
      throw e;
    }
  }

  private static void undo(Connection connection, @Nullable Savepoint to, Throwable because) {
    try {
      if (to != null) {
        connection.rollback(to);
      } else {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException | RuntimeException e) {
      because.addSuppressed(e);
    }
  }
}
