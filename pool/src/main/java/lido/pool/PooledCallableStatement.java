package lido.pool;

import java.sql.CallableStatement;

/** A borrower's callable statement; see {@link PooledStatement}. */
final class PooledCallableStatement extends ForwardingCallableStatement {

  PooledCallableStatement(PooledConnection connection, CallableStatement raw) {
    super(connection, raw);
  }
}
