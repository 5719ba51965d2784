package lido.pool;

import lido.pool.PoolListener.Eviction;
import org.jspecify.annotations.Nullable;

/**
 * What the slow side notes of a {@link PoolEntry}: the housekeeper and whoever opens or validates.
 *
 * <p>A class of its own for the sake of memory: the JVM lays the fields of a superclass out first,
 * so these stand between the fields of one entry that every acquire and return touches and those of
 * its neighbour. They are more than a cache line, hence two threads on neighbouring entries do not
 * take each other's line away. {@code EntryLayoutTest} looks at the layout that the JVM chose.
 */
abstract class EntryBookkeeping {

  final int index;

  // Nanoseconds of the pool's clock. The opener writes the first two before it publishes; after
  // that
  // they are the housekeeper's alone, as the next two always are.
  long retireAt;
  long idleSince;
  long seenState;
  long seenSince;

  /** Written by the holder that opens or validates; read by anyone, as a hint. */
  long checkedAt;

  /** The state of an opening that takes longer than it may; others are opened beside it. */
  volatile long overdue;

  /** The state whose lease was reported as a leak, so that it is reported once. */
  long reported;

  /**
   * Whether its last move was the housekeeper's own validation, which must not make it look used.
   */
  boolean keptAlive;

  /** Why, where the verdict is RETIRE; written before it. */
  Eviction retirement = Eviction.MAX_LIFETIME;

  /** What the connection showed right after its login; null while EMPTY and OPENING. */
  @Nullable LoginState login;

  EntryBookkeeping(int index) {
    this.index = index;
  }
}
