package lido.server;

import com.google.inject.multibindings.Multibinder;
import lido.container.Container;

/**
 * A part of the routing table. An application has any number; the table is built from all of them,
 * in the order they were added, when the first worker starts, and anew at each reload.
 *
 * <pre>{@code
 * final class ShopRoutes implements RouteSet {
 *   public void define(Routes routes) {
 *     routes.get("/products/{id}", ProductController.class, ProductController::show);
 *   }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface RouteSet {

  /** Defines the routes; must not keep the {@code routes}. */
  void define(Routes routes);

  /**
   * Adds a part to the application's table; called by a provider while it registers. The same as an
   * element of Guice's {@code Multibinder<RouteSet>}.
   */
  static void add(Container container, RouteSet set) {
    container.install(
        binder -> Multibinder.newSetBinder(binder, RouteSet.class).addBinding().toInstance(set));
  }
}
