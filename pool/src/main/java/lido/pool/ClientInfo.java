package lido.pool;

import java.sql.ClientInfoStatus;
import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.util.Map;

/** Changes a connection's client info; JDBC has an exception of its own for that. */
final class ClientInfo {

  private ClientInfo() {}

  interface Change {
    void apply(Connection raw) throws SQLClientInfoException;
  }

  /** What a change needs of the handle that it is made on. */
  interface Owner {
    Connection noted(int change) throws SQLException;

    void examine(Throwable failure);
  }

  static void change(Owner owner, SessionTracking session, Change change)
      throws SQLClientInfoException {
    try {
      Connection raw = owner.noted(SessionChange.CLIENT_INFO);
      int noticed = session.look();
      change.apply(raw);
      session.forgetAllBut(noticed);
    } catch (SQLClientInfoException | RuntimeException | Error e) {
      owner.examine(e);
      throw e;
    } catch (SQLException e) {
      throw new SQLClientInfoException(
          e.getMessage(), e.getSQLState(), Map.<String, ClientInfoStatus>of(), e);
    }
  }
}
