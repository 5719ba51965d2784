package lido.pool;

import java.sql.Connection;

/**
 * Notes what H2 keeps in the session although JDBC has it at the statement: the query timeout,
 * which holds for every statement from then on.
 */
final class H2Tracking extends SessionTracking {

  static boolean isWanted(Connection raw) {
    return DriverObject.of(raw, "org.h2.jdbc.JdbcConnection") != null;
  }

  @Override
  void queryTimeout() {
    noticed |= SessionChange.QUERY_TIMEOUT;
  }
}
