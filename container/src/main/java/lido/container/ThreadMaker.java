package lido.container;

/**
 * Makes the threads of the kernel. The start of a thread may throw an {@link OutOfMemoryError},
 * when the system has no more threads.
 */
@FunctionalInterface
interface ThreadMaker {

  /** Makes a thread, but does not start it. */
  Thread make(String name, Runnable work);

  /** Makes a daemon. */
  static Thread daemon(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
