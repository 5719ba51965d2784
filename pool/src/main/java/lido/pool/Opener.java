package lido.pool;

import static lido.pool.PoolEntry.CHECKING;
import static lido.pool.PoolEntry.EMPTY;
import static lido.pool.PoolEntry.IDLE;
import static lido.pool.PoolEntry.IN_USE;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections on threads of the pool, and says what a failure means for those who wait. */
final class Opener {

  private static final Logger LOG = LoggerFactory.getLogger(Opener.class);

  /** How much longer than connect-timeout a driver may take that was told of the timeout. */
  private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(500);

  private final PoolContext context;
  private final Supply supply;
  private final PoolEntry[] entries;
  private final WaitQueue waiters;
  private final Connector connector;
  private final Restorer restorer;
  private final Backoff backoff;

  /** The login of the connections that were opened last. */
  private volatile Login login;

  Opener(PoolContext context, Supply supply, PoolEntry[] entries, WaitQueue waiters) {
    this.context = context;
    this.supply = supply;
    this.entries = entries;
    this.waiters = waiters;
    this.connector = new Connector(context::config);
    this.restorer = new Restorer(context.config(), connector);
    this.backoff = new Backoff(context.sizes(), context.background());
    this.login = new Login(context.config());
  }

  Restorer restorer() {
    return restorer;
  }

  /** Another password counts: what is due is tried at once, whatever the old one led to. */
  void passwordChanged() {
    backoff.succeeded();
    supply.serve();
  }

  Backoff backoff() {
    return backoff;
  }

  /**
   * Opens a connection for an entry in OPENING, and delivers it; tells once how it ended.
   *
   * <p>A driver that keeps neither timeout that it was told of is overdue after GRACE: that counts
   * as a failure, and something else is tried for those who wait. Its place stays taken, as its
   * session may be there already, and what still comes is welcome; for as long again, then it is
   * given up.
   */
  void open(PoolEntry entry, Consumer<@Nullable OpenFailure> done) {
    long claimed = entry.state();
    long start = context.nanoTime();
    var told = new AtomicBoolean();
    var call =
        new GuardedCall<Opened>(this::openOne, late -> Evictor.discard(late.raw())) {
          @Override
          void slow() {
            if (entry.state() == claimed && told.compareAndSet(false, true)) {
              entry.overdue = claimed;
              tell(asOpenFailure(null));
              supply.serve();
            }
          }

          @Override
          void ended(@Nullable Opened opened, @Nullable Throwable failure) {
            boolean first = told.compareAndSet(false, true);
            if (opened != null) {
              install(entry, opened);
              long took = context.nanoTime() - start;
              context.events().tell(listener -> listener.opened(context.key(), took));
              if (first) {
                done.accept(null);
              }
              return;
            }
            entry.hold(EMPTY);
            if (first) {
              tell(asOpenFailure(failure));
            }
            supply.becameEmpty();
          }

          private void tell(OpenFailure problem) {
            long took = context.nanoTime() - start;
            String step = problem.step().text();
            context.events().tell(listener -> listener.openFailed(context.key(), step, took));
            failed(problem);
            done.accept(problem);
          }
        };
    long limit = context.sizes().connectTimeout().toNanos();
    call.start(context.background(), limit + GRACE, 2 * limit + GRACE);
  }

  private record Opened(Connection raw, LoginState login, SessionTracking session) {}

  private Opened openOne() throws OpenFailure {
    Login current = login();
    Connection raw = connector.open(current.row());
    try {
      restorer.learn(raw);
      return new Opened(raw, current.learn(raw), SessionTracking.of(current.row(), raw));
    } catch (SQLException | RuntimeException | Error e) {
      Evictor.discard(raw);
      throw asOpenFailure(e);
    }
  }

  /**
   * Connections that are opened at the same time may each make one: then each learns for itself.
   */
  private Login login() {
    DatabaseConfig row = context.config();
    Login current = login;
    if (!current.row().equals(row)) {
      current = new Login(row);
      login = current;
    }
    return current;
  }

  private void install(PoolEntry entry, Opened opened) {
    long now = context.nanoTime();
    entry.raw = opened.raw();
    entry.login = opened.login();
    entry.session = opened.session();
    entry.idleSince = now;
    entry.checkedAt = now;
    entry.retireAt = Housekeeper.retireAt(context.sizes(), now);
    entry.verdict = PoolEntry.KEEP;
    entry.harmlessSql = null;
    LOG.debug("{}: opened connection {}", context.path(), entry.index);
    backoff.succeeded();
    supply.deliver(entry);
    supply.passOn();
  }

  private OpenFailure asOpenFailure(@Nullable Throwable failure) {
    if (failure instanceof OpenFailure open) {
      return open;
    }
    Duration limit = context.sizes().connectTimeout();
    return new OpenFailure(context.config(), OpenFailure.Step.HANDSHAKE, limit, failure);
  }

  private void failed(OpenFailure failure) {
    LOG.debug("{}", failure.getMessage());
    backoff.failed(failure);
    boolean alive = false;
    for (PoolEntry entry : entries) {
      int phase = entry.phase();
      alive |=
          phase == IDLE || phase == IN_USE || phase == CHECKING || phase == PoolEntry.RETURNING;
    }
    if (failure.step().isRefusal() && alive) {
      // What is in use may come back for those who wait longest; the youngest learns the reason.
      waiters.failYoungest(failure);
    } else if (failure.step().isRefusal() || backoff.failsFast()) {
      waiters.failAll(failure);
    }
  }

  /**
   * Refuses at once when nothing could be opened for longer than {@code fail-fast-after}; but lets
   * through who comes when an attempt is due: nobody else may be there to make it.
   */
  void failFast() throws SQLException {
    OpenFailure last = backoff.lastFailure();
    if (last != null && backoff.failsFast() && (isOpening() || !backoff.isDue())) {
      throw last.toSqlException();
    }
  }

  private boolean isOpening() {
    boolean opening = false;
    for (PoolEntry entry : entries) {
      opening |= entry.isOpening();
    }
    return opening;
  }
}
