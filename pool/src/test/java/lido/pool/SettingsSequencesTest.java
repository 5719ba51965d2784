package lido.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.JdbcConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever its borrowers do one after the other, a pool whose settings wait does the same work in
 * the same states as one whose settings are sent at once, and never asks the server more often. A
 * sequence that shows the contrary is told in its shortest form.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
final class SettingsSequencesTest {

  private static final int SEQUENCES = 3_000;
  private static final int LENGTH = 24;

  private enum Step {
    RETURN,
    AUTO_COMMIT,
    MANUAL,
    SERIALIZABLE,
    REPEATABLE_READ,
    READ_ONLY,
    READ_WRITE,
    TENANT,
    SHOP,
    EXECUTE,
    EXECUTE_AND_LEAVE_OPEN,
    QUERY_BLOB,
    COMMIT,
    ROLLBACK,
    SAVEPOINT,
    METADATA,
    ASK_SETTINGS,
    IS_VALID,
    UNWRAP,
    SQL_AUTO_COMMIT,
    SQL_MANUAL,
    SQL_SERIALIZABLE
  }

  /** What came of a sequence. */
  private record Outcome(int roundTrips, List<String> committed, List<String> seen) {}

  @ParameterizedTest
  @EnumSource(Reset.class)
  void no_sequence_does_other_work_or_costs_more(Reset reset) throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < SEQUENCES; i++) {
      var steps = new ArrayList<Step>();
      for (int j = 0; j < LENGTH; j++) {
        // A quarter of all steps end a lease, and a quarter work.
        int kind = random.nextInt(4);
        steps.add(
            kind == 0
                ? Step.RETURN
                : kind == 1 ? Step.EXECUTE : Step.values()[random.nextInt(Step.values().length)]);
      }
      if (isWrong(reset, steps)) {
        List<Step> shortest = shortest(reset, steps);
        assertThat(run(reset, shortest, true))
            .as("seed %d: %s, at once %s", seed, shortest, run(reset, shortest, false))
            .isNull();
      }
    }
  }

  private static boolean isWrong(Reset reset, List<Step> steps) throws Exception {
    Outcome lazy = run(reset, steps, true);
    Outcome eager = run(reset, steps, false);
    return !lazy.seen.equals(eager.seen)
        || !lazy.committed.equals(eager.committed)
        || lazy.roundTrips > eager.roundTrips;
  }

  private static List<Step> shortest(Reset reset, List<Step> steps) throws Exception {
    var shortest = new ArrayList<>(steps);
    for (int i = shortest.size() - 1; i >= 0; i--) {
      Step without = shortest.remove(i);
      if (!isWrong(reset, shortest)) {
        shortest.add(i, without);
      }
    }
    return shortest;
  }

  private static Outcome run(Reset reset, List<Step> steps, boolean lazy) throws Exception {
    try (var database = new RecordingDatabase()) {
      PoolConfig sizes =
          PoolConfig.builder()
              .min(1)
              .max(1)
              .validateAfterIdle(Duration.ofHours(1))
              .keepaliveTime(Duration.ZERO)
              .drainTimeout(Duration.ZERO)
              .reset(reset)
              .lazySettings(lazy)
              .build();
      var seen = new ArrayList<String>();
      var committed = new ArrayList<String>();
      int roundTrips;
      try (var pool = new DatabasePool(List.of(database.row(Adapter.MYSQL, sizes)))) {
        pool.initPool();
        database.committed.clear();
        database.roundTrips = 0;
        int number = 0;
        Connection connection = pool.getConnection().getConnection();
        for (Step step : steps) {
          number++;
          if (step == Step.RETURN) {
            connection.close();
            seen.add(number + " in transaction: " + database.inTransaction);
            connection = pool.getConnection().getConnection();
          } else {
            seen.add(number + " " + step + " " + step(database, connection, step, number));
          }
        }
        connection.close();
        roundTrips = database.roundTrips;
        committed.addAll(database.committed);
      }
      return new Outcome(roundTrips, works(committed), seen);
    }
  }

  /** Without the pool's own. */
  private static List<String> works(List<String> committed) {
    return committed.stream().filter(each -> each.contains("work")).collect(Collectors.toList());
  }

  private static String step(
      RecordingDatabase database, Connection connection, Step step, int number) {
    try {
      switch (step) {
        case AUTO_COMMIT, MANUAL -> connection.setAutoCommit(step == Step.AUTO_COMMIT);
        case SERIALIZABLE -> connection.setTransactionIsolation(8);
        case REPEATABLE_READ -> connection.setTransactionIsolation(4);
        case READ_ONLY, READ_WRITE -> connection.setReadOnly(step == Step.READ_ONLY);
        case TENANT -> connection.setCatalog("tenant_b");
        case SHOP -> connection.setCatalog("shop");
        case EXECUTE -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE work " + number);
          }
          return database.state.toString();
        }
        case EXECUTE_AND_LEAVE_OPEN -> {
          connection.createStatement().execute("UPDATE work " + number);
          return database.state.toString();
        }
        case QUERY_BLOB -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery("SELECT work " + number)) {
            rows.getBlob(1);
          }
        }
        case COMMIT -> connection.commit();
        case ROLLBACK -> connection.rollback();
        case SAVEPOINT -> connection.setSavepoint();
        case METADATA -> connection.getMetaData().getTables(null, null, null, null).close();
        case ASK_SETTINGS -> {
          return connection.getAutoCommit()
              + " "
              + connection.isReadOnly()
              + " "
              + connection.getTransactionIsolation()
              + " "
              + connection.getCatalog();
        }
        case IS_VALID -> {
          return "" + connection.isValid(1);
        }
        case UNWRAP -> connection.unwrap(JdbcConnection.class);
        case SQL_AUTO_COMMIT -> execute(connection, "SET autocommit=1");
        case SQL_MANUAL -> execute(connection, "SET autocommit=0");
        case SQL_SERIALIZABLE ->
            execute(connection, "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE");
        default -> throw new IllegalArgumentException(step.name());
      }
      return "";
    } catch (SQLException e) {
      return "failed";
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
