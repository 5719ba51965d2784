package lido.container;

import com.google.inject.Injector;

/**
 * A started lane that serves requests or runs tasks, with an injector and an executor of its own.
 */
public interface Worker {

  /** Returns the id, from 0; workers that run tasks have numbers of their own, from 0 too. */
  int id();

  /** Returns what messages call it: {@code worker 3}, or {@code task worker 0}. */
  String name();

  /** Returns whether it runs tasks and serves no requests. */
  boolean isTask();

  /** Returns the worker's own injector: what is {@code @Singleton} is one per worker. */
  Injector injector();

  /**
   * Runs a coroutine: on a virtual thread of its own on JDK 21 and up, else on the worker's bounded
   * pool of platform threads. Never blocks.
   *
   * @param coroutine best a {@link Coroutine}, which has a name and hears that it will never run
   * @return false, and the task will not run, when the worker has as many coroutines as it may
   *     have, has failed, or is draining; {@link Application#workers} has those to try next
   */
  boolean execute(Runnable coroutine);

  /** Returns how many coroutines are running or queued. */
  int running();

  /**
   * Drops the coroutines that were accepted and still wait for a thread (on Java below 21): {@link
   * Coroutine#dropped} is called instead of {@code run}.
   *
   * @return how many those were
   */
  int dropWaiting();

  /**
   * Says that this worker cannot serve any more. It takes no further coroutine, and another one
   * starts in its place; those that are running may end. It also fails by itself, when its executor
   * refuses to work or when a coroutine ends with an error of the JVM, such as {@link
   * OutOfMemoryError} (not {@link StackOverflowError}, which is the coroutine's own).
   */
  void fail(Throwable cause);

  /**
   * Fails the worker if what a coroutine threw is an error of the JVM: nobody knows in what state
   * the worker's objects are then. For coroutines that catch everything themselves.
   */
  default void failIfFatal(Throwable thrown) {
    if (thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError)) {
      fail(thrown);
    }
  }
}
