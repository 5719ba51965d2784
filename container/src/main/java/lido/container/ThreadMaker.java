package lido.container;

/**
 * Makes the threads of the kernel. To start one may end in an {@link OutOfMemoryError}, when the
 * system has no thread to give.
 */
@FunctionalInterface
interface ThreadMaker {

  /** Makes a thread, and does not start it. */
  Thread make(String name, Runnable work);

  /** Makes a daemon. */
  static Thread daemon(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
