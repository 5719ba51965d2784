package lido.container;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manager's thread, from the start to the stop. It rescues workers and stops that have failed,
 * often because no thread could be started; so its own work must not need a new thread.
 * Thread-safe.
 */
final class StandbyThread implements Delay {

  private static final Logger LOG = LoggerFactory.getLogger(StandbyThread.class);

  private final ThreadMaker threads;
  private final ScheduledThreadPoolExecutor standby;

  StandbyThread(ThreadMaker threads) {
    this.threads = threads;
    // After the stop there is nothing to rescue.
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

  /** Long work has a thread of its own, so that it delays no other; without one it runs here. */
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
