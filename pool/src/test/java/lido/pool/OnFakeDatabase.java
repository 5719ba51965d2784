package lido.pool;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;

/** A fake database, pools in front of it, and threads; all closed after each test. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
abstract class OnFakeDatabase {

  final FakeDatabase database = new FakeDatabase();
  final ManualClock clock = new ManualClock();
  final ExecutorService threads = Executors.newCachedThreadPool();
  final List<DatabasePool> pools = new ArrayList<>();

  /** What was made to hang, so that it ends with the test. */
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void close() throws Exception {
    database.behave();
    never.countDown();
    Future<?> closed = threads.submit(() -> pools.forEach(DatabasePool::close));
    Eventually.eventually(
        "the pools close",
        () -> {
          clock.advance(ofMillis(500));
          return closed.isDone();
        });
    closed.get();
    threads.shutdownNow();
    database.close();
  }

  static PoolConfig.Builder sizes(int min, int max) {
    return PoolConfig.builder()
        .min(min)
        .max(max)
        .acquireTimeout(ofMinutes(1))
        .connectTimeout(ofMinutes(1))
        .validationTimeout(ofMinutes(1))
        .drainTimeout(ofMillis(50));
  }

  /** What a pool is made of whose time is the clock's. */
  PoolContext context(PoolConfig.Builder sizes) {
    return new PoolContext(database.row("default", sizes), "", new ListenerCalls(null), clock);
  }

  /** A pool whose time stands still, so that a slow machine changes nothing. */
  Database open(PoolConfig.Builder sizes) throws Exception {
    return openOnClock(sizes);
  }

  /** The same, where the test moves the clock. */
  Database openOnClock(PoolConfig.Builder sizes) throws Exception {
    return open(sizes, null, clock);
  }

  /** A pool whose timeouts end by themselves. */
  Database openInRealTime(PoolConfig.Builder sizes) throws Exception {
    return open(sizes, null, SharedThreads.SHARED);
  }

  /** Waits for what takes some of the clock's time. */
  void eventuallyOnClock(String what, Callable<Boolean> condition) throws Exception {
    Eventually.eventually(
        what,
        () -> {
          Future<Boolean> holds = threads.submit(condition);
          Eventually.eventually(
              what,
              () -> {
                clock.advance(ofMillis(50));
                return holds.isDone();
              });
          return holds.get();
        });
  }

  Database open(PoolConfig.Builder sizes, PoolListener listener, Background background)
      throws Exception {
    var pool =
        new DatabasePool(List.of(database.row("default", sizes)), "worker 7", listener, background);
    pools.add(pool);
    pool.initPool();
    return pool.getConnection();
  }

  /** A pool without a minimum that has lost the connection which proved its database. */
  Database openEmpty(PoolConfig.Builder sizes, Background background) throws Exception {
    Database pool = open(sizes.min(0), null, background);
    pool.getConnection().abort(Runnable::run);
    Eventually.eventually("it is empty", () -> pool.stats().total() + database.open() == 0);
    database.forget();
    return pool;
  }

  static List<Connection> take(Database pool, int count) throws SQLException {
    var taken = new ArrayList<Connection>();
    try {
      for (int i = 0; i < count; i++) {
        taken.add(pool.getConnection());
      }
      return taken;
    } catch (SQLException e) {
      giveBack(taken);
      throw e;
    }
  }

  static void giveBack(List<Connection> taken) throws SQLException {
    for (Connection each : taken) {
      each.close();
    }
  }

  Future<Connection> acquireAside(Database pool) {
    return threads.submit(() -> pool.getConnection());
  }

  /** Behaves as a driver that hangs and does not listen to interrupts, until the test is over. */
  void hang() {
    hangUntil(never);
  }

  void hangUntil(CountDownLatch end) {
    clock.hang(() -> awaitUninterruptibly(end));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        // A driver that hangs does not listen.
      }
    }
  }
}
