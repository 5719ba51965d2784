package lido.pool;

/**
 * What a handle asks of the pool that lent it. A class and not an interface: it has one subclass,
 * so the compiler calls that one directly.
 */
abstract class Lender {

  /** The path of the row, for messages. */
  abstract String path();

  /** Whether the text of statements is to be looked at. */
  abstract boolean readsSql();

  /** What is noted of a text that may leave these bits of {@link SessionChange}. */
  abstract int noted(int changes);

  /** Whether settings wait for the next call that needs them. */
  abstract boolean lazySettings();

  /**
   * Takes a connection back from its borrower; a second call for the same lease does nothing.
   *
   * @param state of the entry while the lease lasts
   */
  abstract void release(Lease lease, PoolEntry entry, long state);

  /** Takes back the connection of a handle that has become garbage. */
  abstract void reclaim(PoolEntry entry, long state);

  /** Ends a lease at once, whatever its connection is doing. */
  abstract void abort(PoolEntry entry, long state);

  /** Looks at what the driver threw, before the borrower gets it. */
  abstract void examine(Lease lease, PoolEntry entry, Throwable failure);

  /** Tells a human. */
  abstract void warn(String what);
}
