package lido.pool;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a server tells of a session by itself, and the driver keeps: signs of a change that no text
 * and no method of JDBC tells. One for each physical connection; belongs to the holder of the
 * entry.
 */
class SessionTracking {

  /** Where there is nothing to hear; never written. */
  static final SessionTracking NONE = new SessionTracking();

  /** What was heard, as bits of {@link SessionChange}. */
  int noticed;

  SessionTracking() {}

  static SessionTracking of(DatabaseConfig row, Connection raw) throws SQLException {
    if (row.pool().reset() == Reset.CHANGED && row.adapter() != Adapter.H2) {
      return NONE;
    }
    return switch (row.adapter()) {
      case MYSQL -> row.tracksSession() ? MySqlTracking.of(raw) : NONE;
      case MARIADB -> MariaDbTracking.of(raw);
      case PGSQL -> PostgresTracking.of(raw);
      case H2 -> new H2Tracking();
      case OTHER -> behindAnother(raw);
    };
  }

  /** Of a driver that another one wraps. */
  private static SessionTracking behindAnother(Connection raw) throws SQLException {
    if (H2Tracking.isWanted(raw)) {
      return new H2Tracking();
    }
    SessionTracking tracking = PostgresTracking.of(raw);
    return tracking == NONE ? MariaDbTracking.of(raw) : tracking;
  }

  /** A statement has been given a query timeout. */
  void queryTimeout() {}

  /**
   * What was noticed since is no news: it was the pool's own doing.
   *
   * @param before what {@link #look} had said before that
   */
  void forgetAllBut(int before) {
    // NONE is shared by all: its memory is not touched.
    if (noticed != before) {
      noticed = before;
    }
  }

  /** What was heard, and what can be seen at this moment without asking the server. */
  int look() {
    return noticed;
  }

  /** From here on the session is as it should be. */
  void settle() {
    forgetAllBut(0);
  }
}
