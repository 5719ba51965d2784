package example;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lido.pool.Database;

/** The SQL of orders and stock, in plain JDBC on the connection of the caller's transaction. */
final class OrderTables {

  private final String stock;
  private final String orders;
  private final String lines;

  OrderTables(Database database) {
    stock = database.table("stock");
    orders = database.table("orders");
    lines = database.table("order_lines");
  }

  /** Returns false, and takes nothing, when there is not enough. */
  boolean takeFromStock(Connection connection, Order.Line line) throws SQLException {
    String sql =
        "update " + stock + " set quantity = quantity - ? where product_id = ? and quantity >= ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setInt(1, line.quantity());
      update.setLong(2, line.product());
      update.setInt(3, line.quantity());
      return update.executeUpdate() == 1;
    }
  }

  /** Returns the id of the new order. */
  long insert(Connection connection, String customer, BigDecimal total, List<Order.Line> ordered)
      throws SQLException {
    long id = insertOrder(connection, customer, total);
    String sql =
        "insert into " + lines + " (order_id, product_id, quantity, price) values (?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (Order.Line line : ordered) {
        insert.setLong(1, id);
        insert.setLong(2, line.product());
        insert.setInt(3, line.quantity());
        insert.setBigDecimal(4, line.price());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    return id;
  }

  private long insertOrder(Connection connection, String customer, BigDecimal total)
      throws SQLException {
    String sql = "insert into " + orders + " (customer, total) values (?, ?)";
    try (PreparedStatement insert =
        connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
      insert.setString(1, customer);
      insert.setBigDecimal(2, total);
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  Optional<Order> find(Connection connection, long id) throws SQLException {
    String sql = "select customer, total from " + orders + " where id = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Order(
                    id,
                    row.getString("customer"),
                    row.getBigDecimal("total"),
                    lines(connection, id)))
            : Optional.empty();
      }
    }
  }

  private List<Order.Line> lines(Connection connection, long id) throws SQLException {
    String sql =
        "select product_id, quantity, price from "
            + lines
            + " where order_id = ? order by product_id";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        var found = new ArrayList<Order.Line>();
        while (row.next()) {
          found.add(
              new Order.Line(
                  row.getLong("product_id"), row.getInt("quantity"), row.getBigDecimal("price")));
        }
        return found;
      }
    }
  }
}
