package lido.testserver;

import java.sql.SQLException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves what {@link WithTestServer} promises; JUnit's stores close what it has made. */
final class TestServerExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(TestServerExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == TestServer.class || type == TestDatabase.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestServer.class
        ? server(context)
        : database(context);
  }

  private static TestServer server(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(TestServer.class, key -> TestServer.startPrivate(), TestServer.class);
  }

  private static TestDatabase database(ExtensionContext context) {
    var server = server(context);
    return outermostClass(context)
        .getStore(NAMESPACE)
        .computeIfAbsent(TestDatabase.class, key -> create(server), TestDatabase.class);
  }

  private static TestDatabase create(TestServer server) {
    try {
      return server.createDatabase();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create a test's database: " + e.getMessage(), e);
    }
  }

  private static ExtensionContext outermostClass(ExtensionContext context) {
    var parent = context.getParent();
    return parent.isPresent() && parent.get().getTestClass().isPresent()
        ? outermostClass(parent.get())
        : context;
  }
}
