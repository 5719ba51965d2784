package lido.container;

import com.google.inject.Module;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The parts of an application that all its generations share.
 *
 * @param ownModule binds the application itself in every worker
 * @param users counts the workers that use each pool
 * @param threads makes all threads but the virtual ones
 * @param delay has a thread of its own, even when no other can be started
 * @param listener is told of the changes of every worker
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

  /** Returns the steps of a stop, of which none is taken yet. */
  StopSteps stopSteps() {
    return new StopSteps(threads, delay, nanoTime);
  }
}
