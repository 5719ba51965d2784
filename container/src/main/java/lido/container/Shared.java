package lido.container;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What all generations of an application have in common.
 *
 * @param listener hears of every worker
 */
record Shared(
    Application application,
    PoolUsers users,
    Tasks tasks,
    LongSupplier nanoTime,
    WorkerLane.Listener listener) {

  Deadline in(Duration time) {
    return Deadline.in(time, nanoTime);
  }
}
