package example;

import java.math.BigDecimal;

/** Something the shop sells. */
record Product(long id, String name, BigDecimal price) {}
