package lido.pool;

/** Time and threads for what a pool does by itself; the tests have a clock of their own. */
interface Background {

  /** A task that may be given up before it has run. */
  @FunctionalInterface
  interface Scheduled {
    void cancel();
  }

  /** Monotonic; a wall clock that jumps changes nothing. */
  long nanoTime();

  /** Runs a short task, that never blocks, once the delay is over. */
  Scheduled after(long nanos, Runnable task);

  /**
   * As {@link #after}, on a thread that runs nothing else: no listener and no log that stands still
   * delays it.
   */
  Scheduled atDeadline(long nanos, Runnable task);

  /** Runs a task that may block in a driver, on a thread of its own, at once. */
  void run(Runnable task);
}
