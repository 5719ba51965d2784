package example;

import java.math.BigDecimal;
import java.util.List;

/** What a customer bought, at the price of that day. */
record Order(long id, String customer, BigDecimal total, List<Line> lines) {

  record Line(long product, int quantity, BigDecimal price) {

    BigDecimal total() {
      return price.multiply(BigDecimal.valueOf(quantity));
    }
  }
}
