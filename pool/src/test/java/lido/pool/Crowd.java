package lido.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many threads that use one database again and again until they are told to stop, and what they
 * saw. Thread-safe.
 */
final class Crowd implements AutoCloseable {

  /** What each thread does with each connection; {@code turn} counts its own turns. */
  @FunctionalInterface
  interface Work {
    void run(Connection connection, int thread, int turn) throws SQLException;
  }

  private final List<Thread> threads = new ArrayList<>();
  private final Queue<Throwable> unexpected = new ConcurrentLinkedQueue<>();
  private final Queue<SQLException> errors = new ConcurrentLinkedQueue<>();
  private final AtomicInteger successes = new AtomicInteger();
  private final AtomicLong worstAcquire = new AtomicLong();
  private final AtomicLong watchedSince = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong firstSuccess = new AtomicLong(Long.MAX_VALUE);

  /** Open once all threads are there: none is ahead of those that are still to be started. */
  private final CountDownLatch all = new CountDownLatch(1);

  private volatile boolean stopped;

  /** Platform threads; or virtual ones by the factory of {@link #virtualThreads}. */
  static Crowd of(int size, ThreadFactory factory, Database database, Work work) {
    var crowd = new Crowd();
    for (int i = 0; i < size; i++) {
      int number = i;
      crowd.threads.add(factory.newThread(() -> crowd.live(database, work, number)));
    }
    crowd.threads.forEach(Thread::start);
    crowd.all.countDown();
    return crowd;
  }

  static Crowd of(int size, Database database, Work work) {
    return of(size, Thread::new, database, work);
  }

  static boolean hasVirtualThreads() {
    return Runtime.version().feature() >= 21;
  }

  /** By reflection: the tests are compiled for 17. */
  static ThreadFactory virtualThreads() throws ReflectiveOperationException {
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    return (ThreadFactory)
        Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
  }

  private void live(Database database, Work work, int number) {
    try {
      all.await();
      for (int turn = 0; !stopped; turn++) {
        use(database, work, number, turn);
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      unexpected.add(e);
    }
  }

  private void use(Database database, Work work, int number, int turn) {
    long start = System.nanoTime();
    try (Connection connection = acquire(database, start)) {
      work.run(connection, number, turn);
    } catch (SQLException e) {
      errors.add(e);
      // Nothing will come after that: the thread would only burn the processor.
      stopped |= e instanceof PoolClosedException;
      return;
    }
    successes.incrementAndGet();
    // One that began before the moment that is watched says nothing about it.
    if (start - watchedSince.get() >= 0) {
      firstSuccess.accumulateAndGet(System.nanoTime(), Math::min);
    }
  }

  private Connection acquire(Database database, long start) throws SQLException {
    try {
      return database.getConnection();
    } finally {
      worstAcquire.accumulateAndGet(System.nanoTime() - start, Math::max);
    }
  }

  /** From now on the first success counts; of turns that begin from now on, or of any. */
  void watch() {
    firstSuccess.set(Long.MAX_VALUE);
    watchedSince.set(System.nanoTime());
  }

  boolean hasSucceeded() {
    return firstSuccess.get() != Long.MAX_VALUE;
  }

  long firstSuccessMillis() {
    return (firstSuccess.get() - watchedSince.get()) / 1_000_000;
  }

  long worstAcquireMillis() {
    return worstAcquire.get() / 1_000_000;
  }

  int successes() {
    return successes.get();
  }

  List<SQLException> errors() {
    return List.copyOf(errors);
  }

  /** Ends every thread after its turn; what none of them may throw is thrown here. */
  @Override
  public void close() throws InterruptedException {
    stopped = true;
    for (Thread each : threads) {
      each.join();
    }
    if (!unexpected.isEmpty()) {
      throw new AssertionError("only SQLExceptions may reach a borrower", unexpected.peek());
    }
  }
}
