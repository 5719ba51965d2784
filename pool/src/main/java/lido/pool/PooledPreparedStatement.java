package lido.pool;

import java.sql.PreparedStatement;

/** A borrower's prepared statement; see {@link PooledStatement}. */
class PooledPreparedStatement extends ForwardingPreparedStatement {

  PooledPreparedStatement(PooledConnection connection, PreparedStatement raw) {
    super(connection, raw);
  }
}
