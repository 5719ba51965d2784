package lido.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which one pool calls its driver. Thread-safe.
 *
 * <p>A call that does not return in time is given up, and its place is used again; but its thread
 * stays for as long as the driver keeps it, and is lost until then. Every lost thread has cost a
 * connect, so a pool with many of them connects more and more seldom, and at last not at all. The
 * pauses double: a database that was away for long is found again after about as long.
 */
final class DriverThreads {

  /** Lost threads that change nothing: as many as there are places, but not too many. */
  private static final int FREE = 10;

  /** Lost threads beyond those, each after a longer pause; the last after some five hours. */
  private static final int RISKED = 16;

  private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);

  /** What {@link #pause} returns when nothing is to be opened before a thread has returned. */
  static final long NEVER = Long.MAX_VALUE;

  private final PoolContext context;
  private final Runnable whenOneReturns;
  private final int free;

  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicBoolean warned = new AtomicBoolean();

  /** When the youngest of them was given up. */
  private volatile long lastLost;

  DriverThreads(PoolContext context, Runnable whenOneReturns) {
    this.context = context;
    this.whenOneReturns = whenOneReturns;
    this.free = Math.min(context.sizes().max(), FREE);
  }

  Background background() {
    return context.background();
  }

  /** A call was given up, and its thread is still in the driver. */
  void lose() {
    lastLost = context.nanoTime();
    int now = lost.incrementAndGet();
    if (now >= free && warned.compareAndSet(false, true)) {
      context.warn(
          now
              + (now == 1 ? " thread hangs" : " threads hang")
              + " in the driver, in calls that were given up\n  fix:   look for lido-driver in a"
              + " thread dump (jcmd <pid> Thread.print) to see where, and set the driver's own"
              + " timeouts in "
              + context.path()
              + ".options; until they return connects become fewer, and at "
              + (free + RISKED)
              + " such threads there are none");
    }
  }

  /** The thread of a call that was given up has left the driver. */
  void find() {
    if (lost.decrementAndGet() == 0) {
      warned.set(false);
    }
    whenOneReturns.run();
  }

  /** How long nothing is to be opened from now on, because of lost threads; 0 for none. */
  long pause(long now) {
    int risked = lost.get() - free;
    if (risked <= 0) {
      return 0;
    }
    return risked >= RISKED ? NEVER : Math.max(0, lastLost + (FIRST_PAUSE << (risked - 1)) - now);
  }
}
