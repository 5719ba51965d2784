package lido.container;

import java.time.Duration;

/** Runs work after a pause, on another thread. */
@FunctionalInterface
interface Delay {

  /** Makes the threads that it needs; called once, before the first work. */
  default void start() {}

  /** Returns at once; the work begins after the pause. */
  void after(Duration pause, Runnable work);

  /** Gives up the work that has not begun. */
  default void stop() {}
}
