package lido.container;

import com.google.inject.Module;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What all generations of an application have in common.
 *
 * @param ownModule binds the application itself, in every worker
 * @param threads makes every thread but those of coroutines
 * @param delay the manager's, which has a thread when no other is to be had
 * @param listener hears of every worker
 */
record ApplicationParts(
    Module ownModule,
    PoolUsers users,
    TaskQueue tasks,
    LongSupplier nanoTime,
    ThreadMaker threads,
    Delay delay,
    WorkerExecutor.Listener listener) {

  Deadline in(Duration time) {
    return Deadline.in(time, nanoTime);
  }

  /** Returns the steps of a stop, before the first. */
  StopSteps stopSteps() {
    return new StopSteps(threads, delay, nanoTime);
  }
}
