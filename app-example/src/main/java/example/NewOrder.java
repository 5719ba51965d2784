package example;

import java.util.HashSet;
import java.util.List;

/**
 * The body of {@code POST /orders}. One that exists is in order: what the constructor refuses is a
 * 400, with its message.
 */
record NewOrder(String customer, List<Line> lines) {

  NewOrder {
    require(customer != null && !customer.isBlank(), "customer is missing");
    require(customer.length() <= 100, "customer must be at most 100 characters");
    require(lines != null && !lines.isEmpty(), "lines are missing");
    require(lines.size() <= 100, "lines must be at most 100");
    var products = new HashSet<Long>();
    for (Line line : lines) {
      require(line != null, "a line is null");
      require(products.add(line.product()), "product " + line.product() + " stands in two lines");
    }
    lines = List.copyOf(lines);
  }

  record Line(long product, int quantity) {

    Line {
      require(quantity >= 1 && quantity <= 1000, "quantity must be from 1 to 1000");
    }
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
