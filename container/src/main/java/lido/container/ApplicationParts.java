package lido.container;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What all generations of an application have in common.
 *
 * @param listener hears of every worker
 */
record ApplicationParts(
    Application application,
    PoolUsers users,
    TaskQueue tasks,
    LongSupplier nanoTime,
    WorkerExecutor.Listener listener) {

  Deadline in(Duration time) {
    return Deadline.in(time, nanoTime);
  }
}
