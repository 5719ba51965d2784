package lido.pool;

import static java.time.Duration.ofMinutes;
import static lido.pool.Pools.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import lido.testserver.TestDatabase;
import lido.testserver.WithTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After any lease the next borrower of MySQL or MariaDB sees what a new connection shows. */
@WithTestServer
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class SessionLawIT {

  private final TestDatabase server;
  private final Pools pools = new Pools();

  SessionLawIT(TestDatabase server) {
    this.server = server;
  }

  @AfterEach
  void close() throws SQLException {
    pools.close();
    server.awaitSessions(0, ofMinutes(1));
  }

  private Database open(Adapter adapter) throws Exception {
    return pools.open(Row.of(server, adapter).sizes(1, 1));
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void an_isolation_set_by_sql_and_then_by_jdbc_does_not_reach_the_next_borrower(Adapter adapter)
      throws Exception {
    Database database = open(adapter);

    try (Connection dirty = database.getConnection()) {
      run(dirty, "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE");
      dirty.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    for (int i = 0; i < 2; i++) {
      try (Connection next = database.getConnection()) {
        assertThat(next.getTransactionIsolation())
            .isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
      }
    }
  }
}
