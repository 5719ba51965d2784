package lido.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One way into a database: a row with its user and password; a rotated password makes another
 * login. What a connection shows after it is learned once, on the first connection, before anybody
 * borrows that one. It is the measure for every return. Thread-safe.
 */
final class Login {

  private final DatabaseConfig row;

  /** Tells a human. */
  private final Consumer<String> warn;

  /** What the first connection is being asked; null before, and after an attempt that failed. */
  private final AtomicReference<@Nullable FutureTask<LoginState>> learning =
      new AtomicReference<>();

  private volatile @Nullable LoginState state;

  Login(DatabaseConfig row, Consumer<String> warn) {
    this.row = row;
    this.warn = warn;
  }

  DatabaseConfig row() {
    return row;
  }

  /**
   * Returns what every connection of this login shows at first. Where nobody knows it yet, this
   * connection is asked; where another one is being asked, this waits for the answer, and an
   * interrupt ends the waiting.
   *
   * @return null if this connection was asked and is not as after its login any more: it is to be
   *     closed, and another one opened
   */
  @Nullable LoginState learn(Connection raw) throws SQLException {
    var mine = new FutureTask<>(() -> LoginState.of(row, raw));
    LoginState known = state;
    boolean asked = false;
    while (known == null) {
      FutureTask<LoginState> first = mine;
      if (learning.compareAndSet(null, mine)) {
        asked = true;
        mine.run();
      } else {
        first = learning.get();
      }
      known = first == null ? null : answer(first, mine);
    }
    state = known;
    if (asked && !known.problem().isEmpty()) {
      warn.accept(known.problem());
    }
    return asked && !known.leftAsItWas() ? null : known;
  }

  private @Nullable LoginState answer(FutureTask<LoginState> first, FutureTask<LoginState> mine)
      throws SQLException {
    try {
      return first.get();
    } catch (ExecutionException e) {
      learning.compareAndSet(first, null);
      if (first == mine) {
        throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e.getCause());
      }
      return null;
    } catch (InterruptedException e) {
      // Whoever asks may hang for ever: the next connection does not wait for that.
      learning.compareAndSet(first, null);
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while the first connection was learned from", e);
    }
  }
}
