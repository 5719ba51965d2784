package lido.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;

/**
 * What a stretch of work cost. CPU is the whole process's: a pool's helper threads, its collector
 * and its compiler count.
 */
final class Meter {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long wall = System.nanoTime();
  private final long cpu = SYSTEM.getProcessCpuTime();
  private final long bytes = allocated();

  /** Bytes that the current platform thread has allocated. */
  static long ownBytes() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** Bytes of all threads, also virtual and ended ones; 0 on a JVM that does not count them. */
  private static long allocated() {
    if (!VirtualThreads.exist()) {
      return 0;
    }
    try {
      return (long)
          MethodHandles.publicLookup()
              .findVirtual(
                  ThreadMXBean.class,
                  "getTotalThreadAllocatedBytes",
                  MethodType.methodType(long.class))
              .invokeExact(THREADS);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  long wallNanos() {
    return System.nanoTime() - wall;
  }

  long cpuNanos() {
    return SYSTEM.getProcessCpuTime() - cpu;
  }

  long allocatedBytes() {
    return allocated() - bytes;
  }
}
