package lido.pool;

import java.sql.CallableStatement;
import java.sql.ClientInfoStatus;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a borrower holds: one lease of one entry. The lease's number is in the entry's state, hence
 * a handle knows by one comparison whether it still is the holder, and a second close, also by
 * another thread at the same instant, does nothing. The number is never used again: {@link
 * LeaseNumbers} supplies the bits for which 24 bytes have no room ({@code EntryLayoutTest}).
 *
 * <p>What belongs to the lease is kept here and not in the entry. So a thread that is late (its
 * connection was aborted or closed by another one while it worked) can spoil nothing of the next
 * borrower's, and nothing in the pool refers to a handle that was lost with its statements open.
 *
 * <p>Each setter notes what it changes, and a return puts back just that. Used by one thread at a
 * time, as JDBC says.
 */
final class PooledConnection extends ForwardingConnection implements Lease {

  LeaseNumbers span;

  /** Of the lease, within its span. */
  private char number;

  /** What a return has to undo; bits of {@link SessionChange}. */
  char changed;

  /** Head of the open statements. */
  @Nullable PooledStatement openStatements;

  PooledConnection(LeaseNumbers span, long state, int changed) {
    this.span = span;
    this.number = LeaseNumbers.number(state);
    this.changed = (char) changed;
  }

  PoolEntry entry() {
    return span.entry;
  }

  @Override
  public int changed() {
    return changed;
  }

  @Override
  public void forgetRunning() {
    span.running = null;
  }

  @Override
  public boolean hasOpenStatements() {
    return openStatements != null;
  }

  @Override
  public @Nullable SQLException closeStatements() {
    PooledStatement open = openStatements;
    openStatements = null;
    return open == null ? null : open.closeAll();
  }

  /** The state of the entry for as long as this handle is its holder. */
  long lease() {
    return span.state(number);
  }

  boolean isLent() {
    return entry().state() == lease();
  }

  @Override
  Connection raw() throws SQLException {
    PoolEntry entry = entry();
    Connection raw = entry.raw;
    if (entry.state() != lease() || raw == null) {
      throw new SQLNonTransientConnectionException(
          entry.pool.path() + ": this connection has been closed", "08003");
    }
    return raw;
  }

  @Override
  PooledConnection connection() {
    return this;
  }

  @Override
  Wrapper driverObject() throws SQLException {
    return raw();
  }

  void examine(Throwable failure) {
    if (isLent()) {
      entry().pool.examine(this, entry(), failure);
    }
  }

  @Override
  public void note(int bits) {
    changed = (char) (changed | bits);
  }

  private void forget(int bits) {
    changed = (char) (changed & ~bits);
  }

  void noteWork() {
    if ((changed & SessionChange.MANUAL_COMMIT) != 0) {
      note(SessionChange.WORK);
    }
  }

  void noteUnknown() {
    note(SessionChange.UNSEEN);
  }

  @SuppressWarnings("ReferenceEquality") // a text is most often a constant: the same object again
  void noteSql(String sql) {
    PoolEntry entry = entry();
    LoginState login = entry.login;
    if (sql != entry.harmlessSql && entry.pool.readsSql() && login != null) {
      int changes = login.changes(sql);
      if (changes == 0) {
        entry.harmlessSql = sql;
      } else {
        note(changes);
      }
    }
  }

  @Override
  public void close() {
    PoolEntry entry = span.entry;
    span.pool.release(this, entry, span.state(number));
  }

  @Override
  public boolean isClosed() {
    return !isLent();
  }

  @Override
  public void abort(Executor executor) throws SQLException {
    if (isLent()) {
      entry().pool.abort(entry(), lease());
    }
  }

  @Override
  public boolean isValid(int seconds) throws SQLException {
    if (!isLent()) {
      return false;
    }
    boolean valid = super.isValid(seconds);
    if (!valid) {
      // What its borrower was told is gone is not for the next one.
      note(SessionChange.BROKEN);
    }
    return valid;
  }

  // Statements

  private <S extends Statement> S used(S statement) {
    note(SessionChange.USED);
    return statement;
  }

  /** Closes a statement of the driver's own making at the return, as if it were the borrower's. */
  void watch(Statement raw) {
    used(new PooledStatement(this, raw));
  }

  @Override
  public Statement createStatement() throws SQLException {
    return used(new PooledStatement(this, super.createStatement()));
  }

  @Override
  public Statement createStatement(int type, int concurrency) throws SQLException {
    return used(new PooledStatement(this, super.createStatement(type, concurrency)));
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    return used(new PooledStatement(this, super.createStatement(type, concurrency, holdability)));
  }

  private PreparedStatement prepared(String sql, PreparedStatement raw) {
    noteSql(sql);
    return used(new PooledPreparedStatement(this, raw));
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    return prepared(sql, super.prepareStatement(sql));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
    return prepared(sql, super.prepareStatement(sql, autoGeneratedKeys));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
    return prepared(sql, super.prepareStatement(sql, columns));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
    return prepared(sql, super.prepareStatement(sql, columns));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    return prepared(sql, super.prepareStatement(sql, type, concurrency));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    return prepared(sql, super.prepareStatement(sql, type, concurrency, holdability));
  }

  private CallableStatement callable(String sql, CallableStatement raw) {
    noteSql(sql);
    return used(new PooledCallableStatement(this, raw));
  }

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    return callable(sql, super.prepareCall(sql));
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
    return callable(sql, super.prepareCall(sql, type, concurrency));
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    return callable(sql, super.prepareCall(sql, type, concurrency, holdability));
  }

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    return new PooledDatabaseMetaData(this, super.getMetaData());
  }

  // Transactions

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    // Noted before, in case it fails after it took effect; forgotten only when it is so.
    note(
        autoCommit
            ? SessionChange.AUTO_COMMIT
            : SessionChange.AUTO_COMMIT | SessionChange.MANUAL_COMMIT);
    super.setAutoCommit(autoCommit);
    if (autoCommit) {
      forget(SessionChange.MANUAL_COMMIT | SessionChange.WORK);
    }
  }

  @Override
  public void commit() throws SQLException {
    super.commit();
    forget(SessionChange.WORK);
  }

  @Override
  public void rollback() throws SQLException {
    super.rollback();
    forget(SessionChange.WORK);
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    noteWork();
    return super.setSavepoint();
  }

  @Override
  public Savepoint setSavepoint(String name) throws SQLException {
    noteWork();
    return super.setSavepoint(name);
  }

  // Settings: noted before the change, in case it fails after it took effect.

  // What the server tells of these two is no news: a return puts them back without a reset.

  @Override
  public void setTransactionIsolation(int level) throws SQLException {
    note(SessionChange.ISOLATION);
    SessionTracking session = entry().session;
    int noticed = session.noticed;
    super.setTransactionIsolation(level);
    session.forgetAllBut(noticed);
  }

  @Override
  public void setReadOnly(boolean readOnly) throws SQLException {
    note(SessionChange.READ_ONLY);
    SessionTracking session = entry().session;
    int noticed = session.noticed;
    super.setReadOnly(readOnly);
    session.forgetAllBut(noticed);
  }

  @Override
  public void setCatalog(String catalog) throws SQLException {
    note(SessionChange.CATALOG);
    super.setCatalog(catalog);
  }

  @Override
  public void setSchema(String schema) throws SQLException {
    note(SessionChange.SCHEMA);
    super.setSchema(schema);
  }

  @Override
  public void setHoldability(int holdability) throws SQLException {
    note(SessionChange.HOLDABILITY);
    super.setHoldability(holdability);
  }

  @Override
  public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
    note(SessionChange.TYPE_MAP);
    super.setTypeMap(map);
  }

  @Override
  public void setNetworkTimeout(Executor executor, int millis) throws SQLException {
    note(SessionChange.NETWORK_TIMEOUT);
    super.setNetworkTimeout(executor, millis);
  }

  @Override
  public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
    changeClientInfo(raw -> raw.setClientInfo(name, value));
  }

  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    changeClientInfo(raw -> raw.setClientInfo(properties));
  }

  private interface ClientInfoChange {
    void apply(Connection raw) throws SQLClientInfoException;
  }

  private void changeClientInfo(ClientInfoChange change) throws SQLClientInfoException {
    try {
      note(SessionChange.CLIENT_INFO);
      change.apply(raw());
    } catch (SQLClientInfoException | RuntimeException | Error e) {
      examine(e);
      throw e;
    } catch (SQLException e) {
      throw new SQLClientInfoException(
          e.getMessage(), e.getSQLState(), Map.<String, ClientInfoStatus>of(), e);
    }
  }

  @Override
  public String toString() {
    return entry().pool.path() + "#" + entry().index + (isLent() ? "" : " (closed)");
  }
}
