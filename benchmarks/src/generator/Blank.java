import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

/**
 * Writes the Blank classes of the stub driver: every method of a JDBC interface, refused. The stub
 * overrides the few that a benchmark calls, so that what runs is plain classes and no proxy. Run it
 * on the JDK of the source level:
 *
 * <pre>java benchmarks/src/generator/Blank.java benchmarks/src/generated/java/lido/benchmarks/blank</pre>
 */
public final class Blank {

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    write(folder, Connection.class, null);
    write(folder, Statement.class, null);
    write(folder, PreparedStatement.class, Statement.class);
    write(folder, ResultSet.class, null);
  }

  private static void write(Path folder, Class<?> type, Class<?> parent) throws IOException {
    String methods =
        Arrays.stream(type.getMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .filter(method -> parent == null || !declares(parent, method))
            .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toGenericString))
            .map(Blank::method)
            .collect(Collectors.joining());
    String name = "Blank" + type.getSimpleName();
    String source =
        "package lido.benchmarks.blank;\n\n"
            + "/** Written by {@code src/generator}; nothing to read here. */\n"
            + "@SuppressWarnings({\"deprecation\", \"all\"})\n"
            + "public abstract class " + name
            + (parent == null ? "" : " extends Blank" + parent.getSimpleName())
            + " implements " + type.getName() + " {\n"
            + methods
            + "}\n";
    Files.writeString(folder.resolve(name + ".java"), source);
  }

  private static String method(Method method) {
    var parameters =
        Arrays.stream(method.getGenericParameterTypes()).map(type -> type.getTypeName()).toArray(String[]::new);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += " a" + i;
    }
    boolean checked = method.getExceptionTypes().length > 0;
    boolean clientInfo = method.getName().equals("setClientInfo");
    String thrown = clientInfo ? "java.sql.SQLClientInfoException" : "java.sql.SQLException";
    return "  @Override public "
        + (method.getTypeParameters().length > 0 ? "<T> " : "")
        + method.getGenericReturnType().getTypeName()
        + " " + method.getName() + "(" + String.join(", ", parameters) + ")"
        + (checked ? " throws " + thrown : "")
        + " { throw new "
        + (clientInfo ? thrown + "()" : checked ? "java.sql.SQLFeatureNotSupportedException(\"the stub has no " + method.getName() + "\")" : "UnsupportedOperationException()")
        + "; }\n";
  }

  private static boolean declares(Class<?> parent, Method method) {
    return Arrays.stream(parent.getMethods())
        .anyMatch(
            other ->
                other.getName().equals(method.getName())
                    && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()));
  }
}
