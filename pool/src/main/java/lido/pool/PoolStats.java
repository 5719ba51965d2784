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

  /** Returns how many physical connections there are, those being opened included. */
  public int total() {
    return inUse + idle + opening;
  }
}
