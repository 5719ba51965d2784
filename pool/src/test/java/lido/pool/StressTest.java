package lido.pool;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static lido.pool.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many threads, all ways through the pool at once, and what must never come of it. Each outcome
 * that is forbidden has a name. Runs for a second each; longer by {@code -Dlido.stress.seconds}.
 */
@Timeout(600)
class StressTest extends OnFakeDatabase {

  private static final long NANOS = ofSeconds(1).toNanos() * Long.getLong("lido.stress.seconds", 1);

  private static final String TWO_HOLDERS = "two holders of one connection";
  private static final String AFTER_EVICTION = "a connection handed out after its eviction";
  private static final String DIRTY = "open work handed to the next borrower";
  private static final String ABANDONED = "a waiter that nobody woke while a connection was idle";

  private final Map<String, AtomicInteger> forbidden = new ConcurrentHashMap<>();
  private final Map<String, Object> holders = new ConcurrentHashMap<>();
  private final AtomicLong loans = new AtomicLong();

  static Stream<Named<ExecutorService>> kinds_of_threads() {
    var kinds = new ArrayList<Named<ExecutorService>>();
    kinds.add(Named.of("platform threads", Executors.newCachedThreadPool()));
    VirtualThreads.executor().ifPresent(each -> kinds.add(Named.of("virtual threads", each)));
    return kinds.stream();
  }

  private interface Round {
    void run(ThreadLocalRandom random) throws Exception;
  }

  private void race(ExecutorService executor, int count, Round round) throws Exception {
    race(executor, count, round, () -> true);
  }

  /** For the time, and on until there was enough of what is to be seen. */
  private void race(ExecutorService executor, int count, Round round, BooleanSupplier enough)
      throws Exception {
    var over = new AtomicBoolean();
    var done = new ArrayList<Future<?>>();
    for (int i = 0; i < count; i++) {
      done.add(
          executor.submit(
              () -> {
                while (!over.get()) {
                  round.run(ThreadLocalRandom.current());
                }
                return null;
              }));
    }
    long end = System.nanoTime() + NANOS;
    eventually(
        "the time is over, and the race was run",
        Eventually.LIMIT.plusNanos(NANOS),
        () ->
            (System.nanoTime() - end > 0 && loans.get() > 0 && enough.getAsBoolean())
                || done.stream().anyMatch(Future::isDone));
    over.set(true);
    for (Future<?> each : done) {
      each.get();
    }
    executor.shutdown();
    assertThat(forbidden).isEmpty();
    assertThat(loans.get()).isPositive();
  }

  private void happened(String outcome) {
    forbidden.computeIfAbsent(outcome, key -> new AtomicInteger()).incrementAndGet();
  }

  /** Holds the connection for a moment, alone. */
  private void holdAlone(Connection connection) throws SQLException {
    String which = connection.nativeSQL("");
    Object me = new Object();
    if (holders.putIfAbsent(which, me) != null) {
      happened(TWO_HOLDERS);
    }
    Thread.onSpinWait();
    if (!holders.remove(which, me)) {
      happened(TWO_HOLDERS);
    }
    loans.incrementAndGet();
  }

  private void allPlacesAreUsable(Database pool, int max) throws Exception {
    eventually("nobody waits", () -> pool.stats().waiting() == 0);
    eventually(
        "all places are usable",
        () -> {
          var taken = new ArrayList<Connection>();
          try {
            for (int i = 0; i < max; i++) {
              taken.add(pool.getConnection());
            }
            return true;
          } catch (SQLException e) {
            return false;
          } finally {
            giveBack(taken);
          }
        });
    assertThat(database.peak()).as("more open than max").isLessThanOrEqualTo(max);
  }

  @ParameterizedTest
  @MethodSource("kinds_of_threads")
  void plain_loans(ExecutorService executor) throws Exception {
    Database pool = openInRealTime(sizes(2, 4));
    database.recordNothing();

    race(
        executor,
        16,
        random -> {
          try (Connection connection = pool.getConnection()) {
            holdAlone(connection);
          }
        });

    allPlacesAreUsable(pool, 4);
  }

  @ParameterizedTest
  @MethodSource("kinds_of_threads")
  void strict_order(ExecutorService executor) throws Exception {
    Database pool = openInRealTime(sizes(2, 3).overtakeLimit(ZERO));
    database.recordNothing();

    race(
        executor,
        12,
        random -> {
          try (Connection connection = pool.getConnection()) {
            holdAlone(connection);
            if (random.nextInt(4) == 0) {
              Thread.yield();
            }
          }
        });

    allPlacesAreUsable(pool, 3);
  }

  @ParameterizedTest
  @MethodSource("kinds_of_threads")
  void validation_of_every_loan_and_faults_of_every_kind(ExecutorService executor)
      throws Exception {
    Database pool =
        openInRealTime(
            sizes(1, 4)
                .validateAfterIdle(ZERO)
                .maxLifetime(ofMillis(40))
                .idleTimeout(ofMillis(20))
                .keepaliveTime(ofMillis(30)));
    database.recordNothing();
    database.at("connect", () -> failSometimes(10));
    database.at("isValid", () -> failSometimes(20));
    database.at("rollback", () -> failSometimes(20));
    database.at("close", () -> failSometimes(20));
    database.at("statement.execute", () -> failSometimes(20));

    race(
        executor,
        12,
        random -> {
          try (Connection connection = pool.getConnection()) {
            if (!connection.getAutoCommit()) {
              happened(DIRTY);
            }
            holdAlone(connection);
            if (random.nextBoolean()) {
              connection.setAutoCommit(false);
              connection.createStatement().execute("INSERT INTO t VALUES (1)");
            }
            if (random.nextInt(20) == 0) {
              connection.abort(Runnable::run);
            }
          } catch (SQLException | IllegalStateException | LinkageError e) {
            if (e instanceof AcquireTimeoutException) {
              happened(ABANDONED);
            }
          }
        });

    database.behave();
    allPlacesAreUsable(pool, 4);
  }

  private static void failSometimes(int oneIn) throws SQLException {
    int dice = ThreadLocalRandom.current().nextInt(oneIn * 3);
    if (dice == 0) {
      throw new SQLException("fake", "08S01");
    } else if (dice == 1) {
      throw new IllegalStateException("fake");
    } else if (dice == 2) {
      throw new LinkageError("fake");
    }
  }

  @ParameterizedTest
  @MethodSource("kinds_of_threads")
  void impatient_and_interrupted_waiters(ExecutorService executor) throws Exception {
    Database pool =
        openInRealTime(sizes(2, 2).acquireTimeout(ofMillis(1)).overtakeLimit(ofMillis(1)));
    database.recordNothing();
    var timeouts = new AtomicInteger();

    race(
        executor,
        12,
        random -> {
          if (random.nextInt(3) == 0) {
            Thread.currentThread().interrupt();
          }
          try (Connection connection = pool.getConnection()) {
            holdAlone(connection);
            if (random.nextInt(8) == 0) {
              java.util.concurrent.locks.LockSupport.parkNanos(500_000);
            }
          } catch (SQLException e) {
            timeouts.incrementAndGet();
          } finally {
            Thread.interrupted();
          }
        },
        () -> timeouts.get() > 0);

    eventually("all are back", () -> pool.stats().equals(new PoolStats(0, 2, 0, 0, 2)));
    assertThat(database.opened()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("kinds_of_threads")
  void no_wake_up_is_lost(ExecutorService executor) throws Exception {
    Database pool =
        openInRealTime(sizes(3, 3).acquireTimeout(ofMinutes(5)).overtakeLimit(ofMillis(200)));
    database.recordNothing();
    var longest = new AtomicLong();

    race(
        executor,
        9,
        random -> {
          long start = System.nanoTime();
          try (Connection connection = pool.getConnection()) {
            longest.accumulateAndGet(System.nanoTime() - start, Math::max);
            holdAlone(connection);
            if (random.nextInt(3) == 0) {
              connection.createStatement().close();
            }
          }
        });

    assertThat(ofMillis(longest.get() / 1_000_000)).as(ABANDONED).isLessThan(Eventually.LIMIT);
    allPlacesAreUsable(pool, 3);
  }

  @ParameterizedTest
  @MethodSource("kinds_of_threads")
  void greedy_threads_overtake_nobody_for_long(ExecutorService executor) throws Exception {
    Database pool = openInRealTime(sizes(4, 4).acquireTimeout(ofMinutes(5)));
    database.recordNothing();
    var longest = new AtomicLong();

    race(
        executor,
        64,
        random -> {
          long start = System.nanoTime();
          try (Connection connection = pool.getConnection()) {
            longest.accumulateAndGet(System.nanoTime() - start, Math::max);
            holdAlone(connection);
            java.util.concurrent.locks.LockSupport.parkNanos(200_000);
          }
        });

    // A fair share is 64 / 4 loans of about 0.3 ms; but how soon a thread gets a processor after it
    // was served is the machine's business. WaitQueueTest knows the limit to the millisecond.
    assertThat(ofMillis(longest.get() / 1_000_000))
        .as("a waiter overtaken beyond the limit")
        .isLessThan(Eventually.LIMIT);
  }

  @ParameterizedTest
  @MethodSource("kinds_of_threads")
  void a_connection_is_never_handed_out_after_its_eviction(ExecutorService executor)
      throws Exception {
    Database pool = openInRealTime(sizes(3, 3).maxLifetime(ofMillis(10)));
    database.recordNothing();

    race(
        executor,
        8,
        random -> {
          try (Connection connection = pool.getConnection()) {
            holdAlone(connection);
            if (connection.isClosed() || !connection.getAutoCommit()) {
              happened(AFTER_EVICTION);
            }
            if (random.nextInt(50) == 0) {
              connection.abort(Runnable::run);
            }
          } catch (SQLException e) {
            happened(AFTER_EVICTION + ": " + e.getMessage());
          }
        });

    allPlacesAreUsable(pool, 3);
  }

  @ParameterizedTest
  @MethodSource("kinds_of_threads")
  void close_races_with_everything_and_leaves_nothing(ExecutorService executor) throws Exception {
    database.recordNothing();
    long end = System.nanoTime() + NANOS;
    int rounds = 0;
    while (rounds < 20 || System.nanoTime() - end < 0) {
      var pool =
          new DatabasePool(
              List.of(
                  database.row(
                      "default",
                      sizes(rounds % 3, 3)
                          .acquireTimeout(ofMinutes(5))
                          .validateAfterIdle(rounds % 2 == 0 ? ZERO : ofMillis(500))
                          .drainTimeout(rounds % 4 == 0 ? ZERO : ofMinutes(5)))));
      var done = new ArrayList<Future<?>>();
      for (int i = 0; i < 8; i++) {
        done.add(executor.submit(() -> borrowUntilClosed(pool)));
      }
      int yields = ThreadLocalRandom.current().nextInt(50);
      for (int i = 0; i < yields; i++) {
        Thread.yield();
      }

      long start = System.nanoTime();
      pool.close();
      long took = System.nanoTime() - start;

      for (Future<?> each : done) {
        each.get();
      }
      assertThat(ofMillis(took / 1_000_000))
          .as("round %d: it closes", rounds)
          .isLessThan(Eventually.LIMIT);
      eventually("nothing is left open", () -> database.open() == 0);
      rounds++;
    }
    executor.shutdown();
    assertThat(forbidden).isEmpty();
  }

  private Void borrowUntilClosed(DatabasePool pool) throws SQLException {
    while (true) {
      try (Connection connection = pool.getConnection().getConnection()) {
        if (ThreadLocalRandom.current().nextInt(3) == 0) {
          connection.createStatement();
        }
      } catch (PoolClosedException e) {
        return null;
      } catch (SQLException e) {
        // Aborted under our hands at the end of a drain that had no time.
        assertThat(e.getMessage()).contains("closed");
      }
    }
  }
}
