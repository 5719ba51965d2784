package lido.pool;

import java.sql.SQLNonTransientConnectionException;

/** The pool has been closed: no connection will come, now or later. */
public final class PoolClosedException extends SQLNonTransientConnectionException {

  private static final long serialVersionUID = 1;

  PoolClosedException(String message) {
    super(message, "08003");
  }
}
