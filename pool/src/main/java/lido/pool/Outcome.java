package lido.pool;

/**
 * What has become of a call into the driver. Told on the thread of the call, or on the timer's when
 * the call was given up: never blocks.
 */
interface Outcome {

  /**
   * A new connection is there.
   *
   * @param held the state in which the entry is held, from now on by the callee
   */
  void opened(PoolEntry entry, long held);

  /** A connection could not be opened, or is not there in time. */
  void failed(OpenFailure failure);

  /**
   * A connection answers.
   *
   * @param held the state in which the entry is held, from now on by the callee
   */
  void answered(PoolEntry entry, long held);

  /** A call takes so long that others are to be tried beside it. */
  void late();

  /** A place is free again. */
  void emptied();
}
