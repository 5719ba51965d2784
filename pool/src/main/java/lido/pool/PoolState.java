package lido.pool;

/**
 * The states of a {@link ConnectionPool}.
 *
 * <pre>
 * state     entered when                                left by
 * NEW       it is made                                  its first connections are there, or
 *                                                       are left to the background  → OPEN
 *                                                       they cannot be opened       → DRAINING
 * OPEN      it may be acquired from, {@code min} is kept up   close                       → DRAINING
 * DRAINING  close begins: nobody joins the queue,       every connection is closed, or
 *           what is idle is closed                      given up                    → CLOSED
 * CLOSED    nothing is left to wait for                 nothing
 * </pre>
 */
enum PoolState {
  NEW,
  OPEN,
  DRAINING,
  CLOSED;

  boolean canMoveTo(PoolState next) {
    return switch (this) {
      case NEW -> next == OPEN || next == DRAINING;
      case OPEN -> next == DRAINING;
      case DRAINING -> next == CLOSED;
      case CLOSED -> false;
    };
  }
}
