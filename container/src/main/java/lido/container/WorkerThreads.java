package lido.container;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads of a worker's coroutines. A JVM with virtual threads (21 and up) gives one to each
 * coroutine; any other has a bounded pool of platform threads. Only this class knows the
 * difference. It finds the newer API by reflection, because Lido compiles for 17. All threads are
 * daemons.
 */
final class WorkerThreads {

  private WorkerThreads() {}

  /** Returns whether coroutines run on virtual threads. */
  static boolean areVirtual() {
    return Runtime.version().feature() >= 21;
  }

  /**
   * Returns a new executor that never blocks its caller.
   *
   * @param name the prefix of the threads' names: {@code worker-3} leads to worker-3-0, worker-3-1
   *     …
   * @param threads the most platform threads
   * @param maker makes the platform threads
   */
  static ExecutorService executor(String name, int threads, ThreadMaker maker) {
    return areVirtual() ? virtual(name) : platform(name, threads, maker);
  }

  private static ExecutorService virtual(String name) {
    try {
      var builder = Thread.class.getMethod("ofVirtual").invoke(null);
      // Through the public interface: the builder's own class is not accessible.
      var builderType = Class.forName("java.lang.Thread$Builder");
      builderType.getMethod("name", String.class, long.class).invoke(builder, name + "-", 0L);
      var factory = builderType.getMethod("factory").invoke(builder);
      Method executor = Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class);
      return (ExecutorService) executor.invoke(null, factory);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("bug: Java " + Runtime.version() + " without virtual threads", e);
    }
  }

  /** Returns the executor of a JVM without virtual threads. */
  static ExecutorService platform(String name, int threads, ThreadMaker maker) {
    var number = new AtomicLong();
    ThreadFactory factory = task -> maker.make(name + "-" + number.getAndIncrement(), task);
    // The queue needs no bound: the worker admits at most server.max-coroutines.
    var executor =
        new ThreadPoolExecutor(threads, threads, 60, SECONDS, new LinkedBlockingQueue<>(), factory);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
