package lido.benchmarks.http;

import jakarta.inject.Inject;
import java.sql.SQLException;
import lido.pool.Database;
import lido.server.Request;

/** One product. */
final class ProductController {

  private final Products products;

  @Inject
  ProductController(Database database) {
    this.products = new Products(database);
  }

  Product show(Request request) throws SQLException {
    return products.find(request.path("id").asLong());
  }
}
