package example;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import lido.pool.Database;
import lido.pool.DatabasePool;
import lido.server.HttpException;
import lido.server.Request;
import lido.server.Response;

/** Takes orders and shows them. */
final class OrderController {

  private static final String KEY = "orders";

  private final Products products;
  private final DatabasePool pool;

  @Inject
  OrderController(Products products, DatabasePool pool) {
    this.products = products;
    this.pool = pool;
  }

  Response create(Request request) throws SQLException {
    NewOrder wanted = request.body(NewOrder.class);
    List<Order.Line> lines = priced(wanted.lines());
    BigDecimal total =
        lines.stream().map(Order.Line::total).reduce(BigDecimal.ZERO, BigDecimal::add);

    Database database = pool.getConnection(KEY);
    var tables = new OrderTables(database);
    // What throws inside rolls everything back: an order has all its lines, or there is no order.
    Order order =
        database.transaction(
            connection -> {
              for (Order.Line line : lines) {
                if (!tables.takeFromStock(connection, line)) {
                  throw new HttpException(409, "not enough of product " + line.product());
                }
              }
              long id = tables.insert(connection, wanted.customer(), total, lines);
              return new Order(id, wanted.customer(), total, lines);
            });
    return Response.created("/orders/" + order.id(), order);
  }

  Order show(Request request) throws SQLException {
    long id = request.path("id").asLong();
    Database database = pool.getConnection(KEY);
    var tables = new OrderTables(database);
    return database
        .withConnection(connection -> tables.find(connection, id))
        .orElseThrow(() -> new HttpException(404, "no order " + id));
  }

  /** By product, so that two orders lock the stock in the same order and never wait in a circle. */
  private List<Order.Line> priced(List<NewOrder.Line> wanted) {
    var lines = new ArrayList<Order.Line>();
    for (NewOrder.Line line : wanted) {
      Product product =
          products
              .find(line.product())
              .orElseThrow(() -> new HttpException(400, "no product " + line.product()));
      lines.add(new Order.Line(product.id(), line.quantity(), product.price()));
    }
    lines.sort(Comparator.comparingLong(Order.Line::product));
    return List.copyOf(lines);
  }
}
