package lido.benchmarks.http;

import java.sql.SQLException;
import javax.sql.DataSource;

/** The one query: plain JDBC, the same on every stack. */
public final class Products {

  private static final String SELECT = "SELECT id, name, price FROM products WHERE id = ?";

  private final DataSource source;

  public Products(DataSource source) {
    this.source = source;
  }

  public Product find(long id) throws SQLException {
    try (var connection = source.getConnection();
        var statement = connection.prepareStatement(SELECT)) {
      statement.setLong(1, id);
      try (var rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalArgumentException("no product " + id);
        }
        return new Product(rows.getLong(1), rows.getString(2), rows.getBigDecimal(3));
      }
    }
  }
}
