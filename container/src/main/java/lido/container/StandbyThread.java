package lido.container;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manager's thread: made at the start and kept until the stop. Its work is the rescue of a
 * worker or of a stop, often for want of a thread; so the rescue itself must not need a new one.
 * Thread-safe.
 */
final class StandbyThread implements Delay {

  private static final Logger LOG = LoggerFactory.getLogger(StandbyThread.class);

  private final ThreadMaker threads;
  private final ScheduledThreadPoolExecutor standby;

  StandbyThread(ThreadMaker threads) {
    this.threads = threads;
    // After the stop there is nothing left to rescue.
    this.standby =
        new ScheduledThreadPoolExecutor(
            1, work -> threads.make("manager", work), new DiscardPolicy());
  }

  @Override
  public void start() {
    standby.prestartCoreThread();
  }

  @Override
  public void after(Duration pause, Runnable work) {
    standby.schedule(() -> begin(work), pause.toNanos(), NANOSECONDS);
  }

  /** Work that takes its time delays no other work, unless there is no thread but this one. */
  private void begin(Runnable work) {
    try {
      threads.make("manager-work", () -> run(work)).start();
    } catch (Throwable e) {
      LOG.debug("the manager works on its own thread: no other could be started", e);
      run(work);
    }
  }

  private static void run(Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      LOG.error("work of the manager failed", e);
    }
  }

  @Override
  public void stop() {
    standby.shutdownNow();
  }
}
