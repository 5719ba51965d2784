package lido.benchmarks;

import java.lang.reflect.Proxy;
import java.sql.DatabaseMetaData;

/** The little that pools ask of a driver when they open; never on a measured path. */
final class StubMetaData {

  private StubMetaData() {}

  static DatabaseMetaData create(StubConnection connection) {
    return (DatabaseMetaData)
        Proxy.newProxyInstance(
            StubMetaData.class.getClassLoader(),
            new Class<?>[] {DatabaseMetaData.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getConnection" -> connection;
                  case "getURL" -> StubDriver.URL;
                  case "getDatabaseProductName", "getDriverName", "getUserName" -> "stub";
                  case "getDatabaseProductVersion", "getDriverVersion" -> "1.0";
                  default -> zero(method.getReturnType());
                });
  }

  private static Object zero(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class) {
      return 0;
    }
    throw new UnsupportedOperationException("the stub's metadata has no " + type);
  }
}
