import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.sql.SQLXML;
import java.sql.Statement;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes the Forwarding classes of lido.pool: every method of a JDBC interface handed on to the driver's
 * object, everything that it throws shown to the pool on its way out. Run it on the JDK of the source level:
 *
 * <pre>java pool/src/generator/Forwarding.java pool/src/generated/java/lido/pool && mvn spotless:apply -pl pool</pre>
 */
public final class Forwarding {

  private static final Set<String> ROWS = Set.of("updateRow", "insertRow", "deleteRow");

  /** What a borrower may ask the server with, past the pool. */
  private static final Set<Class<?>> ASKING =
      Set.of(Array.class, Blob.class, Clob.class, NClob.class, Ref.class, SQLXML.class, Struct.class, Object.class, ParameterMetaData.class, InputStream.class, Reader.class);

  /** The same for some drivers only. */
  private static final Set<Class<?>> DESCRIBING = Set.of(ResultSetMetaData.class);

  /** What the handles do themselves. */
  private static final Set<String> BY_HAND =
      Set.of("unwrap", "isWrapperFor", "setClientInfo", "getConnection", "getStatement", "getDriverMajorVersion", "getDriverMinorVersion");

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    write(folder, Connection.class, null, "Handle", "raw()");
    write(folder, Statement.class, null, "Handle", "raw");
    write(folder, PreparedStatement.class, Statement.class, "PooledStatement", "((PreparedStatement) raw)");
    write(
        folder, CallableStatement.class, PreparedStatement.class, "PooledPreparedStatement", "((CallableStatement) raw)");
    write(folder, ResultSet.class, null, "Handle", "raw");
    write(folder, DatabaseMetaData.class, null, "Handle", "raw()");
  }

  private static void write(Path folder, Class<?> type, Class<?> parent, String base, String raw) throws IOException {
    String name = "Forwarding" + type.getSimpleName();
    var body = new StringBuilder();
    List<Method> methods =
        Arrays.stream(type.getMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .filter(method -> parent == null || !declares(parent, method))
            .filter(method -> !BY_HAND.contains(method.getName()))
            .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toGenericString))
            .collect(Collectors.toCollection(ArrayList::new));
    Set<String> imports = new TreeSet<>();
    imports.add(type.getName());
    for (Method method : methods) {
      body.append(method(method, type, raw, imports));
    }
    var source = new StringBuilder("package lido.pool;\n\n");
    imports.stream().filter(i -> !i.startsWith("java.lang.")).forEach(i -> source.append("import " + i + ";\n"));
    source.append("\n/** Mechanical delegation, written by {@code src/generator}; nothing to read here. */\n");
    source.append("@SuppressWarnings({\"deprecation\", \"NullAway\"})\n");
    source.append("abstract class " + name + " extends " + base + " implements " + type.getSimpleName() + " {\n\n");
    if (parent != null) {
      source.append("  " + name + "(PooledConnection connection, " + type.getSimpleName() + " raw) {\n");
      source.append("    super(connection, raw);\n  }\n\n");
    } else if (raw.equals("raw")) {
      source.append("  " + type.getSimpleName() + " raw;\n\n");
      source.append("  " + name + "(" + type.getSimpleName() + " raw) {\n    this.raw = raw;\n  }\n\n");
    } else {
      source.append("  /** The driver's object, if the borrower still may use it. */\n");
      source.append("  abstract " + type.getSimpleName() + " raw() throws SQLException;\n\n");
      if (type == Connection.class) {
        source.append("  abstract Statement handle(Statement made);\n\n");
        source.append("  abstract PreparedStatement handle(String sql, PreparedStatement made);\n\n");
        source.append("  abstract CallableStatement handle(String sql, CallableStatement made);\n\n");
      }
    }
    source.append(body).append("}\n");
    Files.writeString(folder.resolve(name + ".java"), source.toString());
  }

  private static String method(Method method, Class<?> type, String raw, Set<String> imports) {
    var names = new ArrayList<String>();
    var parameters = new ArrayList<String>();
    Type[] types = method.getGenericParameterTypes();
    for (int i = 0; i < types.length; i++) {
      names.add(String.valueOf((char) ('a' + i)));
      parameters.add(name(types[i], imports) + " " + names.get(i));
    }
    boolean checked = Arrays.asList(method.getExceptionTypes()).contains(java.sql.SQLException.class);
    String result = name(method.getGenericReturnType(), imports);
    String generic = method.getTypeParameters().length > 0 ? "<T> " : "";
    String call = raw + "." + method.getName() + "(" + String.join(", ", names) + ")";
    if (method.getReturnType() == ResultSet.class) {
      call = "wrap(" + call + ")";
    } else if (ASKING.contains(method.getReturnType())) {
      call = "lent(" + call + ")";
    } else if (DESCRIBING.contains(method.getReturnType())) {
      call = "described(" + call + ")";
    } else if (type == Connection.class && Statement.class.isAssignableFrom(method.getReturnType())) {
      call = "handle(" + (names.isEmpty() || types[0] != String.class ? "" : "a, ") + call + ")";
    }
    String statement = method.getReturnType() == void.class ? call + ";" : "return " + call + ";";
    String before = "";
    if (method.getName().startsWith("execute") || method.getName().equals("addBatch") || ROWS.contains(method.getName())) {
      boolean sql = types.length > 0 && types[0] == String.class;
      before = sql ? "executing(a);\n" : "executing();\n";
    }
    String signature =
        "  @Override\n  public " + generic + result + " " + method.getName() + "(" + String.join(", ", parameters) + ")";
    imports.addAll(checked ? List.of("java.sql.SQLException") : List.of());
    if (!checked) {
      return signature + " {\n" + statement + "\n}\n\n";
    }
    return signature
        + " throws SQLException {\n"
        + before
        + "try {\n"
        + statement
        + "\n} catch (Throwable failure) {\nthrow failed(failure);\n}\n}\n\n";
  }

  private static boolean declares(Class<?> parent, Method method) {
    return Arrays.stream(parent.getMethods())
        .anyMatch(
            other ->
                other.getName().equals(method.getName())
                    && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()));
  }

  private static String name(Type type, Set<String> imports) {
    String full = type.getTypeName();
    var matcher = java.util.regex.Pattern.compile("java\\.[a-zA-Z.]+").matcher(full);
    var out = new StringBuilder();
    while (matcher.find()) {
      String found = matcher.group();
      boolean clash = found.equals("java.util.Date");
      imports.addAll(clash ? List.of() : List.of(found));
      matcher.appendReplacement(out, clash ? found : found.substring(found.lastIndexOf('.') + 1));
    }
    matcher.appendTail(out);
    return out.toString();
  }
}
