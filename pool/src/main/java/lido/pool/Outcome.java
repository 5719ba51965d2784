package lido.pool;

/**
 * What has become of a call into the driver. Told on the thread of the call, or on the timer's when
 * the call was given up: never blocks.
 */
interface Outcome {

  /** A new connection is there; the entry is the callee's. */
  void opened(PoolEntry entry);

  /** A connection could not be opened, or is not there in time. */
  void failed(OpenFailure failure);

  /** A connection answers; the entry is the callee's. */
  void answered(PoolEntry entry);

  /** A call takes so long that others are to be tried beside it. */
  void late();

  /** A place is free again. */
  void emptied();
}
