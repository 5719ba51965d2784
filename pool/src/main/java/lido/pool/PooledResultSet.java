package lido.pool;

import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/** The rows that a borrower reads. As thread-safe as the driver's result set: not. */
final class PooledResultSet extends ForwardingResultSet {

  private Handle owner;

  PooledResultSet(Handle owner, ResultSet raw) {
    super(raw);
    this.owner = owner;
  }

  @Override
  public @Nullable Statement getStatement() {
    return owner instanceof PooledStatement statement ? statement : null;
  }

  @Override
  PooledConnection connection() {
    return owner.connection();
  }

  @Override
  Wrapper driverObject() {
    return raw;
  }
}
