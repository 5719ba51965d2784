package lido.pool;

import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive leases of one entry. The number of a lease has 61 bits, so it never comes again; a
 * handle keeps the last 16 of them and its span, which knows the others. What is compared with the
 * state of the entry is always the whole number: a handle that is used long after its lease can
 * never be taken for the present holder's.
 *
 * <p>A span ends after some ten thousand leases and the entry gets another one. So on a busy pool
 * it is a young object, and to note each statement in it is a plain store; in the entry, which is
 * old, it would be a memory fence with G1.
 */
final class LeaseNumbers {

  private static final int SHIFT = 3;
  private static final int BITS = Character.SIZE + SHIFT;

  final PoolEntry entry;
  final Lender pool;

  /** The state of the entry in the first lease of this span. */
  private final long first;

  /**
   * What the borrower executed last, so that the end of a drain can cancel it: a racy hint. The
   * driver's statement, not the handle, which must become garbage when it is lost.
   */
  @Nullable Statement running;

  /**
   * @param state of the entry, IN_USE
   */
  LeaseNumbers(PoolEntry entry, long state) {
    this.entry = entry;
    this.pool = entry.pool;
    this.first = state >>> BITS << BITS | PoolEntry.IN_USE;
  }

  boolean covers(long state) {
    return state >>> BITS == first >>> BITS;
  }

  /** The part of a state that a handle keeps. */
  static char number(long state) {
    return (char) (state >>> SHIFT);
  }

  /** The state of the entry while the lease of this number lasts. */
  long state(char number) {
    return first + ((long) number << SHIFT);
  }
}
