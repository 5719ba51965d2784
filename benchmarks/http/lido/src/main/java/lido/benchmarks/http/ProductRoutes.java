package lido.benchmarks.http;

import lido.server.RouteSet;
import lido.server.Routes;

/** The one route. */
public final class ProductRoutes implements RouteSet {

  @Override
  public void define(Routes routes) {
    routes.get("/products/{id}", ProductController.class, ProductController::show);
  }
}
