package example;

import java.util.HashSet;
import java.util.List;
import lido.server.HttpException;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /orders}: what a customer wants, still to be checked. */
record NewOrder(@Nullable String customer, @Nullable List<@Nullable Line> lines) {

  private static final int MOST_LINES = 100;

  private static final int LONGEST_NAME = 100;

  record Line(long product, int quantity) {}

  /** Returns the lines, or ends the request with a 400 that says what is wrong. */
  List<Line> checkedLines() {
    if (lines == null || lines.isEmpty() || lines.size() > MOST_LINES) {
      throw new HttpException(400, "lines must be 1 to " + MOST_LINES);
    }
    var products = new HashSet<Long>();
    for (Line line : lines) {
      if (line == null || line.quantity() < 1 || line.quantity() > 1000) {
        throw new HttpException(400, "quantity must be from 1 to 1000");
      }
      if (!products.add(line.product())) {
        throw new HttpException(400, "product " + line.product() + " stands in two lines");
      }
    }
    return List.copyOf(lines);
  }

  /** Returns the customer, or ends the request with a 400 that says what is wrong. */
  String checkedCustomer() {
    if (customer == null || customer.isBlank() || customer.length() > LONGEST_NAME) {
      throw new HttpException(400, "customer must be 1 to " + LONGEST_NAME + " characters");
    }
    return customer;
  }
}
