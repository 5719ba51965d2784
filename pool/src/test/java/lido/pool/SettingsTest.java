package lido.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.JdbcConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lido.pool.RecordingDatabase.Call;
import lido.pool.RecordingDatabase.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No call reaches the server in another state than its borrower wants: proved by walking over every
 * method of every object that a borrower can hold, in every state and every wish.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
final class SettingsTest {

  /** They change or tell the state itself, or are the end of the lease; each has a test below. */
  private static final Set<String> OF_THE_STATE =
      Set.of(
          "setAutoCommit",
          "getAutoCommit",
          "setTransactionIsolation",
          "getTransactionIsolation",
          "setReadOnly",
          "isReadOnly",
          "setCatalog",
          "getCatalog",
          "setSchema",
          "getSchema",
          "close",
          "abort",
          "isClosed",
          // The driver's own, and the number of a savepoint.
          "getDriverMajorVersion",
          "getDriverMinorVersion",
          "getSavepointId",
          "getSavepointName");

  private final RecordingDatabase database = new RecordingDatabase();
  private final List<DatabasePool> pools = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    pools.forEach(DatabasePool::close);
    database.close();
  }

  private Database open(Adapter adapter, boolean lazy) throws Exception {
    return open(adapter, sizes().lazySettings(lazy));
  }

  private static PoolConfig.Builder sizes() {
    return PoolConfig.builder()
        .min(1)
        .max(1)
        .validateAfterIdle(Duration.ofHours(1))
        .keepaliveTime(Duration.ZERO)
        .drainTimeout(Duration.ZERO);
  }

  private Database open(Adapter adapter, PoolConfig.Builder sizes) throws Exception {
    var pool = new DatabasePool(List.of(database.row(adapter, sizes.build())));
    pools.add(pool);
    pool.initPool();
    Database opened = pool.getConnection();
    database.takeCalls();
    database.committed.clear();
    database.roundTrips = 0;
    return opened;
  }

  /** Every state that two values of each setting make, as far as the database has it. */
  private static List<State> states(Adapter adapter) {
    return states().stream()
        .filter(
            state ->
                adapter == Adapter.MYSQL
                    ? state.schema().equals(State.AT_LOGIN.schema())
                    : state.catalog().equals(State.AT_LOGIN.catalog()))
        .toList();
  }

  private static List<State> states() {
    var states = new ArrayList<State>();
    for (int bits = 0; bits < 32; bits++) {
      states.add(
          new State(
              (bits & 1) == 0,
              (bits & 2) == 0
                  ? Connection.TRANSACTION_REPEATABLE_READ
                  : Connection.TRANSACTION_SERIALIZABLE,
              (bits & 4) != 0,
              (bits & 8) == 0 ? "shop" : "tenant_b",
              (bits & 16) == 0 ? "public" : "other"));
    }
    return states;
  }

  private static void want(Connection connection, State wanted) throws SQLException {
    connection.setReadOnly(wanted.readOnly());
    connection.setTransactionIsolation(wanted.isolation());
    connection.setCatalog(wanted.catalog());
    connection.setSchema(wanted.schema());
    connection.setAutoCommit(wanted.autoCommit());
  }

  /** What JDBC tells the borrower. */
  private static State told(Connection connection) throws SQLException {
    return new State(
        connection.getAutoCommit(),
        connection.getTransactionIsolation(),
        connection.isReadOnly(),
        connection.getCatalog(),
        connection.getSchema());
  }

  /** One lease that ends in this state, after something was executed in it. */
  private void leave(Database pool, State state) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      want(connection, state);
      try (Statement statement = connection.createStatement()) {
        statement.executeQuery("SELECT 1");
      }
      if (!state.autoCommit()) {
        connection.commit();
      }
    }
  }

  /** The way to an object, and whether what it came from is closed when its methods are called. */
  private interface Source {
    Object get(Connection connection) throws SQLException;
  }

  private static Source ofRows(SourceOfRows source) {
    return connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT 1")) {
        return source.get(rows);
      }
    };
  }

  private interface SourceOfRows {
    Object get(ResultSet rows) throws SQLException;
  }

  private static Source ofCall(SourceOfCall source) {
    return connection -> {
      try (CallableStatement statement = connection.prepareCall("SELECT 1")) {
        return source.get(statement);
      }
    };
  }

  private interface SourceOfCall {
    Object get(CallableStatement statement) throws SQLException;
  }

  private record Subject(String title, Class<?> type, Source source) {
    @Override
    public String toString() {
      return title;
    }
  }

  /** Everything that a borrower can come to hold. */
  static Stream<Subject> subjects() {
    return Stream.of(
        new Subject("Connection", Connection.class, connection -> connection),
        new Subject("Statement", Statement.class, Connection::createStatement),
        new Subject(
            "closed Statement",
            Statement.class,
            connection -> {
              Statement statement = connection.createStatement();
              statement.close();
              return statement;
            }),
        new Subject(
            "PreparedStatement", PreparedStatement.class, c -> c.prepareStatement("SELECT 1")),
        new Subject("CallableStatement", CallableStatement.class, c -> c.prepareCall("SELECT 1")),
        new Subject(
            "ResultSet", ResultSet.class, c -> c.createStatement().executeQuery("SELECT 1")),
        new Subject("closed ResultSet", ResultSet.class, ofRows(rows -> rows)),
        new Subject(
            "ResultSet of metadata",
            ResultSet.class,
            c -> c.getMetaData().getTables(null, null, null, null)),
        new Subject("DatabaseMetaData", DatabaseMetaData.class, Connection::getMetaData),
        new Subject("ResultSetMetaData", ResultSetMetaData.class, ofRows(ResultSet::getMetaData)),
        new Subject(
            "ParameterMetaData",
            ParameterMetaData.class,
            ofCall(CallableStatement::getParameterMetaData)),
        new Subject("Savepoint", Savepoint.class, Connection::setSavepoint),
        new Subject("Blob of rows", Blob.class, ofRows(rows -> rows.getBlob(1))),
        new Subject("Clob of rows", Clob.class, ofRows(rows -> rows.getClob("a"))),
        new Subject("NClob of rows", NClob.class, ofRows(rows -> rows.getNClob(1))),
        new Subject("SQLXML of rows", SQLXML.class, ofRows(rows -> rows.getSQLXML(1))),
        new Subject("Array of rows", Array.class, ofRows(rows -> rows.getArray(1))),
        new Subject("Ref of rows", Ref.class, ofRows(rows -> rows.getRef(1))),
        new Subject("object of rows", Blob.class, ofRows(rows -> rows.getObject(1))),
        new Subject("object of rows by map", Blob.class, ofRows(r -> r.getObject(1, Map.of()))),
        new Subject("Blob of a call", Blob.class, ofCall(call -> call.getBlob(1))),
        new Subject("Array of a call", Array.class, ofCall(call -> call.getArray("a"))),
        new Subject("object of a call", Blob.class, ofCall(call -> call.getObject(1))),
        new Subject("Blob", Blob.class, Connection::createBlob),
        new Subject("Clob", Clob.class, Connection::createClob),
        new Subject("NClob", NClob.class, Connection::createNClob),
        new Subject("SQLXML", SQLXML.class, Connection::createSQLXML),
        new Subject("Array", Array.class, c -> c.createArrayOf("int", new Object[0])),
        new Subject("Struct", Struct.class, c -> c.createStruct("point", new Object[0])));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void every_method_meets_the_state_that_its_borrower_wants(Subject subject) throws Exception {
    var wrong = new TreeSet<String>();
    // MySQL's driver tells of transactions, PostgreSQL's of none: two ways to decide what may wait.
    for (Adapter adapter : List.of(Adapter.MYSQL, Adapter.PGSQL)) {
      if (adapter == Adapter.MYSQL && subject.type() == ResultSetMetaData.class) {
        // Of these two drivers pgjdbc alone asks the server for some of it.
        continue;
      }
      Database pool = open(adapter, true);
      for (Method method : subject.type().getMethods()) {
        if (Modifier.isStatic(method.getModifiers())
            || (subject.type() == Connection.class && OF_THE_STATE.contains(method.getName()))) {
          continue;
        }
        for (State has : states(adapter)) {
          for (State wants : states(adapter)) {
            check(pool, subject, method, has, wants, wrong);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private void check(
      Database pool, Subject subject, Method method, State has, State wants, Set<String> wrong)
      throws Exception {
    leave(pool, has);
    try (Connection connection = pool.getConnection()) {
      Object object = null;
      if (subject.type() == Savepoint.class) {
        connection.setAutoCommit(false);
      }
      if (subject.type() != Connection.class) {
        // Made in the one state, asked in the other.
        want(connection, has);
        object = subject.source().get(connection);
      }
      want(connection, wants);
      object = object == null ? connection : object;
      database.takeCalls();
      invoke(object, method);
      List<Call> calls = database.takeCalls();
      for (Call call : calls) {
        String name = call.name().substring(call.name().indexOf('.') + 1);
        if (!OF_THE_STATE.contains(name) && !call.met().equals(wants)) {
          wrong.add(subject + ": " + call.name() + " met " + call.met() + ", wanted " + wants);
        }
      }
      boolean handsOut = method.getName().equals("unwrap");
      if (handsOut && !database.state.equals(wants)) {
        wrong.add(subject + ": unwrapped in " + database.state + ", wanted " + wants);
      }
    }
  }

  private static void invoke(Object object, Method method) throws Exception {
    Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(SettingsTest::argument).toArray();
    try {
      method.invoke(object, arguments);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof SQLException)) {
        throw e;
      }
    }
  }

  private static Object argument(Class<?> type) {
    if (type == Class.class) {
      return JdbcConnection.class;
    }
    if (!type.isPrimitive()) {
      return type == String.class ? "SELECT 1" : null;
    }
    return java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = Adapter.class,
      names = {"MYSQL", "PGSQL"})
  void a_borrower_is_told_what_it_wants_and_a_new_one_what_the_login_gave(Adapter adapter)
      throws Exception {
    Database pool = open(adapter, true);
    for (State has : states(adapter)) {
      for (State wants : states(adapter)) {
        leave(pool, has);
        try (Connection connection = pool.getConnection()) {
          assertThat(connection.getAutoCommit()).isTrue();
          assertThat(connection.isReadOnly()).isFalse();
          assertThat(connection.getTransactionIsolation()).isEqualTo(State.AT_LOGIN.isolation());
          want(connection, wants);

          assertThat(told(connection)).isEqualTo(wants);
        }
        try (Connection next = pool.getConnection()) {
          // Last of all, as to ask for catalog or schema sends what is due.
          if (adapter == Adapter.MYSQL) {
            assertThat(told(next)).isEqualTo(State.AT_LOGIN);
          }
          next.createStatement().execute("UPDATE");
          assertThat(database.takeCalls())
              .filteredOn(call -> call.name().equals("Statement.execute"))
              .last()
              .extracting(call -> call.met().autoCommit())
              .isEqualTo(true);
        }
      }
    }
  }

  @Test
  void nothing_is_sent_if_nothing_comes() throws Exception {
    Database pool = open(Adapter.MYSQL, true);
    for (State has : states(Adapter.MYSQL)) {
      leave(pool, has);
      for (State wants : states(Adapter.MYSQL)) {
        database.roundTrips = 0;
        try (Connection connection = pool.getConnection()) {
          want(connection, wants);
        }

        assertThat(database.roundTrips).as(has + " " + wants).isZero();
      }
    }
  }

  @Test
  void a_transaction_after_a_transaction_is_two_round_trips() throws Exception {
    Database pool = open(Adapter.MYSQL, true);
    for (State state : states()) {
      State manual =
          new State(false, state.isolation(), state.readOnly(), state.catalog(), state.schema());
      transaction(pool, manual);
      database.roundTrips = 0;

      transaction(pool, manual);

      assertThat(database.roundTrips).as(manual.toString()).isEqualTo(2);
    }
  }

  /** As a framework does it: the settings are as they were before the connection goes back. */
  private static void transaction(Database pool, State wants) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      want(connection, wants);
      try (Statement statement = connection.createStatement()) {
        statement.execute("UPDATE");
      }
      connection.commit();
      want(connection, State.AT_LOGIN);
    }
  }

  @Test
  void switched_off_each_setting_is_sent_at_once_and_put_back_at_each_return() throws Exception {
    Database pool = open(Adapter.MYSQL, false);
    for (State wants : states()) {
      try (Connection connection = pool.getConnection()) {
        want(connection, wants);

        assertThat(database.state).isEqualTo(wants);
      }
      assertThat(database.state.autoCommit()).isTrue();
      assertThat(database.state.isolation()).isEqualTo(State.AT_LOGIN.isolation());
      assertThat(database.state.readOnly()).isFalse();
      assertThat(database.state.catalog()).isEqualTo("shop");
    }
  }

  @Test
  void autocommit_switched_on_inside_of_work_commits_at_once() throws Exception {
    Database pool = open(Adapter.MYSQL, true);
    leave(pool, new State(false, 4, false, "shop", "public"));
    database.committed.clear();
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      connection.createStatement().execute("UPDATE");
      assertThat(database.committed).isEmpty();

      connection.setAutoCommit(true);

      assertThat(database.committed).hasSize(1);
    }
  }

  @Test
  void a_forgotten_commit_is_rolled_back_and_no_transaction_stays_open() throws Exception {
    Database pool = open(Adapter.MYSQL, true);
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      connection.createStatement().execute("UPDATE");
    }

    assertThat(database.inTransaction).isFalse();
    assertThat(database.committed).isEmpty();
    assertThat(database.state.autoCommit()).isFalse();
  }

  @Test
  void what_metadata_began_in_a_transaction_does_not_stay_open() throws Exception {
    Database pool = open(Adapter.MYSQL, true);
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      connection.getMetaData().getTables(null, null, null, null);
      assertThat(database.inTransaction).isTrue();
    }

    assertThat(database.inTransaction).isFalse();
  }

  @Test
  void what_a_database_undoes_with_its_transaction_is_sent_at_once_inside_of_one()
      throws Exception {
    Database pool = open(Adapter.PGSQL, true);
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("UPDATE");
      }
      connection.commit();

      connection.setSchema("other");

      assertThat(database.state.schema()).isEqualTo("other");
    }
  }

  @Test
  void autocommit_changed_by_sql_is_noticed_by_the_setter_and_by_the_return() throws Exception {
    for (var reset : Reset.values()) {
      Database pool = open(Adapter.MYSQL, sizes().reset(reset));
      try (Connection connection = pool.getConnection()) {
        connection.setAutoCommit(false);
        connection.createStatement().execute("SET autocommit=1");
        connection.setAutoCommit(false);

        assertThat(database.state.autoCommit()).as(reset.name()).isFalse();
      }
      try (Connection connection = pool.getConnection()) {
        connection.createStatement().execute("SET autocommit=0");
      }
      try (Connection connection = pool.getConnection()) {
        database.committed.clear();
        connection.setAutoCommit(true);
        connection.createStatement().execute("UPDATE");

        assertThat(database.committed).as(reset.name()).hasSize(1);
      }
    }
  }

  @Test
  void an_isolation_level_set_by_sql_gives_way_to_the_setters() throws Exception {
    for (var reset : Reset.values()) {
      Database pool = open(Adapter.MYSQL, sizes().reset(reset));
      try (Connection connection = pool.getConnection()) {
        connection
            .createStatement()
            .execute("SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE");
        assertThat(connection.getTransactionIsolation()).isEqualTo(8);
        connection.setTransactionIsolation(4);

        assertThat(database.state.isolation()).as(reset.name()).isEqualTo(4);
      }
    }
  }

  @Test
  void after_unwrap_each_setting_is_sent_at_once_and_the_return_leaves_none() throws Exception {
    Database pool = open(Adapter.MYSQL, sizes().reset(Reset.CHANGED));
    for (State wants : states()) {
      try (Connection connection = pool.getConnection()) {
        connection.unwrap(JdbcConnection.class);
        want(connection, wants);

        assertThat(database.state).isEqualTo(wants);
      }
      assertThat(database.state).isEqualTo(State.AT_LOGIN);
    }
  }

  @Test
  void a_connection_that_dies_in_between_fails_its_borrower_and_is_replaced() throws Exception {
    Database pool = open(Adapter.MYSQL, true);
    leave(pool, new State(false, 8, true, "tenant_b", "other"));
    int opened = database.opened;
    database.dead = true;
    try (Connection connection = pool.getConnection()) {
      assertThat(connection.isValid(1)).isFalse();
    }

    try (Connection connection = pool.getConnection()) {
      assertThat(database.opened).isEqualTo(opened + 1);
      assertThat(told(connection)).isEqualTo(State.AT_LOGIN);
      assertThat(database.state).isEqualTo(State.AT_LOGIN);
    }
  }

  @Test
  void a_validation_of_an_idle_connection_ends_what_it_began() throws Exception {
    Database pool =
        open(Adapter.MYSQL, sizes().validateAfterIdle(Duration.ZERO).lazySettings(true));
    leave(pool, new State(false, 4, false, "shop", "public"));
    assertThat(database.state.autoCommit()).isFalse();
    // What a validation of another kind might do.
    database.inTransaction = true;

    pool.getConnection().close();

    assertThat(database.inTransaction).isFalse();
  }
}
