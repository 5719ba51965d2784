package lido.pool;

import java.sql.CallableStatement;
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
 * <p>Each setter notes what it changes; a return puts back just that. Those of {@link Settings}
 * wait for the next call that can reach the server, but not while a statement is open: so only the
 * calls of the connection itself look for them. Used by one thread at a time, as JDBC says.
 */
final class PooledConnection extends ForwardingConnection implements Lease, ClientInfo.Owner {

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

  /** The driver's object, for a call that can reach the server: as the lease wants it. */
  @Override
  Connection raw() throws SQLException {
    Connection raw = lent();
    if ((changed & SessionChange.PENDING) != 0) {
      settle();
    }
    return raw;
  }

  /** The driver's object as it is. */
  private Connection lent() throws SQLException {
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

  @Override
  public void examine(Throwable failure) {
    if (isLent()) {
      entry().pool.examine(this, entry(), failure);
    }
  }

  @Override
  public void note(int bits) {
    changed = (char) (changed | bits);
  }

  @Override
  public Connection noted(int bits) throws SQLException {
    note(bits);
    return raw();
  }

  private void forget(int bits) {
    changed = (char) (changed & ~bits);
  }

  void noteWork() {
    if ((changed & SessionChange.MANUAL_COMMIT) != 0) {
      note(SessionChange.WORK);
    }
  }

  void noteSql(String sql) {
    note(entry().changes(sql));
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
    boolean valid = isSettled() && super.isValid(seconds);
    if (!valid) {
      // What its borrower was told is gone is not for the next one.
      note(SessionChange.BROKEN);
    }
    return valid;
  }

  private boolean isSettled() {
    try {
      return raw() != null;
    } catch (SQLException e) {
      return false;
    }
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
  Statement handle(Statement made) {
    return used(new PooledStatement(this, made));
  }

  @Override
  PreparedStatement handle(String sql, PreparedStatement made) {
    noteSql(sql);
    return used(new PooledPreparedStatement(this, made));
  }

  @Override
  CallableStatement handle(String sql, CallableStatement made) {
    noteSql(sql);
    return used(new PooledCallableStatement(this, made));
  }

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    return new PooledDatabaseMetaData(this, super.getMetaData());
  }

  // Transactions

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

  // Settings that may wait

  private Settings settings() throws SQLException {
    PoolEntry entry = entry();
    Settings settings = entry.settings;
    // Only now, as what was read is the lease's own if it is still lent.
    Connection raw = lent();
    return settings == null ? entry.settings(raw) : settings;
  }

  private void settle() throws SQLException {
    try {
      settings().settle();
      forget(SessionChange.PENDING);
    } catch (Throwable e) {
      note(SessionChange.AT_ONCE);
      throw failed(e);
    }
  }

  /** The setting of a bit has become another wish of this lease. */
  private void changed(Settings settings, int bit) throws SQLException {
    try {
      settings.change(
          bit, isSeen() && (changed & SessionChange.WORK) == 0 && openStatements == null);
    } catch (Throwable e) {
      note(SessionChange.AT_ONCE);
      throw failed(e);
    }
    forget(SessionChange.PENDING);
    note(settings.isPending() ? SessionChange.PENDING : 0);
  }

  /** Whether nothing has happened that may have changed a setting behind the pool's back. */
  private boolean isSeen() {
    int unseen =
        SessionChange.AT_ONCE | SessionChange.UNSEEN | SessionChange.SQL | SessionChange.DRIVER;
    return entry().pool.lazySettings() && ((changed | entry().session.noticed) & unseen) == 0;
  }

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    Settings settings = settings();
    settings.wantAutoCommit(autoCommit);
    // Noted before, in case it fails after it took effect; so are the others.
    note(autoCommit ? 0 : SessionChange.MANUAL_COMMIT);
    changed(settings, SessionChange.MANUAL_COMMIT);
    if (autoCommit) {
      forget(SessionChange.MANUAL_COMMIT | SessionChange.WORK);
    }
  }

  @Override
  public boolean getAutoCommit() throws SQLException {
    return (changed & SessionChange.PENDING) != 0
        ? settings().wantsAutoCommit()
        : super.getAutoCommit();
  }

  @Override
  public void setTransactionIsolation(int level) throws SQLException {
    Settings settings = settings();
    settings.wantIsolation(level);
    note(SessionChange.ISOLATION);
    changed(settings, SessionChange.ISOLATION);
  }

  @Override
  public int getTransactionIsolation() throws SQLException {
    Settings settings = settings();
    return (isSeen() && settings.knows(SessionChange.ISOLATION))
        ? settings.wantedIsolation()
        : super.getTransactionIsolation();
  }

  @Override
  public void setReadOnly(boolean readOnly) throws SQLException {
    Settings settings = settings();
    settings.wantReadOnly(readOnly);
    note(SessionChange.READ_ONLY);
    changed(settings, SessionChange.READ_ONLY);
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    Settings settings = settings();
    return (isSeen() && settings.knows(SessionChange.READ_ONLY))
        ? settings.wantedReadOnly()
        : super.isReadOnly();
  }

  @Override
  public void setCatalog(@Nullable String catalog) throws SQLException {
    Settings settings = settings();
    settings.wantCatalog(catalog);
    note(SessionChange.CATALOG);
    changed(settings, SessionChange.CATALOG);
  }

  @Override
  public void setSchema(@Nullable String schema) throws SQLException {
    Settings settings = settings();
    settings.wantSchema(schema);
    note(SessionChange.SCHEMA);
    changed(settings, SessionChange.SCHEMA);
  }

  // Settings that do not

  @Override
  public void setHoldability(int holdability) throws SQLException {
    note(SessionChange.LOCAL);
    super.setHoldability(holdability);
  }

  @Override
  public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
    note(SessionChange.LOCAL);
    super.setTypeMap(map);
  }

  @Override
  public Map<String, Class<?>> getTypeMap() throws SQLException {
    return LoginState.copy(super.getTypeMap());
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    return LoginState.copy(super.getClientInfo());
  }

  @Override
  public void setNetworkTimeout(Executor executor, int millis) throws SQLException {
    note(SessionChange.NETWORK_TIMEOUT);
    super.setNetworkTimeout(executor, millis);
  }

  @Override
  public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
    ClientInfo.change(this, entry().session, raw -> raw.setClientInfo(name, value));
  }

  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    ClientInfo.change(this, entry().session, raw -> raw.setClientInfo(properties));
  }

  @Override
  public String toString() {
    return entry().pool.path() + "#" + entry().index + (isLent() ? "" : " (closed)");
  }
}
