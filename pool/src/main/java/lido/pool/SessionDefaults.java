package lido.pool;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a connection's settings were before a borrower changed them. Read lazily, right before the
 * first change, so that a connection that nobody changes costs no question to the server. Belongs
 * to the holder of the entry.
 */
final class SessionDefaults {

  private int known;
  private int isolation;
  private boolean readOnly;
  private @Nullable String catalog;
  private @Nullable String schema;
  private int holdability;
  private @Nullable Map<String, Class<?>> typeMap;
  private @Nullable Properties clientInfo;

  /** Remembers the setting behind one bit of {@link SessionChange} as it is now. */
  void remember(int bit, Connection raw) throws SQLException {
    if ((known & bit) != 0) {
      return;
    }
    switch (bit) {
      case SessionChange.ISOLATION -> isolation = raw.getTransactionIsolation();
      case SessionChange.READ_ONLY -> readOnly = raw.isReadOnly();
      case SessionChange.CATALOG -> catalog = raw.getCatalog();
      case SessionChange.SCHEMA -> schema = raw.getSchema();
      case SessionChange.HOLDABILITY -> holdability = raw.getHoldability();
      case SessionChange.TYPE_MAP -> typeMap = raw.getTypeMap();
      case SessionChange.CLIENT_INFO -> clientInfo = copy(raw.getClientInfo());
      default -> throw new IllegalArgumentException("bug: no setting " + bit);
    }
    known |= bit;
  }

  /** Puts back every setting whose bit is set. */
  void restore(int bits, Connection raw) throws SQLException {
    int due = bits & known;
    if ((due & SessionChange.ISOLATION) != 0) {
      raw.setTransactionIsolation(isolation);
    }
    if ((due & SessionChange.READ_ONLY) != 0) {
      raw.setReadOnly(readOnly);
    }
    if ((due & SessionChange.CATALOG) != 0) {
      putBackCatalog(raw);
    }
    if ((due & SessionChange.SCHEMA) != 0) {
      raw.setSchema(schema);
    }
    if ((due & SessionChange.HOLDABILITY) != 0) {
      raw.setHoldability(holdability);
    }
    if ((due & SessionChange.TYPE_MAP) != 0) {
      raw.setTypeMap(typeMap);
    }
    if ((due & SessionChange.CLIENT_INFO) != 0 && clientInfo != null) {
      putBack(clientInfo, raw);
    }
  }

  /** Always: after a reset Connector/J's own books may name a database that is not the current. */
  private void putBackCatalog(Connection raw) throws SQLException {
    if (catalog != null && !catalog.isEmpty()) {
      raw.setCatalog(catalog);
      return;
    }
    try (Statement statement = raw.createStatement();
        ResultSet rows = statement.executeQuery("SELECT DATABASE()")) {
      if (rows.next() && rows.getString(1) != null) {
        throw new SQLException("there is no way back to no database at all");
      }
    }
  }

  /** By name: JDBC says that a missing property is cleared, but not every driver does that. */
  private static void putBack(Properties clientInfo, Connection raw) throws SQLException {
    for (String name : raw.getClientInfo().stringPropertyNames()) {
      if (!clientInfo.containsKey(name)) {
        raw.setClientInfo(name, null);
      }
    }
    for (String name : clientInfo.stringPropertyNames()) {
      raw.setClientInfo(name, clientInfo.getProperty(name));
    }
  }

  private static @Nullable Properties copy(@Nullable Properties properties) {
    if (properties == null) {
      return null;
    }
    var copy = new Properties();
    copy.putAll(properties);
    return copy;
  }
}
