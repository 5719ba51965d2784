package lido.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections on threads of the pool. */
final class Opener {

  private static final Logger LOG = LoggerFactory.getLogger(Opener.class);

  /** How much longer than connect-timeout a driver may take that was told of the timeout. */
  private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(500);

  private final PoolContext context;
  private final DriverThreads threads;
  private final Outcome outcome;
  private final Connector connector;
  private final Restorer restorer;

  private final MemoryHold hold = new MemoryHold();

  /** The login of the connections that were opened last. */
  private volatile Login login;

  Opener(PoolContext context, DriverThreads threads, Outcome outcome) {
    this.context = context;
    this.threads = threads;
    this.outcome = outcome;
    this.connector = new Connector(context::config);
    this.restorer = new Restorer(context.config());
    this.login = new Login(context.config(), context::warn);
  }

  /** Once nothing is open any more. */
  void close() {
    hold.end();
  }

  Restorer restorer() {
    return restorer;
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
        new GuardedCall<Opened>(threads, this::openOne, late -> Connector.discard(late.raw())) {
          @Override
          void slow() {
            if (entry.state() == claimed && told.compareAndSet(false, true)) {
              entry.overdue = claimed;
              tell(asOpenFailure(null));
              outcome.late();
            }
          }

          @Override
          void ended(@Nullable Opened opened, @Nullable Throwable failure) {
            boolean first = told.compareAndSet(false, true);
            if (opened != null) {
              install(entry, claimed, opened);
              long took = context.nanoTime() - start;
              context.events().tell(listener -> listener.opened(context.key(), took));
              if (first) {
                done.accept(null);
              }
              return;
            }
            entry.becomeEmpty(claimed);
            if (first) {
              tell(asOpenFailure(failure));
            }
            outcome.emptied();
          }

          private void tell(OpenFailure problem) {
            LOG.debug("{}", problem.getMessage());
            long took = context.nanoTime() - start;
            String step = problem.step().text();
            context.events().tell(listener -> listener.openFailed(context.key(), step, took));
            outcome.failed(problem);
            done.accept(problem);
          }
        };
    long limit = context.sizes().connectTimeout().toNanos();
    call.start(limit + GRACE, 2 * limit + GRACE);
  }

  private record Opened(Connection raw, LoginState login, SessionTracking session) {}

  private Opened openOne() throws OpenFailure {
    Login current = login();
    Opened opened = openOne(current);
    // The first one was used up by learning from it; another one learns nothing any more.
    return opened == null ? Objects.requireNonNull(openOne(current)) : opened;
  }

  private @Nullable Opened openOne(Login current) throws OpenFailure {
    Connection raw = connector.open(current.row());
    try {
      SessionTracking session = SessionTracking.of(current.row(), raw);
      LoginState state = current.learn(raw);
      if (state == null) {
        raw.close();
        return null;
      }
      session.settle();
      hold.take(current.row(), connector);
      return new Opened(raw, state, session);
    } catch (SQLException | OpenFailure | RuntimeException | Error e) {
      Connector.discard(raw);
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
      current = new Login(row, context::warn);
      login = current;
    }
    return current;
  }

  private void install(PoolEntry entry, long claimed, Opened opened) {
    long now = context.nanoTime();
    entry.raw = opened.raw();
    entry.login = opened.login();
    entry.settings = null;
    entry.session = opened.session();
    entry.idleSince = now;
    entry.checkedAt = now;
    entry.retireAt = retireAt(context.sizes(), now);
    entry.verdict = PoolEntry.KEEP;
    entry.harmlessSql = null;
    LOG.debug("{}: opened connection {}", context.path(), entry.index);
    outcome.opened(entry, claimed);
  }

  /** When a connection that is opened now is to be replaced: up to a tenth earlier than asked. */
  static long retireAt(PoolConfig sizes, long now) {
    long lifetime = sizes.maxLifetime().toNanos();
    if (lifetime == 0) {
      return Long.MAX_VALUE;
    }
    // So that those which were opened together are not replaced together.
    return now + lifetime - ThreadLocalRandom.current().nextLong(lifetime / 10 + 1);
  }

  private OpenFailure asOpenFailure(@Nullable Throwable failure) {
    if (failure instanceof OpenFailure open) {
      return open;
    }
    Duration limit = context.sizes().connectTimeout();
    return new OpenFailure(context.config(), OpenFailure.Step.HANDSHAKE, limit, failure);
  }
}
