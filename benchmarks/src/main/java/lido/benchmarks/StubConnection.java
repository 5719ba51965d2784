package lido.benchmarks;

import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import lido.benchmarks.blank.BlankConnection;
import org.jspecify.annotations.Nullable;

/** A connection to nothing, with the settings that pools look at and counters of what they did. */
@SuppressWarnings("NullAway") // the generated half says nothing of nulls
final class StubConnection extends BlankConnection {

  private boolean autoCommit = true;
  private boolean readOnly;
  private int isolation = TRANSACTION_READ_COMMITTED;
  private String catalog = "benchmark";
  private String schema = "public";
  private int networkTimeout;
  private boolean closed;
  private @Nullable SQLWarning warnings;

  /** Statements were executed with autocommit off, and neither committed nor rolled back. */
  boolean openWork;

  int commits;
  int rollbacks;
  int validations;
  int openStatements;

  @Override
  public PreparedStatement prepareStatement(String sql) {
    openStatements++;
    return new StubStatement(this);
  }

  @Override
  public Statement createStatement() {
    return prepareStatement("");
  }

  @Override
  public boolean isValid(int seconds) {
    validations++;
    return !closed;
  }

  @Override
  public void setAutoCommit(boolean value) {
    // As JDBC says: switching it on commits.
    if (value && !autoCommit && openWork) {
      commits++;
      openWork = false;
    }
    autoCommit = value;
  }

  @Override
  public boolean getAutoCommit() {
    return autoCommit;
  }

  @Override
  public void commit() {
    if (openWork) {
      commits++;
    }
    openWork = false;
  }

  @Override
  public void rollback() {
    rollbacks++;
    openWork = false;
  }

  void worked() {
    if (!autoCommit) {
      openWork = true;
    }
  }

  void warn() {
    warnings = new SQLWarning("a warning");
  }

  @Override
  public @Nullable SQLWarning getWarnings() {
    return warnings;
  }

  @Override
  public void clearWarnings() {
    warnings = null;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public void abort(@Nullable Executor executor) {
    closed = true;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public boolean isReadOnly() {
    return readOnly;
  }

  @Override
  public void setReadOnly(boolean value) {
    readOnly = value;
  }

  @Override
  public int getTransactionIsolation() {
    return isolation;
  }

  @Override
  public void setTransactionIsolation(int level) {
    isolation = level;
  }

  @Override
  public String getCatalog() {
    return catalog;
  }

  @Override
  public void setCatalog(String value) {
    catalog = value;
  }

  @Override
  public String getSchema() {
    return schema;
  }

  @Override
  public void setSchema(String value) {
    schema = value;
  }

  @Override
  public int getHoldability() {
    return java.sql.ResultSet.CLOSE_CURSORS_AT_COMMIT;
  }

  @Override
  public void setHoldability(int holdability) {}

  @Override
  public int getNetworkTimeout() {
    return networkTimeout;
  }

  @Override
  public void setNetworkTimeout(@Nullable Executor executor, int millis) {
    networkTimeout = millis;
  }

  @Override
  public Map<String, Class<?>> getTypeMap() {
    return Map.of();
  }

  @Override
  public Properties getClientInfo() {
    return new Properties();
  }

  @Override
  public void beginRequest() {}

  @Override
  public void endRequest() {}

  @Override
  public DatabaseMetaData getMetaData() {
    return StubMetaData.create(this);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return type.cast(this);
  }
}
