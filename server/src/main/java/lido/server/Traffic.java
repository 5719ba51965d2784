package lido.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import lido.container.Worker;
import lido.server.admin.Status;
import org.jspecify.annotations.Nullable;

/** Counts the answers of a server since its start, over all generations. Thread-safe. */
final class Traffic {

  /** Enough for a person to see what is going on. The log has all of them. */
  private static final int LAST = 10;

  /** The answers of one worker. Thread-safe. */
  static final class Counts {

    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();

    long requests() {
      return requests.sum();
    }

    long errors() {
      return errors.sum();
    }
  }

  /** The only count that has the answers of replaced workers. */
  private final Counts all = new Counts();

  private final LongAdder refused = new LongAdder();
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Deque<Status.Failure> last = new ArrayDeque<>();

  Counts all() {
    return all;
  }

  /** Returns how many requests no worker took. */
  long refused() {
    return refused.sum();
  }

  void countRefused() {
    refused.increment();
  }

  /** A worker has taken a request. */
  void countTaken(Counts worker) {
    worker.requests.increment();
    all.requests.increment();
  }

  /**
   * A request was answered with a status of 500 or above.
   *
   * @param thrown the exception of the controller, if it threw one
   */
  void countFailed(
      Counts counts,
      Worker worker,
      String route,
      String id,
      int status,
      @Nullable Throwable thrown) {
    counts.errors.increment();
    all.errors.increment();
    var failure =
        new Status.Failure(
            Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
            worker.name(),
            route,
            id,
            status,
            thrown == null ? "" : harmless(thrown));
    lock.lock();
    try {
      if (last.size() == LAST) {
        last.removeFirst();
      }
      last.addLast(failure);
    } finally {
      lock.unlock();
    }
  }

  /** Only our own messages are known to hold no secret. The log has the others. */
  private static String harmless(Throwable thrown) {
    var type = thrown.getClass();
    return type.getName().startsWith("lido.") && thrown.getMessage() != null
        ? thrown.getMessage().lines().findFirst().orElse("")
        : type.getSimpleName();
  }

  /** Returns the last failures, the newest first. */
  List<Status.Failure> last() {
    lock.lock();
    try {
      var copy = new ArrayList<>(last);
      Collections.reverse(copy);
      return copy;
    } finally {
      lock.unlock();
    }
  }
}
