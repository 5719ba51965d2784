package lido.pool;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import java.sql.SQLException;

/** Mechanical delegation, written by {@code src/generator}; nothing to read here. */
@SuppressWarnings({"deprecation", "NullAway"})
abstract class ForwardingDatabaseMetaData extends Handle implements DatabaseMetaData {

  /** The driver's object, if the borrower still may use it. */
  abstract DatabaseMetaData raw() throws SQLException;

  @Override
  public boolean allProceduresAreCallable() throws SQLException {
    try {
      return raw().allProceduresAreCallable();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean allTablesAreSelectable() throws SQLException {
    try {
      return raw().allTablesAreSelectable();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean autoCommitFailureClosesAllResultSets() throws SQLException {
    try {
      return raw().autoCommitFailureClosesAllResultSets();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean dataDefinitionCausesTransactionCommit() throws SQLException {
    try {
      return raw().dataDefinitionCausesTransactionCommit();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean dataDefinitionIgnoredInTransactions() throws SQLException {
    try {
      return raw().dataDefinitionIgnoredInTransactions();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean deletesAreDetected(int a) throws SQLException {
    try {
      return raw().deletesAreDetected(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean doesMaxRowSizeIncludeBlobs() throws SQLException {
    try {
      return raw().doesMaxRowSizeIncludeBlobs();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean generatedKeyAlwaysReturned() throws SQLException {
    try {
      return raw().generatedKeyAlwaysReturned();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getAttributes(String a, String b, String c, String d) throws SQLException {
    try {
      return wrap(raw().getAttributes(a, b, c, d));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getBestRowIdentifier(String a, String b, String c, int d, boolean e)
      throws SQLException {
    try {
      return wrap(raw().getBestRowIdentifier(a, b, c, d, e));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getCatalogSeparator() throws SQLException {
    try {
      return raw().getCatalogSeparator();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getCatalogTerm() throws SQLException {
    try {
      return raw().getCatalogTerm();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getCatalogs() throws SQLException {
    try {
      return wrap(raw().getCatalogs());
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getClientInfoProperties() throws SQLException {
    try {
      return wrap(raw().getClientInfoProperties());
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getColumnPrivileges(String a, String b, String c, String d) throws SQLException {
    try {
      return wrap(raw().getColumnPrivileges(a, b, c, d));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getColumns(String a, String b, String c, String d) throws SQLException {
    try {
      return wrap(raw().getColumns(a, b, c, d));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getCrossReference(String a, String b, String c, String d, String e, String f)
      throws SQLException {
    try {
      return wrap(raw().getCrossReference(a, b, c, d, e, f));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getDatabaseMajorVersion() throws SQLException {
    try {
      return raw().getDatabaseMajorVersion();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getDatabaseMinorVersion() throws SQLException {
    try {
      return raw().getDatabaseMinorVersion();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getDatabaseProductName() throws SQLException {
    try {
      return raw().getDatabaseProductName();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getDatabaseProductVersion() throws SQLException {
    try {
      return raw().getDatabaseProductVersion();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getDefaultTransactionIsolation() throws SQLException {
    try {
      return raw().getDefaultTransactionIsolation();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getDriverName() throws SQLException {
    try {
      return raw().getDriverName();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getDriverVersion() throws SQLException {
    try {
      return raw().getDriverVersion();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getExportedKeys(String a, String b, String c) throws SQLException {
    try {
      return wrap(raw().getExportedKeys(a, b, c));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getExtraNameCharacters() throws SQLException {
    try {
      return raw().getExtraNameCharacters();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getFunctionColumns(String a, String b, String c, String d) throws SQLException {
    try {
      return wrap(raw().getFunctionColumns(a, b, c, d));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getFunctions(String a, String b, String c) throws SQLException {
    try {
      return wrap(raw().getFunctions(a, b, c));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getIdentifierQuoteString() throws SQLException {
    try {
      return raw().getIdentifierQuoteString();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getImportedKeys(String a, String b, String c) throws SQLException {
    try {
      return wrap(raw().getImportedKeys(a, b, c));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getIndexInfo(String a, String b, String c, boolean d, boolean e)
      throws SQLException {
    try {
      return wrap(raw().getIndexInfo(a, b, c, d, e));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getJDBCMajorVersion() throws SQLException {
    try {
      return raw().getJDBCMajorVersion();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getJDBCMinorVersion() throws SQLException {
    try {
      return raw().getJDBCMinorVersion();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxBinaryLiteralLength() throws SQLException {
    try {
      return raw().getMaxBinaryLiteralLength();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxCatalogNameLength() throws SQLException {
    try {
      return raw().getMaxCatalogNameLength();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxCharLiteralLength() throws SQLException {
    try {
      return raw().getMaxCharLiteralLength();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxColumnNameLength() throws SQLException {
    try {
      return raw().getMaxColumnNameLength();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxColumnsInGroupBy() throws SQLException {
    try {
      return raw().getMaxColumnsInGroupBy();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxColumnsInIndex() throws SQLException {
    try {
      return raw().getMaxColumnsInIndex();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxColumnsInOrderBy() throws SQLException {
    try {
      return raw().getMaxColumnsInOrderBy();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxColumnsInSelect() throws SQLException {
    try {
      return raw().getMaxColumnsInSelect();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxColumnsInTable() throws SQLException {
    try {
      return raw().getMaxColumnsInTable();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxConnections() throws SQLException {
    try {
      return raw().getMaxConnections();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxCursorNameLength() throws SQLException {
    try {
      return raw().getMaxCursorNameLength();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxIndexLength() throws SQLException {
    try {
      return raw().getMaxIndexLength();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public long getMaxLogicalLobSize() throws SQLException {
    try {
      return raw().getMaxLogicalLobSize();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxProcedureNameLength() throws SQLException {
    try {
      return raw().getMaxProcedureNameLength();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxRowSize() throws SQLException {
    try {
      return raw().getMaxRowSize();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxSchemaNameLength() throws SQLException {
    try {
      return raw().getMaxSchemaNameLength();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxStatementLength() throws SQLException {
    try {
      return raw().getMaxStatementLength();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxStatements() throws SQLException {
    try {
      return raw().getMaxStatements();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxTableNameLength() throws SQLException {
    try {
      return raw().getMaxTableNameLength();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxTablesInSelect() throws SQLException {
    try {
      return raw().getMaxTablesInSelect();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getMaxUserNameLength() throws SQLException {
    try {
      return raw().getMaxUserNameLength();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getNumericFunctions() throws SQLException {
    try {
      return raw().getNumericFunctions();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getPrimaryKeys(String a, String b, String c) throws SQLException {
    try {
      return wrap(raw().getPrimaryKeys(a, b, c));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getProcedureColumns(String a, String b, String c, String d) throws SQLException {
    try {
      return wrap(raw().getProcedureColumns(a, b, c, d));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getProcedureTerm() throws SQLException {
    try {
      return raw().getProcedureTerm();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getProcedures(String a, String b, String c) throws SQLException {
    try {
      return wrap(raw().getProcedures(a, b, c));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getPseudoColumns(String a, String b, String c, String d) throws SQLException {
    try {
      return wrap(raw().getPseudoColumns(a, b, c, d));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getResultSetHoldability() throws SQLException {
    try {
      return raw().getResultSetHoldability();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public RowIdLifetime getRowIdLifetime() throws SQLException {
    try {
      return raw().getRowIdLifetime();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getSQLKeywords() throws SQLException {
    try {
      return raw().getSQLKeywords();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public int getSQLStateType() throws SQLException {
    try {
      return raw().getSQLStateType();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getSchemaTerm() throws SQLException {
    try {
      return raw().getSchemaTerm();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getSchemas() throws SQLException {
    try {
      return wrap(raw().getSchemas());
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getSchemas(String a, String b) throws SQLException {
    try {
      return wrap(raw().getSchemas(a, b));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getSearchStringEscape() throws SQLException {
    try {
      return raw().getSearchStringEscape();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getStringFunctions() throws SQLException {
    try {
      return raw().getStringFunctions();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getSuperTables(String a, String b, String c) throws SQLException {
    try {
      return wrap(raw().getSuperTables(a, b, c));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getSuperTypes(String a, String b, String c) throws SQLException {
    try {
      return wrap(raw().getSuperTypes(a, b, c));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getSystemFunctions() throws SQLException {
    try {
      return raw().getSystemFunctions();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getTablePrivileges(String a, String b, String c) throws SQLException {
    try {
      return wrap(raw().getTablePrivileges(a, b, c));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getTableTypes() throws SQLException {
    try {
      return wrap(raw().getTableTypes());
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getTables(String a, String b, String c, String[] d) throws SQLException {
    try {
      return wrap(raw().getTables(a, b, c, d));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getTimeDateFunctions() throws SQLException {
    try {
      return raw().getTimeDateFunctions();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getTypeInfo() throws SQLException {
    try {
      return wrap(raw().getTypeInfo());
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getUDTs(String a, String b, String c, int[] d) throws SQLException {
    try {
      return wrap(raw().getUDTs(a, b, c, d));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getURL() throws SQLException {
    try {
      return raw().getURL();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public String getUserName() throws SQLException {
    try {
      return raw().getUserName();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public ResultSet getVersionColumns(String a, String b, String c) throws SQLException {
    try {
      return wrap(raw().getVersionColumns(a, b, c));
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean insertsAreDetected(int a) throws SQLException {
    try {
      return raw().insertsAreDetected(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean isCatalogAtStart() throws SQLException {
    try {
      return raw().isCatalogAtStart();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    try {
      return raw().isReadOnly();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean locatorsUpdateCopy() throws SQLException {
    try {
      return raw().locatorsUpdateCopy();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean nullPlusNonNullIsNull() throws SQLException {
    try {
      return raw().nullPlusNonNullIsNull();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean nullsAreSortedAtEnd() throws SQLException {
    try {
      return raw().nullsAreSortedAtEnd();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean nullsAreSortedAtStart() throws SQLException {
    try {
      return raw().nullsAreSortedAtStart();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean nullsAreSortedHigh() throws SQLException {
    try {
      return raw().nullsAreSortedHigh();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean nullsAreSortedLow() throws SQLException {
    try {
      return raw().nullsAreSortedLow();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean othersDeletesAreVisible(int a) throws SQLException {
    try {
      return raw().othersDeletesAreVisible(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean othersInsertsAreVisible(int a) throws SQLException {
    try {
      return raw().othersInsertsAreVisible(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean othersUpdatesAreVisible(int a) throws SQLException {
    try {
      return raw().othersUpdatesAreVisible(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean ownDeletesAreVisible(int a) throws SQLException {
    try {
      return raw().ownDeletesAreVisible(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean ownInsertsAreVisible(int a) throws SQLException {
    try {
      return raw().ownInsertsAreVisible(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean ownUpdatesAreVisible(int a) throws SQLException {
    try {
      return raw().ownUpdatesAreVisible(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean storesLowerCaseIdentifiers() throws SQLException {
    try {
      return raw().storesLowerCaseIdentifiers();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean storesLowerCaseQuotedIdentifiers() throws SQLException {
    try {
      return raw().storesLowerCaseQuotedIdentifiers();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean storesMixedCaseIdentifiers() throws SQLException {
    try {
      return raw().storesMixedCaseIdentifiers();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean storesMixedCaseQuotedIdentifiers() throws SQLException {
    try {
      return raw().storesMixedCaseQuotedIdentifiers();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean storesUpperCaseIdentifiers() throws SQLException {
    try {
      return raw().storesUpperCaseIdentifiers();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean storesUpperCaseQuotedIdentifiers() throws SQLException {
    try {
      return raw().storesUpperCaseQuotedIdentifiers();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsANSI92EntryLevelSQL() throws SQLException {
    try {
      return raw().supportsANSI92EntryLevelSQL();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsANSI92FullSQL() throws SQLException {
    try {
      return raw().supportsANSI92FullSQL();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsANSI92IntermediateSQL() throws SQLException {
    try {
      return raw().supportsANSI92IntermediateSQL();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsAlterTableWithAddColumn() throws SQLException {
    try {
      return raw().supportsAlterTableWithAddColumn();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsAlterTableWithDropColumn() throws SQLException {
    try {
      return raw().supportsAlterTableWithDropColumn();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsBatchUpdates() throws SQLException {
    try {
      return raw().supportsBatchUpdates();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsCatalogsInDataManipulation() throws SQLException {
    try {
      return raw().supportsCatalogsInDataManipulation();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsCatalogsInIndexDefinitions() throws SQLException {
    try {
      return raw().supportsCatalogsInIndexDefinitions();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsCatalogsInPrivilegeDefinitions() throws SQLException {
    try {
      return raw().supportsCatalogsInPrivilegeDefinitions();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsCatalogsInProcedureCalls() throws SQLException {
    try {
      return raw().supportsCatalogsInProcedureCalls();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsCatalogsInTableDefinitions() throws SQLException {
    try {
      return raw().supportsCatalogsInTableDefinitions();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsColumnAliasing() throws SQLException {
    try {
      return raw().supportsColumnAliasing();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsConvert() throws SQLException {
    try {
      return raw().supportsConvert();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsConvert(int a, int b) throws SQLException {
    try {
      return raw().supportsConvert(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsCoreSQLGrammar() throws SQLException {
    try {
      return raw().supportsCoreSQLGrammar();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsCorrelatedSubqueries() throws SQLException {
    try {
      return raw().supportsCorrelatedSubqueries();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsDataDefinitionAndDataManipulationTransactions() throws SQLException {
    try {
      return raw().supportsDataDefinitionAndDataManipulationTransactions();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsDataManipulationTransactionsOnly() throws SQLException {
    try {
      return raw().supportsDataManipulationTransactionsOnly();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsDifferentTableCorrelationNames() throws SQLException {
    try {
      return raw().supportsDifferentTableCorrelationNames();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsExpressionsInOrderBy() throws SQLException {
    try {
      return raw().supportsExpressionsInOrderBy();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsExtendedSQLGrammar() throws SQLException {
    try {
      return raw().supportsExtendedSQLGrammar();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsFullOuterJoins() throws SQLException {
    try {
      return raw().supportsFullOuterJoins();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsGetGeneratedKeys() throws SQLException {
    try {
      return raw().supportsGetGeneratedKeys();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsGroupBy() throws SQLException {
    try {
      return raw().supportsGroupBy();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsGroupByBeyondSelect() throws SQLException {
    try {
      return raw().supportsGroupByBeyondSelect();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsGroupByUnrelated() throws SQLException {
    try {
      return raw().supportsGroupByUnrelated();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsIntegrityEnhancementFacility() throws SQLException {
    try {
      return raw().supportsIntegrityEnhancementFacility();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsLikeEscapeClause() throws SQLException {
    try {
      return raw().supportsLikeEscapeClause();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsLimitedOuterJoins() throws SQLException {
    try {
      return raw().supportsLimitedOuterJoins();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsMinimumSQLGrammar() throws SQLException {
    try {
      return raw().supportsMinimumSQLGrammar();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsMixedCaseIdentifiers() throws SQLException {
    try {
      return raw().supportsMixedCaseIdentifiers();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsMixedCaseQuotedIdentifiers() throws SQLException {
    try {
      return raw().supportsMixedCaseQuotedIdentifiers();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsMultipleOpenResults() throws SQLException {
    try {
      return raw().supportsMultipleOpenResults();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsMultipleResultSets() throws SQLException {
    try {
      return raw().supportsMultipleResultSets();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsMultipleTransactions() throws SQLException {
    try {
      return raw().supportsMultipleTransactions();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsNamedParameters() throws SQLException {
    try {
      return raw().supportsNamedParameters();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsNonNullableColumns() throws SQLException {
    try {
      return raw().supportsNonNullableColumns();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsOpenCursorsAcrossCommit() throws SQLException {
    try {
      return raw().supportsOpenCursorsAcrossCommit();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsOpenCursorsAcrossRollback() throws SQLException {
    try {
      return raw().supportsOpenCursorsAcrossRollback();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsOpenStatementsAcrossCommit() throws SQLException {
    try {
      return raw().supportsOpenStatementsAcrossCommit();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsOpenStatementsAcrossRollback() throws SQLException {
    try {
      return raw().supportsOpenStatementsAcrossRollback();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsOrderByUnrelated() throws SQLException {
    try {
      return raw().supportsOrderByUnrelated();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsOuterJoins() throws SQLException {
    try {
      return raw().supportsOuterJoins();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsPositionedDelete() throws SQLException {
    try {
      return raw().supportsPositionedDelete();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsPositionedUpdate() throws SQLException {
    try {
      return raw().supportsPositionedUpdate();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsRefCursors() throws SQLException {
    try {
      return raw().supportsRefCursors();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsResultSetConcurrency(int a, int b) throws SQLException {
    try {
      return raw().supportsResultSetConcurrency(a, b);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsResultSetHoldability(int a) throws SQLException {
    try {
      return raw().supportsResultSetHoldability(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsResultSetType(int a) throws SQLException {
    try {
      return raw().supportsResultSetType(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsSavepoints() throws SQLException {
    try {
      return raw().supportsSavepoints();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsSchemasInDataManipulation() throws SQLException {
    try {
      return raw().supportsSchemasInDataManipulation();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsSchemasInIndexDefinitions() throws SQLException {
    try {
      return raw().supportsSchemasInIndexDefinitions();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsSchemasInPrivilegeDefinitions() throws SQLException {
    try {
      return raw().supportsSchemasInPrivilegeDefinitions();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsSchemasInProcedureCalls() throws SQLException {
    try {
      return raw().supportsSchemasInProcedureCalls();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsSchemasInTableDefinitions() throws SQLException {
    try {
      return raw().supportsSchemasInTableDefinitions();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsSelectForUpdate() throws SQLException {
    try {
      return raw().supportsSelectForUpdate();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsSharding() throws SQLException {
    try {
      return raw().supportsSharding();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsStatementPooling() throws SQLException {
    try {
      return raw().supportsStatementPooling();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsStoredFunctionsUsingCallSyntax() throws SQLException {
    try {
      return raw().supportsStoredFunctionsUsingCallSyntax();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsStoredProcedures() throws SQLException {
    try {
      return raw().supportsStoredProcedures();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsSubqueriesInComparisons() throws SQLException {
    try {
      return raw().supportsSubqueriesInComparisons();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsSubqueriesInExists() throws SQLException {
    try {
      return raw().supportsSubqueriesInExists();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsSubqueriesInIns() throws SQLException {
    try {
      return raw().supportsSubqueriesInIns();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsSubqueriesInQuantifieds() throws SQLException {
    try {
      return raw().supportsSubqueriesInQuantifieds();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsTableCorrelationNames() throws SQLException {
    try {
      return raw().supportsTableCorrelationNames();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsTransactionIsolationLevel(int a) throws SQLException {
    try {
      return raw().supportsTransactionIsolationLevel(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsTransactions() throws SQLException {
    try {
      return raw().supportsTransactions();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsUnion() throws SQLException {
    try {
      return raw().supportsUnion();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean supportsUnionAll() throws SQLException {
    try {
      return raw().supportsUnionAll();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean updatesAreDetected(int a) throws SQLException {
    try {
      return raw().updatesAreDetected(a);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean usesLocalFilePerTable() throws SQLException {
    try {
      return raw().usesLocalFilePerTable();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  @Override
  public boolean usesLocalFiles() throws SQLException {
    try {
      return raw().usesLocalFiles();
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }
}
