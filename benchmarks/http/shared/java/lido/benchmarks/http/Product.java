package lido.benchmarks.http;

import java.math.BigDecimal;

/** What the controller answers, as JSON. */
public record Product(long id, String name, BigDecimal price) {}
