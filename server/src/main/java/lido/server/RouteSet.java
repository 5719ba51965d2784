package lido.server;

import com.google.inject.multibindings.Multibinder;
import lido.container.Container;

/**
 * A part of the routing table. An application has any number of them. The table is built from all
 * parts in the order of their addition: when the first worker starts, and again at each reload.
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

  /** Defines the routes. Must not keep the {@code routes}. */
  void define(Routes routes);

  /**
   * Adds a part to the application's table. To be called by a provider while it registers. The same
   * as an element of Guice's {@code Multibinder<RouteSet>}.
   */
  static void add(Container container, RouteSet set) {
    container.install(
        binder -> Multibinder.newSetBinder(binder, RouteSet.class).addBinding().toInstance(set));
  }
}
