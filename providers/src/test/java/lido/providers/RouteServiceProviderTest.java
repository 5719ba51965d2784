package lido.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import java.util.Set;
import lido.server.RouteSet;
import lido.server.Routes;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class RouteServiceProviderTest {

  /** Two parts of a routing table, and one that needs what nobody binds. */
  static final class First implements RouteSet {
    @Override
    public void define(Routes routes) {}
  }

  static final class Second implements RouteSet {
    @Override
    public void define(Routes routes) {}
  }

  static final class Unbuildable implements RouteSet {

    Unbuildable(String text) {
      throw new AssertionError(text);
    }

    @Override
    public void define(Routes routes) {}
  }

  private static String nameOf(Class<?> type) {
    return '"' + type.getName() + '"';
  }

  @Test
  void the_parts_are_built_in_the_order_of_the_configuration() throws Exception {
    var conf = "routes.sets = [%s, %s]".formatted(nameOf(Second.class), nameOf(First.class));

    try (var started = Started.with(conf, new RouteServiceProvider())) {
      Set<RouteSet> sets = started.get(0, Key.get(new TypeLiteral<Set<RouteSet>>() {}));

      assertThat(sets).hasExactlyElementsOfTypes(Second.class, First.class);
    }
  }

  @Test
  void all_that_is_wrong_with_the_names_is_said_at_once() {
    var conf =
        "routes.sets = [no.such.Routes, java.lang.String, %s]".formatted(nameOf(Unbuildable.class));

    assertThatThrownBy(() -> Started.with(conf, new RouteServiceProvider()).close())
        .hasMessage(
            """
            routes.sets: no class no.such.Routes
              where: conf/application.conf: 2
              fix:   check the name, its package, and that it is on the class path

            routes.sets: java.lang.String is not a RouteSet
              where: conf/application.conf: 2
              fix:   let it implement lido.server.RouteSet

            routes.sets: lido.providers.RouteServiceProviderTest$Unbuildable cannot be built
              where: conf/application.conf: 2
              fix:   give it a constructor without arguments, or one with @Inject""");
  }
}
