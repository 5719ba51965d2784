package lido.pool;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One timer thread for all pools of the JVM, and threads that come and go for calls into drivers.
 * All are daemons and end by themselves when there is nothing to do (ADR 0009).
 */
final class SharedThreads implements Background {

  static final Background SHARED = new SharedThreads();

  private static final Logger LOG = LoggerFactory.getLogger(SharedThreads.class);

  private final TimerThread alarm;
  private final TimerThread deadlines;
  private final ThreadPoolExecutor drivers;

  private SharedThreads() {
    alarm = new TimerThread(daemons("lido-housekeeper"));
    deadlines = new TimerThread(daemons("lido-deadlines"));
    drivers =
        new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, SECONDS, new SynchronousQueue<>(), daemons("lido-driver"));
  }

  private static ThreadFactory daemons(String name) {
    var number = new AtomicInteger();
    return task -> {
      var thread = new Thread(null, task, name + "-" + number.incrementAndGet(), 0, false);
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Scheduled after(long nanos, Runnable task) {
    return alarm.after(nanos, guarded(task));
  }

  @Override
  public Scheduled atDeadline(long nanos, Runnable task) {
    return deadlines.after(nanos, guarded(task));
  }

  @Override
  public void run(Runnable task) {
    drivers.execute(guarded(task));
  }

  /** A task that fails must not end what else its thread has to do, and must not fail unseen. */
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        LOG.error("bug: a task of the housekeeper failed", e);
      }
    };
  }
}
