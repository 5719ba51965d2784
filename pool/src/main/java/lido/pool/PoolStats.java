package lido.pool;

/**
 * What a pool holds at one moment.
 *
 * @param inUse connections with a borrower
 * @param idle open connections that wait in the pool
 * @param opening connections that are being opened
 * @param waiting callers that wait for a connection
 * @param max the most connections there may be
 */
public record PoolStats(int inUse, int idle, int opening, int waiting, int max) {

  static PoolStats of(PoolEntry[] entries, int waiting) {
    int inUse = 0;
    int idle = 0;
    int opening = 0;
    for (PoolEntry entry : entries) {
      switch (entry.phase()) {
        case PoolEntry.IN_USE, PoolEntry.RETURNING -> inUse++;
        case PoolEntry.IDLE, PoolEntry.CHECKING -> idle++;
        case PoolEntry.OPENING -> opening++;
        default -> {}
      }
    }
    return new PoolStats(inUse, idle, opening, waiting, entries.length);
  }

  /** Returns how many physical connections there are, those being opened included. */
  public int total() {
    return inUse + idle + opening;
  }
}
