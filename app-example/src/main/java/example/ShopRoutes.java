package example;

import lido.server.RouteSet;
import lido.server.Routes;

/** What the shop answers; named in {@code routes.sets} of conf/application.conf. */
public final class ShopRoutes implements RouteSet {

  @Override
  public void define(Routes routes) {
    routes.get("/", HomeController.class, HomeController::show);
    routes.resources("/page", ShopRoutes.class, "page");
    routes.get("/forgetful", HomeController.class, HomeController::forget);
    routes.get("/products", ProductController.class, ProductController::list);
    routes.get("/products/{id}", ProductController.class, ProductController::show);
    routes.post("/orders", OrderController.class, OrderController::create);
    routes.get("/orders/{id}", OrderController.class, OrderController::show);
  }
}
