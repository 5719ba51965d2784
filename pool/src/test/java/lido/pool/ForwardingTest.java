package lido.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The handles hand on every method of JDBC. */
class ForwardingTest extends OnFakeDatabase {

  /** What our handles answer themselves. */
  private static final Set<String> OWN =
      Set.of("getConnection", "getStatement", "unwrap", "isWrapperFor", "isClosed", "abort");

  static Stream<Arguments> handles() {
    return Stream.of(
        Arguments.of(Connection.class, PooledConnection.class),
        Arguments.of(Statement.class, PooledStatement.class),
        Arguments.of(PreparedStatement.class, PooledPreparedStatement.class),
        Arguments.of(CallableStatement.class, PooledCallableStatement.class),
        Arguments.of(ResultSet.class, PooledResultSet.class),
        Arguments.of(DatabaseMetaData.class, PooledDatabaseMetaData.class));
  }

  /**
   * A default method that is only inherited would never reach the driver. Fails when a JDK adds
   * one.
   */
  @ParameterizedTest
  @MethodSource("handles")
  void every_method_is_implemented_and_none_is_left_to_an_interfaces_default(
      Class<?> type, Class<?> handle) throws Exception {
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        Class<?> by =
            handle.getMethod(method.getName(), method.getParameterTypes()).getDeclaringClass();
        if (by.isInterface()) {
          // Defaults that a newer JDK adds by other methods of the same interface are covered.
          assertThat(LATER_THAN_17).as(method.toGenericString()).contains(method.getName());
        }
      }
    }
  }

  /**
   * Methods of JDBC 4.5 (JDK 26): none in the JDKs that we build and test on. A name here needs an
   * answer whether its default is right for a handle.
   */
  private static final Set<String> LATER_THAN_17 =
      Set.of("enquoteLiteral", "enquoteIdentifier", "isSimpleIdentifier", "enquoteNCharLiteral");

  @ParameterizedTest
  @MethodSource("handles")
  void every_method_reaches_the_drivers_method_of_the_same_name(Class<?> type, Class<?> handle)
      throws Exception {
    Database pool = open(sizes(1, 1).reset(Reset.CHANGED));
    List<String> missing = new ArrayList<>();
    for (Method method : type.getMethods()) {
      if (Modifier.isStatic(method.getModifiers()) || OWN.contains(method.getName())) {
        continue;
      }
      try (Connection connection = pool.getConnection()) {
        Object object = handleOf(type, connection);
        database.calls().clear();
        try {
          method.invoke(object, defaults(method));
        } catch (InvocationTargetException e) {
          assertThat(e.getCause()).as(method.toString()).isInstanceOf(SQLException.class);
        }
        boolean reached =
            database.calls().stream().anyMatch(call -> call.endsWith(method.getName()));
        boolean own = type == Connection.class && method.getName().equals("close");
        if (!reached && !own) {
          missing.add(method.toGenericString());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static Object handleOf(Class<?> type, Connection connection) throws SQLException {
    if (type == Connection.class) {
      return connection;
    }
    if (type == DatabaseMetaData.class) {
      return connection.getMetaData();
    }
    if (type == ResultSet.class) {
      return connection.createStatement().executeQuery("SELECT 1");
    }
    if (type == CallableStatement.class) {
      return connection.prepareCall("SELECT 1");
    }
    return type == PreparedStatement.class
        ? connection.prepareStatement("SELECT 1")
        : connection.createStatement();
  }

  private static Object[] defaults(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(
            type -> {
              if (!type.isPrimitive()) {
                return type == String.class ? "SELECT 1" : null;
              }
              Object zero = java.lang.reflect.Array.newInstance(type, 1);
              return java.lang.reflect.Array.get(zero, 0);
            })
        .toArray();
  }

  @Test
  void every_error_of_the_driver_is_shown_to_the_pool_on_its_way_out() throws Exception {
    Database pool = open(sizes(1, 1));
    for (String call :
        List.of(
            "createStatement",
            "statement.executeQuery",
            "rows.next",
            "metadata.getTables",
            "commit",
            "setClientInfo",
            "isReadOnly")) {
      int before = database.opened();
      database.at(
          call,
          () -> {
            throw new java.sql.SQLClientInfoException("gone", "08S01", java.util.Map.of());
          });
      try (Connection connection = pool.getConnection()) {
        useAll(connection);
      } catch (SQLException expected) {
        database.behave();
      }

      pool.getConnection().close();

      assertThat(database.opened()).as(call).isEqualTo(before + 1);
    }
  }

  private static void useAll(Connection connection) throws SQLException {
    connection.getMetaData().getTables(null, null, null, null);
    connection.createStatement().executeQuery("SELECT 1").next();
    connection.setClientInfo("a", "b");
    connection.isReadOnly();
    connection.commit();
  }

  @Test
  void the_generated_classes_are_what_the_generator_writes(@TempDir Path folder) throws Exception {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    Path sources = Files.createDirectory(folder.resolve("sources"));
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), "src/generator/Forwarding.java");
    assertThat(compiled).isZero();

    try (var loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      loader
          .loadClass("Forwarding")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {sources.toString()});
    }

    try (Stream<Path> written = Files.list(sources)) {
      assertThat(written.toList())
          .hasSize(6)
          .allSatisfy(
              file ->
                  assertThat(
                          methods(
                              Path.of("src/generated/java/lido/pool").resolve(file.getFileName())))
                      .containsAll(onSourceLevel(methods(file))));
    }
  }

  /** The text without what the formatter decides; on a newer JDK the generator finds more. */
  private static List<String> methods(Path file) throws Exception {
    String text = Files.readString(file).replaceAll("\\s+", "");
    return Arrays.stream(text.substring(text.indexOf("abstractclass")).split("@Override"))
        .map(each -> each.replaceAll("}+$", ""))
        .toList();
  }

  private static List<String> onSourceLevel(List<String> methods) {
    return methods.stream()
        .filter(each -> LATER_THAN_17.stream().noneMatch(name -> each.contains(name + "(")))
        .toList();
  }

  @Test
  void handles_are_no_proxies() throws Exception {
    Database pool = open(sizes(1, 1));

    try (Connection connection = pool.getConnection()) {
      assertThat(Proxy.isProxyClass(connection.getClass())).isFalse();
      assertThat(Proxy.isProxyClass(connection.createStatement().getClass())).isFalse();
    }
  }
}
