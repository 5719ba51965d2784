package lido.container;

import com.google.inject.Injector;

/** A started worker: serves requests or runs tasks, with an injector and threads of its own. */
public interface Worker {

  /** Returns the id, from 0. Workers for tasks have ids of their own, also from 0. */
  int id();

  /** Returns the name for messages: {@code worker 3}, or {@code task worker 0}. */
  String name();

  /** Returns whether it runs tasks and no requests. */
  boolean isTask();

  /** Returns the worker's own injector. A {@code @Singleton} is one object per worker. */
  Injector injector();

  /**
   * Runs a coroutine: from JDK 21 on a virtual thread of its own, before that on the worker's
   * bounded pool of platform threads. Never blocks.
   *
   * @param coroutine best a {@link Coroutine}, which has a name and is told if it will never run
   * @return false, and the coroutine will not run, when the worker is full, has failed, or drains;
   *     {@link Application#workers} has others to try
   */
  boolean execute(Runnable coroutine);

  /** Returns how many coroutines run or wait for a thread. */
  int running();

  /**
   * Drops the coroutines that still wait for a thread, which happens on Java below 21: {@link
   * Coroutine#dropped} is called instead of {@code run}.
   *
   * @return how many were dropped
   */
  int dropWaiting();

  /**
   * Marks this worker as one that cannot serve any more. It refuses all coroutines from now on, the
   * running ones may end, and another worker is started in its place. A worker also fails by
   * itself: when it gets no thread for a coroutine, and when a coroutine throws an error of the
   * JVM, such as {@link OutOfMemoryError}. A {@link StackOverflowError} does not count: it says
   * nothing of the worker.
   */
  void fail(Throwable cause);

  /**
   * Fails the worker if a coroutine has thrown an error of the JVM, after which the worker's
   * objects may be in any state. For coroutines that catch everything themselves.
   */
  default void failIfFatal(Throwable thrown) {
    if (thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError)) {
      fail(thrown);
    }
  }
}
