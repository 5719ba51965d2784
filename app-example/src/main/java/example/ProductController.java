package example;

import jakarta.inject.Inject;
import java.util.List;
import lido.server.HttpException;
import lido.server.Request;

/** The catalogue. */
final class ProductController {

  private final Products products;

  @Inject
  ProductController(Products products) {
    this.products = products;
  }

  List<Product> list(Request request) {
    return products.all();
  }

  Product show(Request request) {
    long id = request.path("id").asLong();
    return products.find(id).orElseThrow(() -> new HttpException(404, "no product " + id));
  }
}
