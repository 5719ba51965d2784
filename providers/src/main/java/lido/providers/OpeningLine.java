package lido.providers;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import lido.console.Progress;
import lido.pool.Database;
import lido.pool.DatabasePool;
import org.jspecify.annotations.Nullable;

/**
 * Counts on a terminal the databases that a start has opened, when that takes longer than a moment.
 * It polls the pools: a listener would cost time in each request. Thread-safe.
 */
final class OpeningLine {

  private static final Duration MOMENT = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final List<String> keys;
  private final int workers;
  private final ReentrantLock lock = new ReentrantLock();

  /** The pools that are not open yet, of the workers that exist. */
  @GuardedBy("lock")
  private final List<Database> opening = new ArrayList<>();

  @GuardedBy("lock")
  private int started;

  /** Null before the beginning and after the end. */
  @GuardedBy("lock")
  private @Nullable ScheduledExecutorService timer;

  @GuardedBy("lock")
  private @Nullable Progress progress;

  OpeningLine(List<String> keys, int workers) {
    this.keys = keys;
    this.workers = workers;
  }

  /** Begins the line; called before the first worker starts. */
  void begin() {
    if (keys.isEmpty() || !Progress.isShown()) {
      return;
    }
    lock.lock();
    try {
      timer = Executors.newSingleThreadScheduledExecutor(OpeningLine::thread);
      timer.scheduleWithFixedDelay(this::look, MOMENT.toMillis(), PAUSE.toMillis(), MILLISECONDS);
    } finally {
      lock.unlock();
    }
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "opening");
    thread.setDaemon(true);
    return thread;
  }

  /** Returns a pool that its worker is about to open, and counts it. */
  DatabasePool watched(DatabasePool pool) {
    lock.lock();
    try {
      if (timer != null) {
        keys.forEach(key -> opening.add(pool.database(key)));
      }
      return pool;
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    lock.lock();
    try {
      if (timer == null) {
        return;
      }
      if (progress == null) {
        var all = keys.stream().flatMap(key -> Collections.nCopies(workers, key).stream()).toList();
        progress = Progress.of("databases opened", all);
      }
      for (Iterator<Database> each = opening.iterator(); each.hasNext(); ) {
        Database database = each.next();
        if (!database.openedIn().isZero()) {
          each.remove();
          progress.done(database.key());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Counts one more worker whose pools are all open. */
  void workerStarted() {
    lock.lock();
    try {
      started++;
      if (started == workers) {
        end();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Clears the line. */
  void end() {
    lock.lock();
    try {
      if (progress != null) {
        progress.close();
        progress = null;
      }
      if (timer != null) {
        timer.shutdownNow();
        timer = null;
      }
      opening.clear();
    } finally {
      lock.unlock();
    }
  }
}
